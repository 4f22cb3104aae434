import { deployed, image, one, otherImage } from "./cluster";

const password = "a long word of ada's";
const hub = (changes: object = {}) => ({
  notebooks: {
    lab: { namespace: "lab", image, proxyImage: otherImage, access: { passwords: { ada: password } }, ...changes },
  },
});

/** What the hub's program reads. */
async function settingsOf(changes: object = {}, further: object = {}) {
  const map = await one({ ...hub(changes), ...further }, "kubernetes:core/v1:ConfigMap", "lab-hub");
  const { data } = map as unknown as { data: { "settings.json": string } };
  return JSON.parse(data["settings.json"]) as { spawner: Record<string, unknown>; [key: string]: unknown };
}

const deployment = (part: string, changes: object = {}) =>
  one(hub(changes), "kubernetes:apps/v1:Deployment", `lab-${part}`);

describe("a hub", () => {
  test("is one, whose former is gone before it starts, and proxy and notebooks live on without it", async () => {
    for (const part of ["hub", "proxy"])
      expect(await deployment(part)).toMatchObject({ spec: { replicas: 1, strategy: { type: "Recreate" } } });
    const kinds = (await deployed(hub())).map(({ type }) => type);
    expect(kinds).not.toContain("kubernetes:policy/v1:PodDisruptionBudget");
  });

  test("starts anew when its settings change, and its proxy does not", async () => {
    const annotations = async (changes: object) => JSON.stringify(await deployment("hub", changes));
    expect(await annotations({ idleTimeout: "2h" })).not.toBe(await annotations({ idleTimeout: "3h" }));
    expect(await deployment("proxy", { idleTimeout: "2h" })).toEqual(await deployment("proxy", { idleTimeout: "3h" }));
  });

  test("may do in its namespace what it needs for disks as they are wanted, and no more", async () => {
    const rules = async (disk?: object) =>
      (await one(hub(disk && { disk }), "kubernetes:rbac.authorization.k8s.io/v1:Role")) as unknown as {
        rules: { resources: string[]; verbs: string[] }[];
      };
    const verbs = async (disk?: object) =>
      (await rules(disk)).rules.find(({ resources }) => resources[0] === "persistentvolumeclaims")?.verbs;
    expect(await verbs()).toBeUndefined();
    expect(await verbs({ size: "1Gi" })).toEqual(["get", "create"]);
    expect(await verbs({ size: "1Gi", deleted: "with-user" })).toEqual(["get", "create", "delete"]);
    expect(await verbs({ size: "1Gi", deleted: "with-notebook" })).toBeUndefined();
    const kinds = (await deployed(hub())).map(({ type }) => type);
    expect(kinds).not.toContain("kubernetes:rbac.authorization.k8s.io/v1:ClusterRole");
  });

  test("has no password in what is not secret", async () => {
    const open = (await deployed(hub())).filter(({ type }) => type !== "kubernetes:core/v1:Secret");
    expect(JSON.stringify(open)).not.toContain(password);
  });
});

describe("notebooks", () => {
  test.each<[string, object, object]>([
    ["a size", { sizes: [{ name: "s", cpu: "250m", memory: "1Gi" }] }, { cpu_guarantee: 0.25, mem_guarantee: 2 ** 30, mem_limit: 2 ** 30 }],
    ["a pool of their own", { nodePool: "notebooks" }, { node_selector: { "cloud.google.com/gke-nodepool": "notebooks" } }],
    ["a disk that stays", { disk: { size: "5Gi" } }, { storage_pvc_ensure: true, storage_capacity: "5Gi", delete_pvc: false }],
    ["a disk of the user", { disk: { size: "5Gi", deleted: "with-user" } }, { delete_pvc: true }],
    ["an identity", { serviceAccount: { name: "science", googleServiceAccount: "s@p.iam.gserviceaccount.com" } }, { service_account: "science", automount_service_account_token: false }],
    ["the level restricted", {}, { uid: 1000, allow_privilege_escalation: false, container_security_context: { capabilities: { drop: ["ALL"] } }, pod_security_context: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } } }],
  ])("have %s", async (_, changes, expected) => {
    expect((await settingsOf(changes)).spawner).toMatchObject(expected);
  }); // prettier-ignore

  test("are of the first size where nobody chooses, and live with the taints of what they need", async () => {
    const sizes = [
      { name: "small" },
      { name: "gpu", extended: { "nvidia.com/gpu": 1 }, nodePool: "gpus", image: otherImage },
    ];
    const { spawner } = await settingsOf({ sizes });
    expect(spawner["profile_list"]).toMatchObject([
      { slug: "small", default: true, kubespawner_override: { image } },
      {
        slug: "gpu",
        default: false,
        kubespawner_override: {
          image: otherImage,
          extra_resource_limits: { "nvidia.com/gpu": "1" },
          node_selector: { "cloud.google.com/gke-nodepool": "gpus" },
        },
      },
    ]);
    expect(spawner["tolerations"]).toContainEqual({ key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" });
    expect(spawner["tolerations"]).toContainEqual(
      expect.objectContaining({ key: "hub.jupyter.org/dedicated", value: "user" }),
    );
  });

  test("go when they are idle or old, and say often enough that they are at work", async () => {
    const url = "--url=http://127.0.0.1:8081/hub/api";
    expect(await settingsOf({ idleTimeout: "2m", maxAge: "8h" })).toMatchObject({
      culler: [url, "--timeout=120", "--cull-every=15", "--max-age=28800"],
      activityInterval: 30,
      spawner: { environment: { JUPYTERHUB_ACTIVITY_INTERVAL: "30" } },
    });
    expect((await settingsOf())["culler"]).toEqual([url, "--timeout=3600", "--cull-every=15"]);
  });
});

