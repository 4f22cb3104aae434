import type { StackResource } from "./rule";

/** A Kubernetes object for the examples of rules, in namespace `n`. */
export const object = (kind: string, api: string, props: object, name = "a"): StackResource => {
  const { metadata, ...rest } = props as { metadata?: object };
  return {
    urn: `urn:pulumi:s::p::kubernetes:${api}:${kind}::${name}`,
    type: `kubernetes:${api}:${kind}`,
    name,
    props: { metadata: { name, namespace: "n", ...metadata }, ...rest },
  };
};

/** Any other resource for the examples of rules. */
export const resource = (type: string, props: Readonly<Record<string, unknown>>, name = "a"): StackResource => ({
  urn: `urn:pulumi:s::p::${type}::${name}`,
  type,
  name,
  props,
});

/** A Deployment of three pods labelled `app: a`. */
export const web = object("Deployment", "apps/v1", {
  spec: {
    replicas: 3,
    selector: { matchLabels: { app: "a" } },
    template: { metadata: { labels: { app: "a" } }, spec: { containers: [{ name: "app" }] } },
  },
});

/** The Deployment and the Service of one colour of app `shop`. */
export const colour = (color: string, requests: object = {}): StackResource[] => {
  const name = `shop-${color}`;
  const labels = { app: "shop", color };
  return [
    object(
      "Deployment",
      "apps/v1",
      {
        spec: {
          replicas: 0,
          selector: { matchLabels: labels },
          template: { metadata: { labels }, spec: { containers: [{ name: "app", resources: { requests } }] } },
        },
      },
      name,
    ),
    object("Service", "core/v1", { spec: { selector: labels } }, name),
  ];
};

/** The switch of app `shop`, blue live. */
export const shopSwitch = (changes: object = {}): StackResource =>
  resource(
    "gke-bluegreen:workloads:TrafficSwitch",
    {
      app: "shop",
      namespace: "n",
      active: "blue",
      colors: {
        blue: { deployment: "shop-blue", service: "shop-blue", revision: "1" },
        green: { deployment: "shop-green", service: "shop-green", revision: "2" },
      },
      route: { kind: "selector", service: "shop", selector: { app: "shop" }, overlapSeconds: 0 },
      replicas: 3,
      minReplicas: 3,
      verify: [{ http: { path: "/", status: 200, headers: {}, withinMs: 1000, times: 3 } }],
      idle: "warm",
      allowInPlace: false,
      ...changes,
    },
    "shop",
  );
