import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { environment, pulumiHome } from "../../sandbox/home/environment";
import { ClusterStore } from "../../sandbox/kubernetes/state";
import { loopbackUrl } from "../../sandbox/testing/loopback";
import { installPlugins } from "../../sandbox/plugins/install";
import { up, type Sandbox } from "../../sandbox/lifecycle/up";
import { Examples } from "./examples/example-stack";
import { eventually, quiet, sharedHome } from "../../sandbox/testing/test-cluster";
import { ask, Traffic, type Answer } from "./traffic";

jest.setTimeout(300_000);

/** Every stack of `examples/`, as its README says: up, what a user would look at, nothing to do, destroy. */
let sandbox: Sandbox;
let examples: Examples;
let certificate: string;
const folder = mkdtempSync(join(tmpdir(), "certificate-"));
const databasePassword = "s3cret-of-the-database";
/** In the order in which one needs the other; taken down the other way round. */
const order = ["platform", "tokyo", "ingress", "team", "database", "existing-cluster", "site"];

beforeAll(async () => {
  sandbox = await up(sharedHome(), quiet, { standIns: ["nginx", "mysql"] });
  await installPlugins(pulumiHome(sandbox.home));
  certificate = pair(folder);
  examples = new Examples({
    ...process.env,
    ...(await environment(sandbox.home, sandbox.instance, quiet)),
    GOOGLE_PROJECT: "examples-sandbox",
    MYSQL_ROOT_PASSWORD: databasePassword,
    TLS_CERTIFICATE: certificate,
    TLS_KEY: readFileSync(join(folder, "tls.key"), "utf8"),
  });
});

afterAll(() => {
  examples.remove();
  rmSync(folder, { recursive: true });
});

/** What takes too long to bring up for what it shows. */
const previewed = ["options"];

test("every stack file is tried here", () => {
  expect([...order, ...previewed].sort()).toEqual(Examples.names());
});

test.each(previewed)("%s can be previewed", async (name) => {
  expect(await examples.stack(name).preview()).toContain("names-blue");
});

test.each(order)("%s comes up, and a second update finds nothing to do", async (name) => {
  await examples.stack(name).up();
  await examples.stack(name).noChanges();
});

describe("ingress", () => {
  test("serves two apps under one host by path prefix, over TLS with the given certificate", async () => {
    await eventually("the certificate", async () => (await over("shop.example.com", "/")).status === 200);
    expect((await over("shop.example.com", "/")).body).toContain("<h1>blue</h1>");
    expect((await over("shop.example.com", "/healthz")).body).toBe("green\n");
  });

  test("shows the idle colour on the preview host", async () => {
    expect((await over("next.shop.example.com", "/")).body).toContain("<h1>green</h1>");
  });

  test("was put under load from inside the cluster", async () => {
    const log = JSON.parse(await kubectl("-n", "shop", "logs", "job/shop-load")) as Record<string, unknown>;
    expect(log).toMatchObject({ verdict: "passed", requests: 100, failed: 0 });
  });
});

