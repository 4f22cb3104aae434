import { readFileSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { privateFolder } from "../home/folder";
import type { ProcessSpec, Supervisor } from "../supervisor";
import { bundledProgram, toolPath } from "../toolchain";

/** Where the registry listens and whom it serves. */
export interface RegistryOptions {
  /** The sandbox's folder; its `credentials.json` has the `accessToken`. */
  readonly home: string;
  /** `host:port` addresses to listen on: loopback, and the bridge's address for the nodes. */
  readonly listen: readonly string[];
  /** Networks of nodes and pods, as CIDRs: they pull without credentials, as GKE's nodes do. */
  readonly nodeNetworks: readonly string[];
  /** See `askCloud`; undefined while there is no stand-in for Google Cloud. */
  readonly admissionUrl?: string;
}

/** Names of the registry's processes, in the order in which they start. */
const registryProcesses = ["registry/storage", "registry/front"] as const;

/** Starts the sandbox's one image registry, or brings a running one to these options; resolves when it answers. */
export async function startRegistry(
  supervisor: Supervisor,
  options: RegistryOptions,
  progress: (line: string) => void,
): Promise<void> {
  const folder = privateFolder(options.home, "registry");
  // A socket in a folder that only its owner can enter: the storage itself checks no credentials.
  const socket = join(folder, "storage.socket");
  const config = join(folder, "storage.json");
  await writeWhole(config, JSON.stringify(storageConfig(folder, socket), undefined, 2));

  const storage: ProcessSpec = {
    name: registryProcesses[0],
    command: [await toolPath("registry", progress), "serve", config],
    env: { OTEL_TRACES_EXPORTER: "none" },
    ready: { kind: "unix", path: socket },
  };
  const [first] = options.listen;
  const [, host = "", port = ""] = /^(.*):(\d+)$/.exec(first ?? "") ?? [];
  const front: ProcessSpec = {
    name: registryProcesses[1],
    command: [
      process.execPath,
      await bundledProgram(join(__dirname, "main.ts")),
      ...options.listen.map((address) => `--listen=${address}`),
      `--storage=${socket}`,
      `--credentials=${join(options.home, "credentials.json")}`,
      ...options.nodeNetworks.map((network) => `--node-network=${network}`),
      ...(options.admissionUrl === undefined ? [] : [`--admission=${options.admissionUrl}`]),
    ],
    dependsOn: [storage.name],
    ready: { kind: "tcp", host, port: Number(port) },
  };
  await supervisor.ensure(storage);
  await supervisor.ensure(front);
  await supervisor.waitUntilReady(registryProcesses);
}

/** A file in the form of Docker's `config.json` with the registry's credentials, for programs that push; its path is answered. */
export async function registryAuthFile(home: string, registries: readonly string[]): Promise<string> {
  const { accessToken } = JSON.parse(readFileSync(join(home, "credentials.json"), "utf8")) as { accessToken: string };
  const auth = Buffer.from(`oauth2accesstoken:${accessToken}`).toString("base64");
  const path = join(privateFolder(home, "registry"), "auth.json");
  const auths = Object.fromEntries(registries.map((registry) => [registry, { auth }]));
  await writeWhole(path, JSON.stringify({ auths }));
  return path;
}

/** The storage's configuration; JSON is YAML. */
function storageConfig(folder: string, socket: string) {
  return {
    version: "0.1",
    log: { level: "warn", accesslog: { disabled: true } },
    storage: {
      filesystem: { rootdirectory: privateFolder(folder, "images") },
      cache: { blobdescriptor: "inmemory" },
      delete: { enabled: true },
    },
    // Relative Locations: the client is at another address than the storage.
    http: { net: "unix", addr: socket, relativeurls: true },
  };
}

async function writeWhole(path: string, text: string): Promise<void> {
  await writeFile(`${path}.new`, text, { mode: 0o600 });
  await rename(`${path}.new`, path);
}
