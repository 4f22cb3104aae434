import type { TestCluster } from "../../sandbox/testing/test-cluster";

/** The colours that the bench switches between. */
export type Color = "blue" | "green";

/** Where users go. */
export interface Address {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The object that says which colour has the traffic, as kubectl names it. */
  readonly route: string;
}

/** A way to move users from one colour to the other, on the same cluster with the same pods. */
export interface Contender {
  readonly name: string;
  /** Deploys the app into a namespace of its own; resolves when blue serves. */
  deploy(): Promise<Address>;
  /** One switch, from its command to what the tool calls done. */
  switchTo(color: Color): Promise<void>;
  /** Tries to switch to a release that is ready and answers users with 500; whether the tool refused it. */
  releaseBad(color: Color): Promise<"refused" | "released">;
  /** MiB of what runs for it between switches. */
  memory(): number;
  remove(): Promise<void>;
}

export const REPLICAS = 2;
export const PORT = 8080;
/** How long a pod that is told to stop still serves: the same for all. */
export const DRAIN_SECONDS = 2;

/**
 * A server that says its colour and ends gracefully. Where the client wants a connection for each request, the answer ends with the
 * connection, so that it is the server that closes it: else each keeps a port of the client for a minute, and after 14,000 the kernel
 * searches for every further one so long that this machine does nothing else.
 */
export const server = `
const { COLOR, MODE } = process.env;
const app = require("http").createServer((request, answer) => {
  if (MODE === "bad" && request.url !== "/healthz") answer.statusCode = 500;
  answer.setHeader("X-Color", COLOR);
  if (request.headers.connection === "close") {
    answer.useChunkedEncodingByDefault = false;
    answer.flushHeaders();
  }
  answer.end();
});
app.listen(${PORT});
process.on("SIGTERM", () => { app.close(() => process.exit(0)); app.closeIdleConnections(); });
`;

export const resources = { cpu: "50m", memory: "96Mi" };

/** The pods of the contenders that take manifests. */
export function podTemplate(image: string, labels: Readonly<Record<string, string>>, color: Color, mode = ""): object {
  return {
    metadata: { labels },
    spec: {
      terminationGracePeriodSeconds: 30,
      containers: [
        {
          name: "web",
          image,
          command: ["node", "-e", server],
          env: [
            { name: "COLOR", value: color },
            { name: "MODE", value: mode },
          ],
          ports: [{ containerPort: PORT }],
          readinessProbe: { httpGet: { path: "/healthz", port: PORT }, periodSeconds: 1 },
          resources: { requests: resources, limits: { memory: resources.memory } },
          lifecycle: { preStop: { sleep: { seconds: DRAIN_SECONDS } } },
        },
      ],
    },
  };
}

/** The address that the sandbox gave a LoadBalancer Service, once it answers. */
export async function loadBalancerAddress(cluster: TestCluster, namespace: string): Promise<Address> {
  await cluster.kubectl([
    ...["-n", namespace, "wait", "service/web", "--timeout=60s"],
    "--for=jsonpath={.status.loadBalancer.ingress[0].ip}",
  ]);
  const ip = await cluster.kubectl([
    ...["-n", namespace, "get", "service/web", "-o", "jsonpath={.status.loadBalancer.ingress[0].ip}"],
  ]);
  return { url: `http://${ip}:${PORT}/`, headers: {}, route: "service/web" };
}
