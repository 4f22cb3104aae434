import type { SwitchSpec } from "../../../lib/release/spec";
import type { SimulatedCluster } from "./simulated-cluster";

interface Changes extends Partial<Omit<SwitchSpec, "colors" | "active">> {
  readonly active: string;
  /** Of an HTTPRoute, where no other route is given. */
  readonly steps?: readonly number[];
}

/** A route by weights, but for its steps. */
export const httpRoute: Omit<Extract<SwitchSpec["route"], { kind: "http-route" }>, "steps"> = {
  kind: "http-route",
  name: "web",
  paths: ["/"],
  port: 80,
  service: "web",
  selector: { app: "web" },
  propagationSeconds: 1,
};

/** What the program wants of an app in a simulated cluster, at the revisions that the cluster has. */
export function simulatedSpec(cluster: SimulatedCluster, { steps = [100], ...changes }: Changes): SwitchSpec {
  const [first = 100, ...rest] = steps;
  return {
    kubeconfig: "",
    namespace: "n",
    app: "web",
    colors: Object.fromEntries(
      Object.entries(cluster.colors).map(([color, { revision }]) => [
        color,
        { deployment: color, service: color, image: color, revision, env: [] },
      ]),
    ),
    route: { ...httpRoute, steps: [first, ...rest] },
    port: 80,
    scheme: "http",
    replicas: 3,
    minReplicas: 3,
    before: [],
    verify: [{ http: { path: "/", status: 200, headers: {}, withinMs: 1000, times: 1 } }],
    analysis: { seconds: 0.3, maxErrorRate: 0, path: "/", queries: [] },
    drainSeconds: 1,
    idle: "warm",
    warmSeconds: null,
    readySeconds: 10,
    returnSeconds: 60,
    allowInPlace: false,
    ...changes,
  };
}
