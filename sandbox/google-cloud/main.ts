import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { join } from "node:path";
import { credentials } from "../home/credentials";
import { privateFolder } from "../home/folder";
import { currentInstance, type Instance } from "../host/instance";
import { clusters, registryAddress } from "../kubernetes";
import { reviews } from "../kubernetes/control-plane/iam";
import { googleNames, googlePorts } from "../kubernetes/network/google-names";
import { isReservableAddress } from "../kubernetes/addons/cluster";
import type { ReviewsOptions } from "./kubernetes/server";
import { startServer, type ServerOptions } from "./server";
import { RegistryImages } from "./services/artifactregistry/images";
import { PodmanBuilder } from "./services/cloudbuild/podman";

// The process behind `googleCloudProcess`: secrets come from files, since arguments can be read by every user.
const { values } = parseArgs({
  options: {
    home: { type: "string" },
    port: { type: "string" },
    loose: { type: "boolean" },
    iam: { type: "string" },
    "build-network": { type: "boolean" },
  },
});

async function main() {
  const { home, port, loose, iam, "build-network": buildNetwork = false } = values;
  if (home === undefined || port === undefined) throw new Error("--home and --port are required");
  const instance = currentInstance(home);
  if (!instance) throw new Error(`no sandbox stands in ${home}`);
  const { accessToken } = credentials(home);
  const folder = privateFolder(home, "google-cloud");
  const registry = registryAddress(instance);
  const server = await startServer({
    folder,
    accessToken,
    clusters: clusters(home, instance),
    builder: new PodmanBuilder({
      folder: join(folder, "podman"),
      run: instance.buildsFolder,
      cgroup: instance.buildsCgroup,
      registry,
      accessToken,
      network: buildNetwork ? "host" : "none",
    }),
    images: new RegistryImages(`http://${registry}`, accessToken),
    ...(instance.registry === undefined
      ? {
          addresses: reservableAddresses(instance),
          reviews: await reviewsOf(home, instance),
          ...(await googleFront(home, instance)),
        }
      : {}),
    // The supervisor keeps what a process says: `gke-bluegreen sandbox logs google-cloud` prints it.
    logRequest: (line) => process.stdout.write(`${line}\n`),
    port: Number(port),
    loose: loose ?? false,
    iam: iam !== "off",
  });
  process.stdout.write(`listening on ${server.url}\n`);
  for (const name of ["SIGTERM", "SIGINT"] as const)
    process.on(name, () => void server.close().then(() => process.exit(0)));
}

async function reviewsOf(home: string, instance: Instance): Promise<ReviewsOptions> {
  const { certificate, ...where } = await reviews(home, instance);
  return { ...where, certificate: readFileSync(certificate.cert, "utf8"), key: readFileSync(certificate.key, "utf8") };
}

/** What nodes and pods ask Google for. */
async function googleFront(home: string, instance: Instance): Promise<Pick<ServerOptions, "metadata" | "names">> {
  const host = instance.gateway;
  const { metadata, names } = googlePorts(instance);
  const { certificate } = await googleNames(home);
  return {
    metadata: { host, port: metadata },
    names: {
      host,
      port: names,
      certificate: readFileSync(certificate.cert, "utf8"),
      key: readFileSync(certificate.key, "utf8"),
    },
  };
}

/** Those that the clusters' load balancers take when a Service asks for one. */
function reservableAddresses(instance: Instance): string[] {
  return Array.from({ length: 4095 }, (_, index) => instance.loadBalancerAddress(index + 1)).filter((address) =>
    isReservableAddress(instance, address),
  );
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