describe("the front", () => {
  const hosts = ["lab.example.com"];

  test("is an Ingress with a certificate before the proxy", async () => {
    const expose = { kind: "Ingress", hosts, tls: { managedCertificate: true } };
    const service = await one(hub({ expose }), "kubernetes:core/v1:Service", "lab");
    expect(service).toMatchObject({
      spec: { selector: { app: "lab", component: "proxy" }, ports: [{ port: 80, targetPort: 8000 }] },
    });
    expect(await one(hub({ expose }), "kubernetes:networking.k8s.io/v1:Ingress")).toMatchObject({
      spec: { rules: [{ host: hosts[0], http: { paths: [{ backend: { service: { port: { number: 80 } } } }] } }] },
    });
  });

  test("is a route of a Gateway, with a weight from the start", async () => {
    const expose = { kind: "Gateway", hosts, gateway: { name: "shared", namespace: "platform" } };
    const route = await one(hub({ expose }), "kubernetes:gateway.networking.k8s.io/v1:HTTPRoute", "lab-route");
    expect((route as unknown as { spec: { rules: { backendRefs: object[] }[] } }).spec.rules[0]?.backendRefs).toEqual([
      expect.objectContaining({ port: 80 }),
    ]);
    expect(JSON.stringify(route)).not.toContain('"weight":0');
  });

  test("is where Google sends users back to", async () => {
    const access = {
      google: { clientId: "1-a.apps.googleusercontent.com", clientSecret: "not told" },
      domains: ["example.com"],
    };
    const settings = await settingsOf({ access, expose: { kind: "Gateway", hosts, tls: { secret: "tls" } } });
    expect(settings).toMatchObject({
      signIn: "google",
      google: { callback: "https://lab.example.com/hub/oauth_callback", domains: ["example.com"] },
    });
    expect(JSON.stringify(settings)).not.toContain("not told");
  });
});

const google = { clientId: "1-a.apps.googleusercontent.com", clientSecret: "s" };
const tls = { expose: { kind: "Ingress", hosts: ["lab.example.com"], tls: { secret: "tls" } } };
const own = (pools: object) => ({ cluster: { name: "c", location: "asia-northeast3-a", nodePools: pools } });
const tainted = (key: string) => ({ taints: [{ key, value: "user", effect: "NO_SCHEDULE" }] });

test.each<[string, object, RegExp]>([
  ["nobody who may sign in", hub({ access: { passwords: {} } }), /access\.passwords.*one user or more/s],
  ["a short password, which is not repeated", hub({ access: { passwords: { ada: "short" } } }), /passwords\.ada(?!.*"short").*12 characters or more/s],
  ["an admin who is no user", hub({ access: { passwords: { ada: password }, admins: ["eve"] } }), /admins\[0\].*one of the users: ada/s],
  ["every account of Google", hub({ access: { google }, ...tls }), /access\.users.*everybody with a Google account would get in/s],
  ["everybody's domain", hub({ access: { google, domains: ["gmail.com"] }, ...tls }), /gmail\.com is everybody's/],
  ["Google's sign-in over plain HTTP", hub({ access: { google, domains: ["example.com"] } }), /expose.*https address only/s],
  ["another's namespace", { ...hub(), jobs: { train: { namespace: "lab", image } } }, /notebooks\.lab\.namespace.*jobs\.train is in lab/s],
  ["a size that no node can hold", { ...hub({ sizes: [{ name: "s", memory: "7Gi" }] }), ...own({ small: { machineType: "e2-standard-2" } }) }, /sizes\[0\].*small \(e2-standard-2\) has 1930m and \d+Mi/s],
  ["a size that its pool cannot hold", { ...hub({ nodePool: "b", sizes: [{ name: "s", cpu: 4 }] }), ...own({ a: { machineType: "e2-standard-8" }, b: {} }) }, /sizes\[0\].*b \(e2-standard-2\)/s],
  ["a pool that the cluster does not have", { ...hub({ nodePool: "x" }), ...own({ a: {} }) }, /nodePool: got "x"; expected one of the cluster's node pools: a/],
  ["a pool that keeps notebooks away", { ...hub({ nodePool: "a" }), ...own({ a: tainted("batch") }) }, /add batch to notebooks\.lab\.tolerations/],
  ["only pools that keep notebooks away", { ...hub(), ...own({ a: tainted("batch") }) }, /no pool takes notebooks/],
  ["a namespace whose pods all reach each other", { ...hub(), tenants: { lab: {} } }, /tenants\.lab\.network\.withinNamespace.*notebooks\.lab says who connects to whom/s],
  ["an idle time that nobody could keep", hub({ idleTimeout: "10s" }), /idleTimeout.*30s or more/s],
  ["an age below it", hub({ maxAge: "1m" }), /maxAge.*1h \(idleTimeout\) or more/s],
  ["two sizes of one name", hub({ sizes: [{ name: "s" }, { name: "s" }] }), /sizes\[1\]\.name.*no other size has/s],
  ["an image that the stack does not build", hub({ image: "notebook:latest" }), /notebooks\.lab\.image.*this stack's images/s],
])("fails with %s", async (_, sections, message) => {
  await expect(deployed(sections)).rejects.toThrow(message);
}); // prettier-ignore

test("a tainted pool of their own that begins with no node takes them", async () => {
  const pools = {
    default: {},
    notebooks: { ...tainted("hub.jupyter.org_dedicated"), autoscaling: { minNodeCount: 0, maxNodeCount: 4 } },
  };
  expect((await settingsOf({ nodePool: "notebooks" }, own(pools))).spawner["node_selector"]).toEqual({
    "cloud.google.com/gke-nodepool": "notebooks",
  });
});
