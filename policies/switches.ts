import { type KubernetesObject, list, type Properties, record, text } from "./objects";
import type { StackResource } from "./rule";

/** A traffic switch as rules see it: the state after the switch. */
export interface Switch {
  readonly urn: string;
  readonly app: string;
  readonly namespace: string;
  /** The colour that has the traffic afterwards. */
  readonly active: string;
  readonly colors: Readonly<Record<string, { readonly deployment: string; readonly service: string }>>;
  /** Everything else, as the program has it. */
  readonly props: Properties;
}

const single = "gke-bluegreen:workloads:TrafficSwitch";
const group = "gke-bluegreen:workloads:TrafficSwitchGroup";

/** All switches of a stack, those in groups too. */
export function switches(resources: readonly StackResource[]): Switch[] {
  return resources.flatMap(({ urn, type, props }) => {
    if (type === single) return [read(urn, props)];
    return type === group ? list(props["members"]).map((member) => read(urn, member)) : [];
  });
}

/** Each property is read when it is first asked for, since it may be unknown, and then kept: every workload asks every switch. */
function read(urn: string, props: Properties): Switch {
  const app = once(() => text(props["app"]));
  const namespace = once(() => text(props["namespace"]) || "default");
  const active = once(() => text(props["active"]));
  const colors = once(() =>
    Object.fromEntries(
      Object.entries(record(props["colors"])).map(([color, given]) => {
        const { deployment, service } = record(given);
        return [color, { deployment: text(deployment), service: text(service) }];
      }),
    ),
  );
  return {
    urn,
    props,
    get app() {
      return app();
    },
    get namespace() {
      return namespace();
    },
    get active() {
      return active();
    },
    get colors() {
      return colors();
    },
  };
}

/** A value that is made when it is first wanted; while making it throws, each time anew. */
function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}

/**
 * How many pods a workload has after the update: what its traffic switch gives it, else what it says. The Deployments of a colour say 0
 * in the program, since their number is the switch's. `undefined` where an autoscaler or nobody decides.
 */
export function replicasAfter(
  workload: KubernetesObject,
  all: readonly Switch[],
  /** `during` a switch both colours are full. */
  when: "after" | "during" = "after",
): number | undefined {
  for (const one of all) {
    if (one.namespace !== workload.namespace) continue;
    const { active, colors, props } = one;
    const color = Object.keys(colors).find((key) => colors[key]?.deployment === workload.name);
    if (color === undefined) continue;
    if (when === "after" && color !== active && props["idle"] === "scaled-down") return 0;
    return Number(props["replicas"] ?? props["minReplicas"] ?? 1);
  }
  const said = workload.spec["replicas"];
  return typeof said === "number" ? said : undefined;
}
