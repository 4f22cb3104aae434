import { LoopbackServer } from "../../loopback-server";
import { type CallLog, type PropertyMap, silentLog, unknown } from "../../../lib/plugin";
import { RETURN } from "../../../lib/release/asked";
import { REVISION } from "../../../lib/release/marks";
import { JOURNAL } from "../../../provider/traffic-switch/journal";
import { ReleaseGuardHandler } from "../../../provider/traffic-switch/guard-handler";

let server: LoopbackServer;
let kubeconfig: string;
/** Of the live Service; nothing where the app is not there yet. */
let live: string | undefined;
/** Revisions of the Deployments in the cluster. */
let running: Readonly<Record<string, string>>;
/** The release of each colour that had all of the traffic. */
let served: Readonly<Record<string, string>>;

beforeEach(async () => {
  [live, running, served] = ["blue", { blue: "blue v1", green: "green v1" }, {}];
  server = new LoopbackServer(({ url = "" }, response) => {
    const color = /deployments\/web-([a-z]+)/.exec(url)?.[1];
    const annotations = { [REVISION]: running[color ?? ""] ?? "" };
    const found = color
      ? { metadata: { annotations }, spec: { replicas: 2 } }
      : /services\/web$/.test(url) && live !== undefined
        ? {
            metadata: { resourceVersion: "1", annotations: { [JOURNAL]: JSON.stringify({ served }) } },
            spec: { selector: { app: "web", color: live } },
          }
        : undefined;
    response.writeHead(found ? 200 : 404, { "content-type": "application/json" });
    response.end(JSON.stringify(found ?? { message: "none" }));
  });
  kubeconfig = JSON.stringify({
    clusters: [{ name: "c", cluster: { server: await server.start(), "insecure-skip-tls-verify": true } }],
    users: [{ name: "u", user: {} }],
    contexts: [{ name: "x", context: { cluster: "c", user: "u" } }],
    "current-context": "x",
  });
});
afterEach(() => server.stop());

const template = (version: string): PropertyMap => ({
  metadata: { labels: { app: "web" } },
  spec: { containers: [{ name: "web", image: `r/web@${version}`, env: [{ name: "SECRET", value: `of ${version}` }] }] },
});

function inputs(version: string, more: PropertyMap = {}, own: Readonly<Record<string, string>> = {}): PropertyMap {
  const color = (name: string): PropertyMap => ({
    deployment: `web-${name}`,
    service: `web-${name}`,
    image: `r/web@${version}`,
    revision: `${name} ${version}`,
    template: template(version),
    env: [],
    own: own[name] ?? "",
    needs: [`ConfigMap web-conf-${version}`],
  });
  const route = { kind: "selector", service: "web", selector: { app: "web" }, overlapSeconds: 0 };
  const colors = { blue: color("blue"), green: color("green") };
  return {
    kubeconfig,
    namespace: "shop",
    app: "web",
    active: "blue",
    port: 80,
    route,
    allowInPlace: false,
    colors,
    ...more,
  };
}

async function check(news: PropertyMap, olds: PropertyMap) {
  const said: string[] = [];
  const log: CallLog = { ...silentLog, info: (line) => void said.push(line) };
  const call = { news, olds, log, signal: new AbortController().signal };
  const { inputs: given, failures = [] } = await new ReleaseGuardHandler().check(call as never);
  const colors = given["colors"] as Readonly<Record<string, PropertyMap>>;
  return { given, colors, failures: failures.map(({ reason }) => reason), said: said.join("\n") };
}

/** What the state holds after an update with these inputs. */
const after = async (version: string, more: PropertyMap = {}) => (await check(inputs(version, more), {})).given;

