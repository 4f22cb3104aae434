import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fidelityReport, type ApiFidelity } from "../../../sandbox/google-cloud/fidelity/report";
import { Directory } from "../../../sandbox/google-cloud/transport/directory";
import type { HttpRule, Method, Schema } from "../../../sandbox/google-cloud/transport/schema";
import { fixtureLabels } from "../../../sandbox/google-cloud/fidelity/fixture-labels";
import { SandboxCloud } from "./sandbox-cloud";

// Each test asks a server hundreds of times.
jest.setTimeout(120_000);

const project = "demo-proj";
const { schemas } = new Directory();

describe("the fidelity report says what the server does", () => {
  let cloud: SandboxCloud;
  const report = fidelityReport();
  beforeAll(async () => {
    cloud = await new SandboxCloud().start();
    const all = [
      "container",
      "compute",
      "artifactregistry",
      "cloudbuild",
      "iam",
      "secretmanager",
      "logging",
      "cloudkms",
    ];
    await cloud.enable(project, ...all);
  });
  afterAll(async () => await cloud.stop());

  const ask = async (method: Method, rule: HttpRule, request: Record<string, unknown>) => {
    const { body, rest } = split(rule, request);
    const query = new URLSearchParams(
      Object.entries(rest).map(([key, value]): [string, string] => [key, String(value)]),
    );
    const answer = await cloud.call<{ error?: { message: string } }>(
      rule.verb,
      `${pathOf(method.schema, rule)}?${query.toString()}`,
      rule.verb === "GET" || rule.verb === "DELETE" ? undefined : body,
    );
    return { status: answer.status, message: answer.body.error?.message ?? "" };
  };

  // The mix-in of operations has no paths of its own: each API's configuration gives them.
  const withPaths = report.apis.filter(({ api }) => api !== "longrunning");

  test.each(withPaths.map((api) => [api.package, api] as const))("%s: methods", async (_, api) => {
    const wrong: string[] = [];
    for (const { name, support } of api.methods) {
      const method = methodOf(api, name);
      const [rule] = method.rules;
      if (!rule) continue;
      const { status, message } = await ask(method, rule, {});
      const refused = status === 501 && message.includes(`does not implement the method ${method.fullName}`);
      if (refused !== (support === "absent")) wrong.push(`${name} is ${support}: ${status} ${message}`);
    }
    expect(wrong).toEqual([]);
  });

  test.each(report.apis.map((api) => [api.package, api] as const))("%s: refused fields", async (_, api) => {
    const wrong: string[] = [];
    for (const { name, fields = {} } of api.methods) {
      const method = methodOf(api, name);
      const [rule] = method.rules;
      if (!rule) continue;
      for (const [path, support] of Object.entries(fields)) {
        const request = sampleAt(method, path.split("."));
        if (support !== "absent" || request === undefined) continue;
        const { status, message } = await ask(method, rule, request);
        if (status !== 501 || !message.includes(path)) wrong.push(`${name} ${path}: ${status} ${message}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test("names no field twice and misses none of a cluster's", () => {
    const beta = report.apis.find((api) => api.package === "google.container.v1beta1")!;
    const create = beta.methods.find(({ name }) => name === "ClusterManager.CreateCluster");
    const schema = schemaOf(beta);
    const wanted = [...schema.fields("google.container.v1beta1.Cluster")!.values()]
      .filter(({ outputOnly }) => !outputOnly)
      .map(({ name }) => `cluster.${name}`);
    const listed = Object.keys(create?.fields ?? {});
    const missing = wanted.filter((path) => !listed.some((one) => one === path || one.startsWith(`${path}.`)));
    expect(missing).toEqual([]);
    // A branch is named as a whole or field by field.
    expect(listed.filter((path) => listed.some((other) => other.startsWith(`${path}.`)))).toEqual([]);
    expect(create?.fields).toMatchObject({ "cluster.name": "real", "cluster.loggingConfig": "partial" });
  });
});

test("with --loose, refused fields are left out, and the answer says so", async () => {
  const cloud = await new SandboxCloud().start({ loose: true });
  try {
    await cloud.enable(project, "container", "compute");
    const answer = await fetch(
      `${cloud.server.url}/container/v1/projects/${project}/locations/europe-west1-b/clusters`,
      {
        method: "POST",
        headers: { Authorization: "Bearer ya29.sandbox-test-token" },
        body: JSON.stringify({ cluster: { name: "demo", initialNodeCount: 1, enableKubernetesAlpha: true } }),
      },
    );
    expect([answer.status, answer.headers.get("warning")]).toEqual([
      200,
      expect.stringContaining("cluster.enableKubernetesAlpha was ignored"),
    ]);
  } finally {
    await cloud.stop();
  }
});

test("every fixture has one label, and every label a fixture", () => {
  const root = join(__dirname, "..", "..", "conformance", "fixtures");
  const files = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/README\.md$|labels\.ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
  const holds = (path: string, file: string) => (path.endsWith("/") ? file.startsWith(path) : file === path);
  const labelled = files.map((file) => [file, fixtureLabels.filter(({ path }) => holds(path, file)).length]);
  expect(labelled.filter(([, labels]) => labels !== 1)).toEqual([]);
  expect(fixtureLabels.filter(({ path }) => !files.some((file) => holds(path, file)))).toEqual([]);
});

const schemaOf = (api: ApiFidelity): Schema => schemas.find((schema) => schema.package === api.package)!;
const methodOf = (api: ApiFidelity, name: string): Method => schemaOf(api).methods.find(({ key }) => key === name)!;

/** A URL of a method's: names of things that are not there. */
function pathOf({ api }: Schema, { template }: HttpRule): string {
  const filled = template
    .replace(/\{(\w+(?:\.\w+)*)=([^}]*)\}/g, (_, _name: string, pattern: string) =>
      pattern.replace(/^(projects\/)\*/, `$1${project}`).replace(/\*\*?/g, "thing"),
    )
    .replace(/\{(projectId|project|projectsId)\}/g, project)
    .replace(/\{[^}]*\}/g, "thing");
  return api === "compute" || api === "storage" ? filled : `/${api}${filled}`;
}

function split(rule: HttpRule, request: Record<string, unknown>) {
  if (rule.body === "*") return { body: request, rest: {} };
  if (rule.body === undefined) return { body: {}, rest: request };
  const { [rule.body]: body = {}, ...rest } = request;
  return { body, rest };
}

/** A request in which only the field at a path is set; undefined where the field holds nothing that could be set. */
function sampleAt(method: Method, path: readonly string[]): Record<string, unknown> | undefined {
  const value = sampleIn(method.schema, method.request, path);
  return value as Record<string, unknown> | undefined;
}

function sampleIn(schema: Schema, type: string, [name, ...rest]: readonly string[]): unknown {
  const field = schema.fields(type)?.get(name ?? "");
  if (!field || name === undefined) return undefined;
  const inner = rest.length > 0 ? sampleIn(schema, field.type, rest) : sample(schema, field.type, 0);
  if (inner === undefined) return undefined;
  return { [name]: field.kind === "repeated" ? [inner] : field.kind === "map" ? { key: inner } : inner };
}

function sample(schema: Schema, type: string, depth: number): unknown {
  const values = schema.enumValues(type);
  if (values) return Object.keys(values).find((key) => values[key] !== 0);
  const fields = schema.fields(type);
  if (fields && !type.startsWith("google.protobuf.")) {
    if (depth > 4) return undefined;
    for (const field of fields.values()) {
      const inner = field.outputOnly ? undefined : sample(schema, field.type, depth + 1);
      if (inner === undefined) continue;
      return { [field.name]: field.kind === "repeated" ? [inner] : field.kind === "map" ? { key: inner } : inner };
    }
    return undefined;
  }
  if (type === "bool" || type.endsWith("BoolValue")) return true;
  if (type === "google.protobuf.Timestamp") return "2030-01-01T00:00:00Z";
  if (type === "google.protobuf.Duration") return "1s";
  if (type === "google.protobuf.Struct") return { key: "value" };
  if (type === "bytes") return "eA==";
  return /int|double|float|Int|Double|Float/.test(type) ? 1 : "x";
}
