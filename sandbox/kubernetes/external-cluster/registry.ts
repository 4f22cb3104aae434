import { createSocket } from "node:dgram";
import { isIPv4 } from "node:net";
import { CoreV1Api } from "@kubernetes/client-node";
import { UserError } from "../../../lib/errors/user-error";
import { contextConfig, type ContextChoice } from "./access";

/** What containers of Docker Desktop know the machine by. */
const DOCKER_HOST = "host.docker.internal";

/** How the nodes of a user's cluster and the sandbox's registry find each other. */
export interface RegistryRoute {
  /** Where the registry listens. */
  readonly host: string;
  /** Who may pull without credentials, as CIDRs. */
  readonly nodeNetworks: readonly string[];
}

/**
 * On Linux the nodes of kind and minikube are behind a bridge of this machine: the registry listens at its address there, and
 * nowhere else. On others they are in a virtual machine, from where Docker leads `host.docker.internal` to loopback.
 */
export async function registryRoute(choice: ContextChoice): Promise<RegistryRoute> {
  const addresses = await nodeAddresses(choice);
  if (process.platform !== "linux") {
    return { host: "127.0.0.1", nodeNetworks: ["127.0.0.1/32"] };
  }
  const host = await localAddressTowards(addresses[0] ?? "127.0.0.1");
  return { host, nodeNetworks: addresses.map((address) => `${address}/32`) };
}

/** What a person has to put on each node so that it pulls from the registry what builds push there. */
export function registryInstructions(registry: string): string[] {
  const seen = process.platform === "linux" ? registry : registry.replace(/^.*:/, `${DOCKER_HOST}:`);
  return [
    "For images that the sandbox's builds push, each node of that cluster needs one file,",
    "/etc/containerd/certs.d/_default/hosts.toml (containerd with config_path, as in kind and minikube):",
    `    [host."http://${seen}"]`,
    `      capabilities = ["pull", "resolve"]`,
    "Images that the sandbox does not have still come from where their names say.",
  ];
}

async function nodeAddresses(choice: ContextChoice): Promise<string[]> {
  const config = contextConfig(choice);
  const { items } = await config
    .makeApiClient(CoreV1Api)
    .listNode()
    .catch((error: unknown) => {
      throw new UserError({
        setting: `the cluster of the context ${choice.context}`,
        got: `no list of its nodes: ${reason(error)}`,
        expected: `an API server that answers at ${config.getCurrentCluster()?.server}, and the rights of an administrator`,
        fix: `Start the cluster and try \`kubectl --context ${choice.context} get nodes\`, then run this command again.`,
      });
    });
  return items.flatMap(({ status }) =>
    (status?.addresses ?? [])
      .filter(({ type, address }) => type === "InternalIP" && isIPv4(address))
      .map(({ address }) => address),
  );
}

function reason(error: unknown): string {
  const { cause, message } = error as { cause?: { message?: string }; message?: string };
  return (cause?.message ?? message ?? String(error)).split("\n")[0] ?? "";
}

/** The address that packets to another one would leave this machine from; none is sent. */
async function localAddressTowards(address: string): Promise<string> {
  const socket = createSocket("udp4");
  try {
    await new Promise<void>((resolve) => socket.connect(9, address, () => resolve()));
    return socket.address().address;
  } finally {
    socket.close();
  }
}