test("a change waits, is named without its values, and what the colours need stays known", async () => {
  const { colors, failures, said } = await check(inputs("v2"), await after("v1"));
  expect(failures).toEqual([]);
  expect(colors["blue"]).toMatchObject({
    revision: "blue v1",
    template: template("v1"),
    needs: ["ConfigMap web-conf-v1"],
  });
  expect(colors["green"]).toMatchObject({ revision: "green v1", image: "r/web@v1" });
  expect(said).toMatch(/^web: a change waits \(.*containers\[web\]\.image, .*env\[SECRET\]/);
  expect(said).toMatch(/`gke-bluegreen release web`, or set active: green$/);
  expect(said).not.toContain("of v2");
});

test("active that changes gives what waits to its target only, with what a preview does not know", async () => {
  const news = inputs("v2", { active: "green" });
  const colors = news["colors"] as Record<string, PropertyMap>;
  colors["green"] = { ...colors["green"], image: unknown, revision: unknown };
  const given = await check(news, await after("v1"));
  expect(given.failures).toEqual([]);
  expect(given.colors["blue"]).toMatchObject({ revision: "blue v1" });
  expect(given.colors["green"]).toMatchObject({ image: unknown, revision: unknown, template: template("v2") });
  expect(given.said).toBe("");
});

test("the second update of the same says nothing more and gives the same", async () => {
  const first = await after("v1");
  expect((await check(inputs("v1"), first)).given).toEqual(first);
  const waiting = (await check(inputs("v2"), first)).given;
  expect(waiting).toEqual(first);
});

test("an app without colours is given the one that has no traffic, or the first where none has any", async () => {
  const uncoloured = ({ active: _, ...rest }: PropertyMap): PropertyMap => rest;
  const [news, olds] = [uncoloured(inputs("v2")), uncoloured(await after("v1"))];
  expect((await check(news, olds)).given["active"]).toBe("green");
  live = undefined;
  expect((await check(news, {})).given["active"]).toBe("blue");
});

test("fails where what is a live colour's own changes, also together with active", async () => {
  const olds = (await check(inputs("v1", {}, { blue: "a" }), {})).given;
  const changed = await check(inputs("v2", {}, { blue: "b" }), olds);
  expect(changed.failures[0]).toMatch(/blue is live and its image or settings would change in place/);
  const both = await check(inputs("v2", { active: "green" }, { blue: "b" }), olds);
  expect(both.failures[0]).toMatch(/colors\.blue changes while blue still has the traffic.*leads users to green/);
});

test("fails where the port changes under users", async () => {
  const { failures } = await check(inputs("v1", { port: 8080 }), await after("v1"));
  expect(failures).toEqual([expect.stringMatching(/port changes from 80 to 8080 while blue has users at 80/)]);
  live = undefined;
  expect((await check(inputs("v1", { port: 8080 }), await after("v1"))).failures).toEqual([]);
});

describe("what version 0.1.0 left", () => {
  const former = (version: string): PropertyMap => {
    const color = (name: string) => ({
      deployment: `web-${name}`,
      service: `web-${name}`,
      revision: `${name} ${version}`,
    });
    const unsaid = ({ port: _, ...rest }: PropertyMap): PropertyMap => rest;
    return { ...unsaid(inputs(version)), colors: { blue: color("blue"), green: color("green") } };
  };

  test("is recorded by the first update", async () => {
    const { colors, failures, said } = await check(inputs("v1"), former("v1"));
    expect({ failures, said }).toEqual({ failures: [], said: "" });
    expect(colors["blue"]).toMatchObject({ revision: "blue v1", template: template("v1") });
  });

  test("is not changed before that", async () => {
    const { failures } = await check(inputs("v2"), former("v1"));
    expect(failures).toEqual([expect.stringMatching(/Run `pulumi up` once with the program as it was then/)]);
  });
});

test("a return gives the colour as it is, and fails where a release that did not succeed is on it", async () => {
  const olds = await after("v1");
  const back = inputs("v2", { active: "green" });
  process.env[RETURN] = "api,web";
  try {
    served = { green: "green v1" };
    const good = await check(back, olds);
    expect(good.failures).toEqual([]);
    expect(good.colors["green"]).toMatchObject({ revision: "green v1" });
    served = { green: "green v0" };
    expect((await check(back, olds)).failures).toEqual([expect.stringMatching(/green is not what served before/)]);
  } finally {
    delete process.env[RETURN];
  }
});
