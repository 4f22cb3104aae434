import { readFileSync } from "node:fs";
import { load } from "js-yaml";
import * as pulumi from "@pulumi/pulumi";
import { parseStack } from "../../../config";
import type { Stack } from "../../../config/stack";

/** A resource as a program registered it. */
export interface Registered {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

const outputs: Readonly<Record<string, (inputs: Record<string, unknown>) => object>> = {
  "gcp:serviceaccount/account:Account": ({ accountId, project }) => ({
    email: `${String(accountId)}@${String(project)}.iam.gserviceaccount.com`,
  }),
  "gcp:container/cluster:Cluster": () => ({
    endpoint: "192.0.2.1",
    masterAuth: { clusterCaCertificate: "Q0E=" },
    controlPlaneEndpointsConfig: { dnsEndpointConfig: { endpoint: "gke-0123.asia-northeast3.gke.goog" } },
  }),
  "kubernetes:core/v1:Service": () => ({ status: { loadBalancer: { ingress: [{ ip: "192.0.2.80" }] } } }),
  "pulumi:pulumi:StackReference": () => ({
    outputs: {
      cluster: {
        identifier: "projects/test-project/locations/asia-northeast3/clusters/shared",
        project: "test-project",
        location: "asia-northeast3",
        name: "shared",
        host: "gke-4567.asia-northeast3.gke.goog",
        certificateAuthority: "",
        nodes: "serviceAccount:shared-nodes@test-project.iam.gserviceaccount.com",
      },
    },
  }),
  "gke-bluegreen:workloads:PinnedImage": ({ reference }) => ({
    image: `${String(reference).replace(/:[^:/]*$/, "")}@sha256:pinned`,
  }),
  // Switches that do what is asked of them.
  "gke-bluegreen:workloads:TrafficSwitch": ({ active }) => ({ live: active }),
  "gke-bluegreen:infra:Image": ({ image, targets }) => ({
    references: Object.fromEntries(
      Object.keys(targets as object).map((tag) => [tag, `${String(image)}@sha256:${tag}`]),
    ),
  }),
};

/**
 * Runs a program against mocks; gives what it registered, in order of type and name, and what it returned.
 *
 * @param found what a resource's outputs say that its inputs do not
 * @param functions what functions of plugins answer besides
 */
export async function registered<T>(
  program: () => T,
  found: (one: Registered) => object = () => ({}),
  functions: (token: string, given: Readonly<Record<string, unknown>>) => object = () => ({}),
): Promise<{ resources: Registered[]; result: T }> {
  const resources: Registered[] = [];
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs }: pulumi.runtime.MockResourceArgs) => {
        const plain = inputs as Record<string, unknown>;
        resources.push({ type, name, inputs: plain });
        return {
          id: `${name}-id`,
          state: { ...plain, ...outputs[type]?.(plain), ...found({ type, name, inputs: plain }) },
        };
      },
      call: ({ token, inputs }: pulumi.runtime.MockCallArgs) => ({
        ...(inputs as Record<string, unknown>),
        ...functions(token, inputs as Record<string, unknown>),
        ...(token === "gcp:container/getCluster:getCluster" && {
          endpoint: "192.0.2.1",
          masterAuths: [{ clusterCaCertificate: "Q0E=" }],
          controlPlaneEndpointsConfigs: [{ dnsEndpointConfigs: [{ endpoint: "gke-89ab.asia-northeast3.gke.goog" }] }],
        }),
      }),
    },
    "gke-bluegreen",
    "test",
    false,
  );
  let result: T;
  try {
    result = program();
  } finally {
    // Also after a failure: what was registered until then must not reach the next test's mocks.
    await pulumi.runtime.disconnect();
  }
  return { resources: resources.sort((a, b) => (`${a.type} ${a.name}` < `${b.type} ${b.name}` ? -1 : 1)), result };
}

/** The one resource of a type (and name). */
export function only(resources: readonly Registered[], type: string, name?: string): Registered["inputs"] {
  const found = resources.filter(
    (resource) => resource.type === type && (name === undefined || resource.name === name),
  );
  if (found.length !== 1) throw new Error(`${found.length} resources of type ${type}${name ? ` named ${name}` : ""}`);
  return found[0]!.inputs;
}

export const source = { namespace: "gke-bluegreen:", file: "Pulumi.test.yaml" };

/** A stack for tests: this configuration in the project `test-project`. */
export const stackOf = (config: unknown): Stack => ({ ...parseStack(config, source), project: "test-project" });

/** A stack file of the repository. */
export function stackFile(path: string): Stack {
  Object.assign(process.env, { IMAGEVIEW_API_KEY_ID: "id", IMAGEVIEW_API_KEY: "key" });
  // What the engine would have decrypted.
  const text = readFileSync(path, "utf8").replace(/^\s*secure: .*$/gm, (line) =>
    line.replace("secure:", "env: IMAGEVIEW_API_KEY #"),
  );
  const { config } = load(text) as { config: Record<string, unknown> };
  const sections = Object.entries(config).flatMap(([key, value]) =>
    key.startsWith("gke-bluegreen:") ? [[key.slice("gke-bluegreen:".length), value] as const] : [],
  );
  return { ...stackOf(Object.fromEntries(sections)), project: "imageview-sandbox" };
}