describe("team", () => {
  test("may edit its own namespace and no other, and an auditor may look", async () => {
    const may = (verb: string, namespace: string, ...as: string[]) =>
      kubectl("auth", "can-i", verb, "deployments", "-n", namespace, ...as).then(
        (answer) => answer.trim(),
        () => "no",
      );
    const member = ["--as=bob@example.com", "--as-group=team-a@example.com"];
    expect(await may("create", "team-a", ...member)).toBe("yes");
    expect(await may("create", "default", ...member)).toBe("no");
    expect(await may("list", "team-a", "--as=auditor@example.com")).toBe("yes");
    expect(await may("create", "team-a", "--as=auditor@example.com")).toBe("no");
  });

  test("is refused what is beyond its quota", async () => {
    const pod = ["-n", "team-a", "run", "greedy", "--image=x", "--overrides"];
    const greedy = {
      spec: { containers: [secured({ name: "greedy", image: "x", resources: { requests: { cpu: "2" } } })] },
    };
    await expect(kubectl(...pod, JSON.stringify(greedy))).rejects.toThrow(
      /exceeded quota: quota, requested: .*requests.cpu=2/,
    );
  });

  test("has a log collector that starts before the app and ends after it", async () => {
    const path = (what: string) =>
      ['initContainerStatuses[?(@.name=="log-collector")]', "containerStatuses[0]"]
        .map((container) => `{.status.${container}.state.${what}}{" "}`)
        .join("");
    const [name = ""] = (await kubectl("-n", "team-a", "get", "pods", "-l", "app=worker", "-o", "name")).split("\n");
    const [collectorStarted = "", appStarted = ""] = (
      await kubectl("-n", "team-a", "get", name, "-o", `jsonpath=${path("running.startedAt")}`)
    ).split(" ");
    expect(Date.parse(collectorStarted)).toBeLessThanOrEqual(Date.parse(appStarted));
    expect(await kubectl("-n", "team-a", "exec", name, "-c", "worker", "--", "cat", "/cache/filled-at")).toMatch(
      /20\d\d/,
    );

    const ends = ["-n", "team-a", "get", name, "--watch", "-o", `jsonpath=${path("terminated.finishedAt")}{"\\n"}`];
    const seen = await whileWatching(ends, () => kubectl("-n", "team-a", "delete", name));
    const last = seen.split("\n").findLast((line) => /^\S+Z \S+Z /.test(line)) ?? "";
    const [collectorEnded = "", appEnded = ""] = last.split(" ");
    expect(Date.parse(collectorEnded)).toBeGreaterThanOrEqual(Date.parse(appEnded));
  });
});

describe("site", () => {
  const inSite = (...args: string[]) => kubectl("-n", "site", ...args);
  const sql = (statement: string) =>
    inSite(
      "exec",
      "db-0",
      "--",
      "sh",
      "-c",
      `MYSQL_PWD="$MYSQL_ROOT_PASSWORD" mysql -uroot -N -e "${statement}" test_db`,
    );

  test("keeps its data over a pod's death", async () => {
    await sql("CREATE TABLE visits (id INT); INSERT INTO visits VALUES (42)");
    await inSite("delete", "pod", "db-0");
    await inSite("rollout", "status", "statefulset/db", "--timeout=120s");
    expect(await sql("SELECT id FROM visits")).toBe("42\n");
    expect(await sql("SELECT @@collation_server, @@global.time_zone")).toContain("utf8mb4_unicode_ci");
  });

  test("has the names of the file, and its secret in a Secret alone", async () => {
    const greeting = "nc -w 5 db 3306 </dev/null | head -c 60";
    expect(await inSite("exec", "deploy/web-blue", "--", "sh", "-c", greeting)).toContain("MariaDB");
    expect(await inSite("get", "deploy,statefulset,configmap", "-o", "yaml")).not.toContain(databasePassword);
  });

  test("says what has no effect, and releases each change of the file without a lost request", async () => {
    const stack = examples.stack("site");
    const traffic = new Traffic(await loopbackUrl(platform(), "Service site/web", 5000, 30_000));
    stack.editFile("site/compose.yaml", (text) =>
      text.replace('5000:80"]', '5000:80"]\n    environment: { TZ: Asia/Seoul }'),
    );
    const said = await stack.update();
    await traffic.stop();
    expect(said).toContain("services.db.container_name: without effect");
    expect(traffic.failures).toEqual([]);
    expect([...traffic.answers.keys()]).toEqual([expect.stringContaining("Welcome to nginx!")]);
    expect(await inSite("exec", "deploy/web-green", "--", "sh", "-c", "echo $TZ")).toBe("Asia/Seoul\n");
    expect((await stack.outputs()).apps["web"]!.active).toBe("green");
  });
});

