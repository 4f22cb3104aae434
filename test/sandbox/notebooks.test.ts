import type { Stage } from "../../cli/drill/stage";
import { deadline } from "../../lib/retry/deadline";
import { BOOT_MS, eventually } from "../../sandbox/testing/test-cluster";
import { notebookImages } from "./notebooks/images";
import { type Kernel, User } from "./notebooks/user";
import { openStage, type TestStage } from "./stage";

jest.setTimeout(240_000);

/** A first run builds the images. */
const BUILD_MS = 900_000;
const IDLE_MS = 30_000;

let opened: TestStage;
let stage: Stage;
let lab: object;
let url: string;
let ada: User;
let bob: User;

beforeAll(async () => {
  opened = await openStage();
  ({ stage } = opened);
  const { notebook, proxy } = await notebookImages(opened.cluster.sandbox);
  lab = {
    namespace: stage.namespace,
    image: notebook,
    proxyImage: proxy,
    access: { passwords: { ada: "a long word of ada's", bob: "a long word of bob's" }, admins: ["bob"] },
    expose: { kind: "LoadBalancer" },
    idleTimeout: `${IDLE_MS / 1000}s`,
    sizes: [{ name: "tiny", cpu: "50m", memory: "512Mi" }],
    disk: { size: "1Gi" },
  };
  await stage.deploy({ apps: {}, switches: {}, notebooks: { lab } });
  url = await stage.loopback(`Service ${stage.namespace}/lab`, 80);
  ada = new User(url, "ada");
  bob = new User(url, "bob");
}, BOOT_MS + BUILD_MS);

afterAll(async () => {
  for (const user of [ada, bob]) user.leave();
  await opened.close();
}, 240_000);

const kubectl = (...args: string[]) => stage.cluster.kubectl(["-n", stage.namespace, ...args]);
const notebooks = async () =>
  (await kubectl("get", "pods", "-l", "component=singleuser-server", "-o", "name")).split("\n").filter(Boolean);

test("a hub lets in whom it knows, with the right password, and nobody else", async () => {
  expect(await new User(url, "eve").signIn("a long word of ada's")).toBe(false);
  expect(await new User(url, "ada").signIn("a long word of bob's")).toBe(false);
  expect(await new User(url, "ada").signIn("")).toBe(false);
  expect(await ada.signIn("a long word of ada's")).toBe(true);
  expect(await bob.signIn("a long word of bob's")).toBe(true);
});

let kernel: Kernel;

test("a notebook starts for each who asks, and runs their code", async () => {
  await Promise.all([ada.start(), bob.start()]);
  for (const user of [ada, bob]) user.stay();
  const first = await ada.kernel();
  expect(await first.run("import sklearn; print(6 * 7, bool(sklearn.__version__))")).toBe("42 True\n");
  first.close();
  kernel = await bob.kernel();
  await kernel.run("kept = 'still here'; open('notes.txt', 'w').write(kept)");
});

test("a notebook has no token of the cluster, and reaches neither another's nor the proxy's own port", async () => {
  const others = await kubectl(
    "get",
    "pods",
    "-l",
    "hub.jupyter.org/username=ada",
    "-o",
    "jsonpath={.items[0].status.podIP}",
  );
  const look = `
import os, socket
def open_(host, port):
    try: socket.create_connection((host, port), 2).close(); return True
    except OSError: return False
print(os.path.exists('/var/run/secrets/kubernetes.io'), open_('${others}', 8888), open_('lab-proxy-api', 8001), open_('lab-hub', 8081))`;
  expect(await kernel.run(look)).toBe("False False False True\n");
});

test("the hub may do with pods what it has to, and nothing else", async () => {
  const may = (verb: string, what: string, ...where: string[]) =>
    stage.cluster
      .kubectl(["auth", "can-i", verb, what, `--as=system:serviceaccount:${stage.namespace}:lab-hub`, ...where])
      .then(
        (answer) => answer.trim(),
        () => "no",
      );
  const here = ["-n", stage.namespace];
  expect(await Promise.all([may("create", "pods", ...here), may("create", "persistentvolumeclaims", ...here)])).toEqual(
    ["yes", "yes"],
  );
  const others = [
    may("create", "pods", "-n", "default"),
    may("get", "secrets", ...here),
    may("create", "pods", "--subresource=exec", ...here),
    may("delete", "persistentvolumeclaims", ...here),
    may("get", "nodes"),
  ];
  expect(await Promise.all(others)).toEqual(["no", "no", "no", "no", "no"]);
});

test("a hub that starts anew ends no session, and nobody who works notices", async () => {
  const before = await notebooks();
  const hub = await kubectl("get", "pods", "-l", "component=hub", "-o", "name");
  await kubectl("delete", "--wait=false", hub.trim());
  // A connection to a pod that has just gone gets no answer at all.
  const health = () =>
    fetch(`${url}/hub/health`, { signal: deadline(undefined, 2_000) }).then(
      ({ ok }) => ok,
      () => false,
    );
  await eventually("the hub is away", async () => !(await health()));
  expect(await kernel.run("print(kept)")).toBe("still here\n");
  await eventually("the hub is back", health);
  expect(await kernel.run("print(kept)")).toBe("still here\n");
  expect((await bob.api("GET", "/hub/api/users/bob")).status).toBe(200);
  expect(await notebooks()).toEqual(before);
  kernel.close();
  for (const user of [ada, bob]) user.leave();
});

test("a second update finds nothing to do", async () => {
  expect(await stage.project.preview()).toMatch(/Resources:\n\s+\d+ unchanged/);
});

test("an idle notebook is gone within a minute after its time, and its disk stays", async () => {
  await eventually("both are gone", async () => (await notebooks()).length === 0, IDLE_MS + 60_000);
  const claims = await kubectl("get", "pvc", "-o", "jsonpath={.items[*].metadata.name}");
  expect(claims).toContain("claim-bob");
});
