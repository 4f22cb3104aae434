import * as pulumi from "@pulumi/pulumi";
import { deployPlatform } from "../../../infra";
import { only, type Registered, registered, stackOf } from "./program";

const cluster = { name: "imageview", location: "asia-northeast3-a", nodePools: { default: {} } };
const channels = {
  oncall: { email: "oncall@example.com" },
  phone: { sms: "+821012345678" },
  chat: { slack: { channel: "#alerts", token: "xoxb-canary" } },
  pager: { webhook: { url: "https://pager.example.com/in", token: "canary-1" } },
  basic: { webhook: { url: "https://basic.example.com/in", username: "u", password: "canary-2" } },
  old: { existing: "projects/p/notificationChannels/7" },
};
const policyType = "gcp:monitoring/alertPolicy:AlertPolicy";
const channelType = "gcp:monitoring/notificationChannel:NotificationChannel";
const policies = (resources: readonly Registered[]) => resources.filter(({ type }) => type === policyType);

const run = async (monitoring: object, rest: object = {}) =>
  (await registered(() => deployPlatform(stackOf({ cluster, monitoring, ...rest })))).resources;

test("every kind of channel reaches the fields of its type", async () => {
  const resources = await run({ channels });
  const channel = (name: string) => only(resources, channelType, `monitoring-${name}`);
  expect(channel("oncall")).toMatchObject({
    type: "email",
    labels: { email_address: "oncall@example.com" },
    forceDelete: true,
  });
  expect(channel("phone")).toMatchObject({ type: "sms", labels: { number: "+821012345678" } });
  expect(channel("chat")).toMatchObject({ type: "slack", labels: { channel_name: "#alerts" } });
  expect(channel("basic")).toMatchObject({
    type: "webhook_basicauth",
    labels: { url: "https://basic.example.com/in", username: "u" },
  });
  expect(resources.filter(({ type }) => type === channelType)).toHaveLength(5);
});

test("the secrets of channels reach the engine as secrets", async () => {
  const resources = await run({ channels });
  const secret = (value: unknown): unknown =>
    (value as Record<string, unknown>)[pulumi.runtime.specialSigKey] === pulumi.runtime.specialSecretSig;
  const walk = (value: unknown): unknown[] =>
    typeof value !== "object" || value === null ? [value] : secret(value) ? [] : Object.values(value).flatMap(walk);
  const inClear = resources.flatMap(({ inputs }) => walk(inputs)).filter((value) => String(value).includes("canary"));
  expect(inClear).toEqual([]);
  expect(JSON.stringify(resources)).toContain("canary");
});

test("the pack has the six alerts, each with its runbook, sent to all channels unless told otherwise", async () => {
  const resources = await run(
    { channels, alerts: { nodeCpu: { threshold: 0.7, for: "10m", severity: "CRITICAL", channels: ["oncall"] } } },
    { identities: { github: { repository: "me/shop", repositoryId: 42 } } },
  );
  expect(policies(resources).map(({ name }) => name)).toEqual(
    ["build-failures", "node-cpu", "node-memory", "pod-restarts", "unavailable-replicas", "volume-fill"].map(
      (name) => `monitoring-${name}`,
    ),
  );
  for (const { inputs } of policies(resources)) {
    const { content, links } = inputs["documentation"] as { content: string; links: { url: string }[] };
    expect(content.length).toBeGreaterThan(200);
    expect(content.length).toBeLessThan(8192);
    expect(links[0]!.url).toMatch(/^https:\/\/github.com\/me\/shop\/blob\/HEAD\/docs\/runbooks\/[a-z-]+\.md$/);
  }
  expect(only(resources, policyType, "monitoring-node-cpu")).toMatchObject({
    severity: "CRITICAL",
    notificationChannels: ["monitoring-oncall-id"],
    conditions: [
      {
        conditionPrometheusQueryLanguage: {
          duration: "600s",
          query: expect.stringMatching(/cluster_name="imageview".*> 0.7$/) as string,
        },
      },
    ],
  });
  expect(only(resources, policyType, "monitoring-node-memory")["notificationChannels"]).toHaveLength(6);
});

test("alerts can be left out and added", async () => {
  const off = {
    nodeCpu: false,
    nodeMemory: false,
    podRestarts: false,
    unavailableReplicas: false,
    volumeFill: false,
    buildFailures: false,
  };
  const custom = { errors: { query: "rate(errors[5m]) > 1", summary: "Too many errors: switch back." } };
  const resources = await run({ alerts: off, custom });
  expect(policies(resources)).toHaveLength(1);
  expect(only(resources, policyType, "monitoring-errors")).toMatchObject({
    conditions: [{ conditionPrometheusQueryLanguage: { query: "rate(errors[5m]) > 1" } }],
    documentation: { content: "Too many errors: switch back." },
  });
});