describe("database", () => {
  test("keeps its data when its pod moves to another node", async () => {
    const started = async () =>
      (await kubectl("-n", "data", "exec", "store-0", "--", "cat", "/data/started")).trim().split("\n");
    const node = () => kubectl("-n", "data", "get", "pod", "store-0", "-o", "jsonpath={.spec.nodeName}");
    const [before] = await started();
    const first = await node();
    await kubectl("cordon", first);
    try {
      await kubectl("-n", "data", "delete", "pod", "store-0");
      await kubectl("-n", "data", "rollout", "status", "statefulset/store", "--timeout=120s");
      expect(await node()).not.toBe(first);
      const after = await started();
      expect(after).toHaveLength(2);
      expect(after[0]).toBe(before);
    } finally {
      await kubectl("uncordon", first);
    }
  });

  test("gets a larger disk under its running pod, and refuses a smaller one in the preview", async () => {
    const stack = examples.stack("database");
    const look = (object: string, path: string) => kubectl("-n", "data", "get", object, "-o", `jsonpath={${path}}`);
    const pod = () => look("pod/store-0", ".metadata.uid} {.status.containerStatuses[0].restartCount");
    const before = await pod();
    // The engine writes the file anew, in a layout of its own.
    const resize = (size: string) =>
      stack.edit((text) => text.replace(/(claims:.*?size: )\S+?(?=,|\s)/s, (_, before: string) => before + size));
    resize("2Gi");
    await stack.update();
    expect(await look("pvc/data-store-0", ".status.capacity.storage")).toBe("2Gi");
    const template = ".spec.volumeClaimTemplates[0].spec.resources.requests.storage";
    expect(await look("statefulset/store", template)).toBe("2Gi");
    expect(await pod()).toBe(before);
    await stack.noChanges();
    resize("1500Mi");
    await expect(stack.noChanges()).rejects.toThrow(/claims\.data\.size: a disk grows and never shrinks; it is 2Gi/);
    resize("2Gi");
  });

  test("refuses in the preview what would put an empty disk in a volume's place", async () => {
    const stack = examples.stack("database");
    const before = stack.file();
    stack.set(["gke-bluegreen:volumes", "backups", "accessMode"], "ReadWriteMany");
    await expect(stack.noChanges()).rejects.toThrow(/accessMode: nothing changes it on a disk that exists/);
    stack.edit(() => before);
  });

  test("finds each pod, and the host outside, by name", async () => {
    expect(await kubectl("-n", "data", "get", "job/migrate", "-o", "jsonpath={.status.succeeded}")).toBe("1");
    expect(await kubectl("-n", "data", "get", "service/warehouse", "-o", "jsonpath={.spec.externalName}")).toBe(
      "warehouse.example.com",
    );
  });

  test("runs a Job again that failed, once its cause is mended, and shows the log of the one that failed", async () => {
    const stack = examples.stack("database");
    stack.edit((text) =>
      text
        .replace("http://store-0.store:8080/healthz", "http://late:8080/healthz")
        .replace("      timeout: 2m\n", "      timeout: 2m\n      backoffLimit: 0\n"),
    );
    await expect(stack.update()).rejects.toThrow(/job migrate: Failed.*ENOTFOUND/s);
    await kubectl(
      "-n",
      "data",
      "create",
      "service",
      "externalname",
      "late",
      "--external-name=store-0.store.data.svc.cluster.local",
    );
    try {
      // The cluster's DNS remembers for some seconds that there was no such name.
      const known = ["exec", "store-0", "--", "node", "-e", "require('dns').promises.lookup('late')"];
      await eventually("the name", async () => (await kubectl("-n", "data", ...known)) === "");
      await stack.update();
      expect(await kubectl("-n", "data", "get", "job/migrate", "-o", "jsonpath={.status.succeeded}")).toBe("1");
    } finally {
      await kubectl("-n", "data", "delete", "service", "late");
    }
    await stack.noChanges();
  });

  test("is backed up every minute", async () => {
    const done = ["-n", "data", "get", "cronjob/backup", "-o", "jsonpath={.status.lastSuccessfulTime}"];
    await eventually("a backup", async () => (await kubectl(...done)) !== "", 120_000);
  });
});

