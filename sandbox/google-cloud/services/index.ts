import type { Clusters } from "../../kubernetes/spec";
import type { Service } from "../front/call";
import type { RawHandler } from "../front/http";
import type { Operations } from "../state/operations";
import type { Store } from "../state/store";
import { artifactregistry, registerRepositoryJobs } from "./artifactregistry";
import type { Images } from "./artifactregistry/images";
import type { Builder } from "./cloudbuild/builder";
import { compute } from "./compute";
import { registerComputeJobs } from "./compute/operations";
import { container } from "./container";
import { registerClusterJobs } from "./container/jobs";
import { cloudbilling } from "./projects/billing";
import { cloudresourcemanager } from "./projects/resource-manager";
import { registerServiceJobs, serviceusage } from "./projects/service-usage";
import { longrunning } from "./shared/long-running";

/** What is outside of the server: real clusters, real builds, a real registry. */
export interface World {
  /** Where state, uploads and logs are kept. */
  readonly folder: string;
  readonly clusters: Clusters;
  readonly builder: Builder;
  readonly images: Images;
}

/** All APIs. */
export function services(world: World): readonly Service[] {
  return [
    artifactregistry(() => world.images),
    cloudbilling,
    cloudresourcemanager,
    compute,
    container,
    longrunning,
    serviceusage,
  ];
}

/** What their operations do. */
export function registerJobs(operations: Operations, store: Store, world: World): void {
  registerClusterJobs(operations, store, world.clusters);
  registerComputeJobs(operations, store);
  registerRepositoryJobs(operations, store);
  registerServiceJobs(operations, store);
}

/** Uploads and downloads, which are no JSON calls. */
export function rawHandlers(_store: Store, _world: World): readonly RawHandler[] {
  return [];
}
