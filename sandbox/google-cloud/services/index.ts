import { join } from "node:path";
import type { Authority } from "../iam/authority";
import { GITHUB, GOOGLE, Issuer } from "../iam/issuer";
import { Tokens } from "../iam/tokens";
import type { Clusters } from "../../kubernetes/spec";
import type { Service } from "../transport/call";
import type { RawHandler } from "../transport/http";
import type { Operations } from "../state/operations";
import { Seal } from "../state/sealed";
import type { Store } from "../state/store";
import { artifactregistry, registerRepositoryJobs } from "./artifactregistry";
import type { Images } from "./artifactregistry/images";
import { cloudkms } from "./cloudkms";
import { iamcredentials } from "./iamcredentials";
import { cloudbuild, registerBuildJobs } from "./cloudbuild";
import type { Builder } from "./cloudbuild/builder";
import { compute } from "./compute";
import { registerComputeJobs } from "./compute/operations";
import { container } from "./container";
import { registerClusterJobs } from "./container/jobs";
import { registerUpgradeJobs } from "./container/upgrade";
import { iam } from "./iam";
import { registerIdentityJobs } from "./iam/workload-identity";
import { logging } from "./logging";
import { monitoring } from "./monitoring";
import { secretmanager } from "./secretmanager";
import { cloudbilling } from "./projects/billing";
import { cloudresourcemanager } from "./projects/resource-manager";
import { registerServiceJobs, serviceusage } from "./projects/service-usage";
import { longrunning } from "./shared/long-running";
import { storage } from "./storage";
import { Contents } from "./storage/objects";
import { transfers } from "./storage/transfers";

/** What is outside of the server: real clusters, real builds, a real registry. */
export interface World {
  /** Where state, uploads and logs are kept. */
  readonly folder: string;
  readonly clusters: Clusters;
  readonly builder: Builder;
  readonly images: Images;
  /** External addresses that a load balancer of the sandbox can have; undefined where it has none of its own. */
  readonly addresses?: readonly string[];
  /** The sandbox's Google access token. Secrets in the state are sealed with it. */
  readonly accessToken: string;
}

/** All APIs. */
export function services(world: World): readonly Service[] {
  let contents: Contents | undefined;
  const tokens = new Tokens(world.accessToken);
  const seal = new Seal(world.accessToken);
  return [
    artifactregistry(() => world.images),
    cloudbilling,
    cloudbuild,
    cloudkms(() => seal),
    cloudresourcemanager,
    compute(() => world.clusters, world.addresses),
    container,
    iam,
    iamcredentials(
      () => tokens,
      () => issuers(world).google,
    ),
    logging(world.folder),
    longrunning,
    monitoring(
      () => seal,
      () => world.clusters,
    ),
    secretmanager(() => seal),
    serviceusage,
    storage(() => (contents ??= contentsOf(world))),
  ];
}

/** What their operations do. */
export function registerJobs(operations: Operations, store: Store, world: World): void {
  registerBuildJobs(operations, store, world.builder, world.folder);
  registerClusterJobs(operations, store, world.clusters);
  registerUpgradeJobs(operations, store, world.clusters);
  registerComputeJobs(operations, store);
  registerIdentityJobs(operations, store);
  registerRepositoryJobs(operations, store);
  registerServiceJobs(operations, store);
}

/** Uploads and downloads, which are no JSON calls. */
export function rawHandlers(store: Store, world: World, authority: Authority): readonly RawHandler[] {
  return [transfers(store, contentsOf(world), authority)];
}

/** In the names of Google and of GitHub. */
export function issuers({ folder }: Pick<World, "folder">): { readonly google: Issuer; readonly github: Issuer } {
  return {
    google: new Issuer(GOOGLE, join(folder, "google-issuer.pem")),
    github: new Issuer(GITHUB, join(folder, "github-issuer.pem")),
  };
}

const contentsOf = ({ folder }: World) => new Contents(join(folder, "objects"));
