import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { StackConfig } from "../../config/schema";
import { deployWorkloads } from "../../workloads";

/** An object as the program would give it to the API server. */
export interface ClusterObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly [field: string]: unknown;
}

/** Stands for what a build or a registry would say. */
const digest = `sha256:${"0".repeat(64)}`;

/** What resources answer that nobody makes here. */
const answers: Readonly<Record<string, (inputs: Readonly<Record<string, unknown>>) => object>> = {
  "gke-bluegreen:workloads:PinnedImage": ({ reference }) => ({
    image: `${String(reference).replace(/:[^:/]*$/, "")}@${digest}`,
  }),
  "gke-bluegreen:workloads:TrafficSwitch": ({ active }) => ({ live: active, receipt: null }),
  "kubernetes:core/v1:Service": () => ({ status: { loadBalancer: { ingress: [{ ip: "192.0.2.1" }] } } }),
};

/**
 * The objects that a stack's configuration asks for in its cluster, without an engine: the program runs, and what it registers is kept in
 * place of being made. Digests of images stand for themselves, and so do encrypted values.
 */
export async function clusterObjects(config: StackConfig, project: string, stack: string): Promise<ClusterObject[]> {
  const objects: ClusterObject[] = [];
  const newResource = ({ type, name, inputs }: pulumi.runtime.MockResourceArgs) => {
    const plain = inputs as Readonly<Record<string, unknown>>;
    const object = objectOf(type, plain);
    if (object) objects.push(object);
    return { id: name, state: { ...plain, ...answers[type]?.(plain) } };
  };
  await pulumi.runtime.setMocks({ newResource, call: ({ inputs }) => inputs as object }, project, stack, false);
  try {
    const images = Object.entries(config.images).flatMap(([key, { tags }]) =>
      Object.keys(tags).map((tag) => [`${key}:${tag}`, pulumi.output(`images.invalid/${key}@${digest}`)] as const),
    );
    const provider = new k8s.Provider("check", { kubeconfig: "{}" });
    deployWorkloads({ ...config, project, provider, kubeconfig: "{}", images: Object.fromEntries(images) });
  } finally {
    await pulumi.runtime.disconnect();
  }
  return objects;
}

/** `kubernetes:apps/v1:Deployment` with its inputs; nothing where it is no object of a cluster. */
function objectOf(type: string, inputs: Readonly<Record<string, unknown>>): ClusterObject | undefined {
  const [, version = "", kind = ""] = /^kubernetes:(.+):(\w+)$/.exec(type) ?? [];
  const metadata = inputs["metadata"] as ClusterObject["metadata"] | undefined;
  if (version === "" || metadata?.name === undefined) return undefined;
  const apiVersion = typeof inputs["apiVersion"] === "string" ? inputs["apiVersion"] : version.replace(/^core\//, "");
  return { ...(plainly(inputs) as object), apiVersion, kind, metadata: plainly(metadata) as ClusterObject["metadata"] };
}

/** Without the engine's mark of what is secret. */
function plainly(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(plainly);
  const { value: hidden, "4dabf18193072939515e22adb298388d": mark } = value as Readonly<Record<string, unknown>>;
  if (mark !== undefined) return plainly(hidden);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plainly(inner)]));
}