test("an existing cluster and one in a second region answer, each with its own colour", async () => {
  const page = async (stack: string) =>
    (await ask((await examples.stack(stack).outputs()).apps["hello"]?.url ?? "")).body;
  expect(await page("existing-cluster")).toContain("<h1>blue</h1>");
  expect(await page("tokyo")).toContain("<h1>green</h1>");
  const nodes = (await kubectl("get", "nodes", "-o", "name")).trim().split("\n");
  const agents = await kubectl("-n", "default", "get", "daemonset/agent", "-o", "jsonpath={.status.numberReady}");
  expect(Number(agents)).toBe(nodes.length);
});

test("all go, and leave nothing", async () => {
  for (const name of [...order].reverse()) {
    await examples.stack(name).destroy();
    if (name === "ingress")
      expect(await kubectl("get", "namespaces", "-o", "name")).not.toMatch(/namespace\/(shop|team-a|data)\n/);
  }
  const contexts = await examples.run("kubectl", ["config", "get-contexts", "-o", "name"]);
  expect(contexts).not.toMatch(/examples-sandbox/);
}, 600_000);

const CONTEXT = "--context=gke_examples-sandbox_asia-northeast3-a_platform";

/** kubectl on the platform's cluster. */
function kubectl(...args: string[]): Promise<string> {
  return examples.run("kubectl", [CONTEXT, ...args]);
}

/** What a watch of kubectl's shows while something is done; it would go on for ever by itself. */
async function whileWatching(args: readonly string[], action: () => Promise<unknown>): Promise<string> {
  const { environment: env, folder: cwd } = examples;
  const watch = spawn("kubectl", [CONTEXT, ...args], { cwd, env, stdio: ["ignore", "pipe", "ignore"] });
  let seen = "";
  watch.stdout.setEncoding("utf8").on("data", (text: string) => (seen += text));
  try {
    await eventually("the watch begins", () => seen !== "");
    await action();
  } finally {
    watch.kill();
  }
  return seen;
}

/** A container that the Pod Security level lets in. */
const secured = (container: object) => ({
  ...container,
  securityContext: {
    runAsNonRoot: true,
    allowPrivilegeEscalation: false,
    capabilities: { drop: ["ALL"] },
    seccompProfile: { type: "RuntimeDefault" },
  },
});

/** Asks the load balancer as a browser would: by name, trusting nothing but the example's certificate. */
async function over(host: string, path: string): Promise<Answer> {
  const address = await kubectl(
    "-n",
    "shop",
    "get",
    "ingress/shop",
    "-o",
    "jsonpath={.status.loadBalancer.ingress[0].ip}",
  );
  return await new Promise((resolve, reject) => {
    const options = {
      host: address,
      port: 443,
      servername: host,
      ca: certificate,
      path,
      headers: { Host: host },
      agent: false,
    };
    const call = request({ ...options, timeout: 10_000 }, (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (chunk: string) => (body += chunk));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body }));
    });
    call.on("timeout", () => call.destroy(new Error("no answer within 10 s")));
    call.on("error", reject);
    call.end();
  });
}

/** A self-signed pair, made as the README says; answers the certificate. */
function pair(where: string): string {
  const readme = readFileSync(join(__dirname, "../../examples/README.md"), "utf8");
  const line = readme.split("\n").find((one) => one.startsWith("openssl req ")) ?? "";
  execFileSync("sh", ["-c", line], { cwd: where, stdio: "ignore" });
  return readFileSync(join(where, "tls.crt"), "utf8");
}

/** The cluster that the examples share. */
function platform() {
  const { home } = sandbox;
  const found = new ClusterStore(home).all().find(({ spec }) => spec.id.name === "platform");
  if (!found) throw new Error("there is no cluster platform");
  return { home, index: found.index };
}
