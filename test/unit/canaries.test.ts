import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { readConfiguration } from "../../config/read";
import { encryptedPaths } from "../../config/encrypted";
import { deployPlatform } from "../../infra";
import { deployWorkloads } from "../../workloads";
import { registered } from "./infra/program";

/**
 * A canary in every secret that a configuration can hold. What the program registers goes to the state, to plugins and to events: there each
 * may be only inside of what the engine encrypts and hides.
 */
const CANARY = "canary-4711";
const secret = (of: string) => ({ secure: `${CANARY}-${of}` });
const image = `docker.io/library/web@sha256:${"a".repeat(64)}`;
const app = { active: "blue", colors: { blue: { image }, green: { image } } };

const sections: Record<string, unknown> = {
  cluster: { name: "c", location: "asia-northeast3-a", nodePools: { default: {} } },
  monitoring: {
    channels: {
      chat: { slack: { channel: "#a", token: secret("slack") } },
      hook: { webhook: { url: "https://hook.example/", token: secret("token") } },
      basic: { webhook: { url: "https://hook.example/", username: "ada", password: secret("password") } },
    },
  },
  apps: {
    web: {
      ...app,
      settings: { secrets: { api: { key: secret("app"), other: { env: "CANARY_IN_ENVIRONMENT" } } } },
      env: { KEY: { secret: "api", key: "key" } },
      expose: {
        kind: "Ingress",
        hosts: ["a.example"],
        tls: { certificate: secret("certificate"), key: secret("key") },
      },
    },
    two: {
      ...app,
      colors: { ...app.colors, green: { image, settings: { secrets: { api: { key: secret("colour") } } } } },
    },
  },
  jobs: { once: { image, settings: { secrets: { api: { key: secret("job") } } } } },
  cronJobs: { often: { image, schedule: "0 * * * *", settings: { secrets: { api: { key: secret("cron") } } } } },
  daemonSets: { each: { image, settings: { secrets: { api: { key: secret("daemon") } } } } },
  statefulSets: { db: { image, settings: { secrets: { api: { key: secret("stateful") } } } } },
};

const decrypted = (value: unknown): unknown => {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(decrypted);
  if ("secure" in value) return value.secure;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, decrypted(inner)]));
};

const signature = "4dabf18193072939515e22adb298388d";
const secretMark = "1b47061264138c4ac30d75fd1eb44270";

/** Texts with a canary, in clear or in base64, and whether the engine encrypts them. */
function* canariesIn(
  value: unknown,
  encrypted = false,
): Generator<{ readonly text: string; readonly encrypted: boolean }> {
  if (typeof value === "string") {
    const texts = [value, Buffer.from(value, "base64").toString("utf8")];
    for (const text of texts) if (text.includes(CANARY)) yield { text, encrypted };
  }
  if (typeof value !== "object" || value === null) return;
  const hides = encrypted || (value as Record<string, unknown>)[signature] === secretMark;
  for (const [key, inner] of Object.entries(value)) {
    if (key.includes(CANARY)) yield { text: key, encrypted: false };
    yield* canariesIn(inner, hides);
  }
}

interface Request {
  getType(): string;
  getName(): string;
  getObject(): { toJavaScript(): unknown };
}

test("no canary of the configuration leaves the program but encrypted", async () => {
  const all = Object.fromEntries(
    Object.entries(sections).map(([section, value]) => [`gke-bluegreen:${section}`, JSON.stringify(decrypted(value))]),
  );
  const encrypted = Object.entries(sections).flatMap(([section, value]) => encryptedPaths(value, [section]));
  process.env["CANARY_IN_ENVIRONMENT"] = `${CANARY}-environment`;
  const sent: { readonly resource: string; readonly object: unknown }[] = [];
  try {
    await registered(() => {
      const monitor = pulumi.runtime.getMonitor() as unknown as {
        registerResource(request: Request, ...rest: unknown[]): unknown;
      };
      const register = monitor.registerResource.bind(monitor);
      monitor.registerResource = (request, ...rest) => {
        sent.push({
          resource: `${request.getType()} ${request.getName()}`,
          object: request.getObject().toJavaScript(),
        });
        return register(request, ...rest);
      };
      const stack = readConfiguration(all, encrypted, { namespace: "gke-bluegreen:", file: "Pulumi.test.yaml" });
      deployPlatform({ ...stack, project: "p" });
      const provider = new k8s.Provider("test-cluster", { kubeconfig: "{}" });
      deployWorkloads({ ...stack, provider, kubeconfig: "{}", images: {} });
    });
  } finally {
    delete process.env["CANARY_IN_ENVIRONMENT"];
  }
  const found = sent.flatMap(({ resource, object }) => [...canariesIn(object)].map((one) => ({ resource, ...one })));
  expect(found.filter((one) => !one.encrypted)).toEqual([]);
  expect(sent.filter(({ resource }) => resource.includes(CANARY))).toEqual([]);
  // Each of them arrived, so that none was merely left out.
  const arrived = new Set(found.flatMap(({ text }) => new RegExp(`${CANARY}-(\\w+)`).exec(text)?.[1] ?? []));
  expect([...arrived].sort()).toEqual(
    [
      "app",
      "certificate",
      "colour",
      "cron",
      "daemon",
      "environment",
      "job",
      "key",
      "password",
      "slack",
      "stateful",
      "token",
    ].sort(),
  );
});
