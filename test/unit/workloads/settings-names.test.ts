import { createHash, scryptSync } from "node:crypto";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { parseStack } from "../../../config";
import type { OtherUser } from "../../../lib/release/settings-in-use";
import { deployWorkloads } from "../../../workloads";
import { configMapName, secretName } from "../../../workloads/settings-names";
import { registered, source } from "../infra/program";
import { app, image } from "./cluster";

const pin = { owner: "web", key: "api", entries: [["pin", "1234"]] as const };

test("a Secret's name is made by the hash that passwords are stored with, salted with its place", () => {
  const name = secretName("shop", pin);
  expect(name).toMatch(/^web-api-[0-9a-f]{32}$/);
  const salt = JSON.stringify([pulumi.getProject(), pulumi.getStack(), "shop", "web", "api"]);
  const cost = { N: 16384, r: 8, p: 1 };
  expect(name).toBe(`web-api-${scryptSync(JSON.stringify(pin.entries), salt, 16, cost).toString("hex")}`);
  expect(secretName("shop", pin)).toBe(name);
  const others = [
    secretName("other", pin),
    secretName("shop", { ...pin, key: "db" }).replace("db", "api"),
    secretName("shop", { ...pin, owner: "app" }).replace("app", "web"),
    secretName("shop", { ...pin, entries: [["pin", "1235"]] }),
  ];
  expect(new Set([name, ...others]).size).toBe(5);
});

test("a ConfigMap's name has 128 bits of its content's hash: 40 collide in a second", () => {
  expect(configMapName({ ...pin, key: "conf" })).toMatch(/^web-conf-[0-9a-f]{32}$/);
});

const api = (value: string) => ({
  settings: { configMaps: { conf: { mode: value } }, secrets: { api: { pin: value } } },
});
const former = (content: unknown) => createHash("sha256").update(JSON.stringify(content)).digest("hex").slice(0, 10);

interface Request {
  getType(): string;
  getName(): string;
  getAliasesList(): readonly { getSpec(): { getName(): string; getParenturn(): string } | undefined }[];
  getRetainondelete(): boolean;
  getObject(): { toJavaScript(): { metadata?: { name?: string } } } | undefined;
}

/** The logical name of each ConfigMap and Secret, and what it is also known by; and all that was sent to the engine. */
async function settingsOf(
  sections: object,
  inUse: readonly string[],
  kubeconfig: pulumi.Input<string> = "{}",
  others: readonly OtherUser[] = [],
) {
  const found: { type: string; name: string; alias: string | undefined }[] = [];
  const kept: { name: string; as: string | undefined; from: readonly string[] }[] = [];
  const asked: Readonly<Record<string, unknown>>[] = [];
  await registered(
    () => {
      const monitor = pulumi.runtime.getMonitor() as unknown as {
        registerResource(request: Request, ...rest: unknown[]): unknown;
      };
      const register = monitor.registerResource.bind(monitor);
      monitor.registerResource = (request, ...rest) => {
        if (/:(Secret|ConfigMap)$/.test(request.getType())) {
          const alias = request
            .getAliasesList()
            .map((one) => one.getSpec()?.getName())
            .find((one) => one !== "");
          found.push({ type: request.getType().split(":")[2] ?? "", name: request.getName(), alias });
          if (request.getRetainondelete()) {
            const from = request.getAliasesList().flatMap((one) => one.getSpec()?.getParenturn() || []);
            const as = request.getObject()?.toJavaScript().metadata?.name;
            kept.push({ name: request.getName(), as, from });
          }
        }
        return register(request, ...rest);
      };
      const stack = parseStack(
        { cluster: { existing: { name: "c", location: "asia-northeast3-a" } }, ...sections },
        source,
      );
      const provider = new k8s.Provider("test", { kubeconfig: "{}" });
      deployWorkloads({ ...stack, provider, kubeconfig, images: {} });
    },
    undefined,
    (_, given) => {
      if ("workloads" in given) asked.push(given);
      return { inUse, others };
    },
  );
  return { found, asked, kept };
}

test("an object that pods use under its former name is known by that, and no other tells it", async () => {
  const [conf, secret] = [former({ mode: "1234" }), former([["pin", "1234"]])];
  const sections = { apps: { web: app(api("1234")) } };
  const { found, asked } = await settingsOf(sections, [`conf-${conf}`, `web-api-${secret}`]);
  expect(found).toEqual([
    { type: "ConfigMap", name: expect.stringMatching(/^web-conf-[0-9a-f]{32}$/) as string, alias: `web-conf-${conf}` },
    { type: "Secret", name: expect.stringMatching(/^web-api-[0-9a-f]{32}$/) as string, alias: `web-api-${secret}` },
  ]);
  expect(asked).toEqual([
    expect.objectContaining({
      workloads: [
        { kind: "Deployment", name: "web-blue" },
        { kind: "Deployment", name: "web-green" },
      ],
      names: [`web-conf-${conf}`, `conf-${conf}`, `web-api-${secret}`, `api-${secret}`],
    }),
  ]);
  const fresh = (await settingsOf(sections, [])).found;
  expect(fresh.map(({ name, alias }) => alias ?? name)).toEqual(fresh.map(({ name }) => name));
});

test.each([
  ["cronJobs", "CronJob", { schedule: "0 * * * *" }],
  ["daemonSets", "DaemonSet", {}],
  ["statefulSets", "StatefulSet", {}],
  ["jobs", "Job", {}],
])("%s are asked about as well, so that an upgrade restarts nothing", async (section, kind, more) => {
  const { found, asked } = await settingsOf(
    { [section]: { one: { image, ...more, settings: { secrets: { api: { pin: "1234" } } } } } },
    [`api-${former([["pin", "1234"]])}`],
  );
  expect(found).toMatchObject([{ alias: `one-api-${former([["pin", "1234"]])}` }]);
  expect(asked).toMatchObject([{ workloads: [{ kind, name: "one" }] }]);
});

test("in the preview of a cluster that is still to be made nobody is asked, and each has its own name", async () => {
  const Later = pulumi.Output as unknown as new (...parts: unknown[]) => pulumi.Output<string>;
  const [no, nothing] = [Promise.resolve(false), Promise.resolve(new Set())];
  const unknown = new Later(new Set(), Promise.resolve(undefined), no, no, nothing);
  const { found, asked } = await settingsOf(
    { cronJobs: { often: { image, schedule: "0 * * * *", ...api("1234") } } },
    [],
    unknown,
  );
  expect(found).toHaveLength(2);
  expect(found.map(({ name, alias }) => alias ?? name)).toEqual(found.map(({ name }) => name));
  expect(asked).toEqual([]);
});

const shared = `conf-${former({ mode: "1234" })}`;
const confOnly = { settings: { configMaps: { conf: { mode: "1234" } } } };

test("an object that two apps share stays when one of them goes, also in the update in which it goes", async () => {
  const [first, second] = ["one", "two"].map((owner) => ({ uses: shared, kind: "Deployment" as const, owner }));
  const both = { apps: { one: app(confOnly), two: app(confOnly) } };
  const together = (await settingsOf(both, [shared], "{}", [first!, second!])).kept;
  expect(together).toEqual(
    ["one", "two"].map((owner) => ({
      name: expect.stringMatching(new RegExp(`^${owner}-conf-`)) as string,
      as: expect.stringMatching(new RegExp(`^${owner}-conf-`)) as string,
      from: [`urn:pulumi:test::gke-bluegreen::gke-bluegreen:workloads:BlueGreenApp::${owner}`],
    })),
  );
  // `gone` is in the cluster and in the state, and in the program no more; `left` takes its entry over, once.
  const left = { apps: { left: app(confOnly), other: app(confOnly) } };
  const gone = { uses: shared, kind: "CronJob" as const, owner: "gone" };
  const { kept } = await settingsOf(left, [shared], "{}", [gone]);
  expect(kept.filter(({ name }) => name.startsWith("gone-"))).toEqual([
    {
      name: expect.stringMatching(/^gone-conf-[0-9a-f]{32}$/) as string,
      as: shared,
      from: Array(2).fill("urn:pulumi:test::gke-bluegreen::gke-bluegreen:workloads:CronJob::gone"),
    },
  ]);
  expect((await settingsOf(left, [shared])).kept).toEqual([]);
});
