import { Sensitive } from "../../../config";
import { project, refusal } from "./project";

const image = `ghcr.io/acme/web@sha256:${"a".repeat(64)}`;
const port = (target: number, published = String(target), more = {}) => ({
  target,
  published,
  protocol: "tcp",
  ...more,
});
const disk = (source: string, target: string) => ({ type: "volume", source, target });

test("a service becomes what it is", () => {
  const { sections } = project(
    {
      web: {
        image,
        ports: [port(8080, "80")],
        depends_on: { db: { condition: "service_healthy" }, seed: { condition: "service_completed_successfully" } },
      },
      api: { image, expose: ["3000"] },
      db: { image: "postgres:17", volumes: [disk("data", "/var/lib/postgresql/data")] },
      cache: { image: "redis" },
      mail: { image },
      seed: { image },
      once: { image, restart: "no" },
    },
    { volumes: { data: { size: "20Gi" } } },
    {},
    { volumes: { data: { name: "shop_data" } } },
  );
  expect(Object.keys(sections.apps)).toEqual(["web", "api"]);
  expect(Object.keys(sections.statefulSets)).toEqual(["db", "cache", "mail"]);
  expect(Object.keys(sections.jobs)).toEqual(["seed", "once"]);
  expect(sections.apps["web"]).toMatchObject({
    port: 8080,
    servicePort: 80,
    expose: { kind: "LoadBalancer" },
    readiness: { tcp: 8080 },
  });
  expect(sections.apps["api"]).toMatchObject({ port: 3000, expose: { kind: "ClusterIP" } });
  expect(sections.statefulSets["db"]).toMatchObject({
    image: "docker.io/library/postgres:17",
    claims: { data: { size: "20Gi", mount: "/var/lib/postgresql/data", folder: "data" } },
    ports: { p5432: 5432 },
    runAsUser: 999,
    env: { PGDATA: "/var/lib/postgresql/data/pgdata" },
  });
  expect(sections.after).toEqual({ "apps.web": ["statefulSets.db", "jobs.seed"] });
});

test("the stack says otherwise: what it becomes, and its colours", () => {
  const { sections } = project(
    { web: { image, ports: [port(80)] }, api: { image, expose: ["1"] } },
    {
      services: {
        web: { as: "stateful" },
        api: { active: "green", colors: { green: { image: image.replace("web", "new") } } },
      },
    },
  );
  expect(Object.keys(sections.statefulSets)).toEqual(["web"]);
  expect(sections.apps["api"]).toMatchObject({
    active: "green",
    colors: { blue: { image }, green: { image: image.replace("web", "new") } },
  });
});

test("names resolve on ports that only another service names", () => {
  const { sections } = project({
    web: { image, ports: [port(80)] },
    bot: { image, environment: { METRICS: "http://web:9090/metrics", SHOP: "http://web:80" } },
  });
  expect(sections.apps["web"]?.ports).toEqual({ p9090: { port: 9090 } });
  expect(
    refusal({ web: { image, ports: [port(80, "8080")] }, bot: { image, environment: { SHOP: "http://web:80" } } }),
  ).toContain('Write "80:80", or web:8080 where others name it.');
});

test("a healthcheck becomes probes: over HTTP where it asks over HTTP, with its times", () => {
  const { sections } = project({
    web: {
      image,
      ports: [port(80)],
      healthcheck: {
        test: ["CMD-SHELL", "curl -fsS http://localhost:80/health || exit 1"],
        interval: "10s",
        timeout: "1500ms",
        retries: 5,
        start_period: "1m0s",
      },
    },
    db: { image: "mysql", healthcheck: { test: ["CMD", "mysqladmin", "ping"] } },
    off: { image, expose: ["1"], healthcheck: { disable: true } },
  });
  expect(sections.apps["web"]).toMatchObject({
    readiness: { path: "/health", port: 80, period: "10s", timeout: "2s", failures: 5 },
    startup: { path: "/health", port: 80, period: "5s", timeout: "2s", failures: 12 + 10 },
    analysis: { path: "/health" },
  });
  expect(sections.statefulSets["db"]).toMatchObject({
    readiness: { exec: ["mysqladmin", "ping"], period: "30s", failures: 3 },
  });
  expect(sections.apps["off"]).toMatchObject({ readiness: { tcp: 1 } });
});

test("what looks like a credential is refused with the one command, and is a Secret once that was run", () => {
  const services = {
    api: {
      image,
      environment: {
        DB_PASSWORD: "hunter2",
        URL: "postgres://u:hunter2@db/x",
        DB_PASSWORD_FILE: "/run/secrets/p",
        ALLOW_EMPTY_PASSWORD: "yes",
      },
    },
  };
  const message = refusal(services);
  expect(message).toContain("pulumi config set --secret --path 'gke-bluegreen:compose.shop.secrets.DB_PASSWORD'");
  expect(message).toContain("compose.shop.secrets.URL");
  expect(message).not.toMatch(/hunter2|_FILE|ALLOW/);
  const { sections } = project(services, {
    secrets: { DB_PASSWORD: new Sensitive("s3cret"), URL: new Sensitive("u") },
  });
  const { env, settings } = sections.statefulSets["api"] ?? {};
  expect(env).toMatchObject({
    DB_PASSWORD: { secret: "environment", key: "DB_PASSWORD" },
    DB_PASSWORD_FILE: "/run/secrets/p",
  });
  expect((settings?.secrets?.["environment"]?.["DB_PASSWORD"] as Sensitive).reveal()).toBe("s3cret");
});

test("a text with a secret in it is secret as a whole, and refused where it would be readable", () => {
  const config = { secrets: { PW: new Sensitive("s3cret") } };
  const { sections } = project({ api: { image, environment: { A: "x <gke-bluegreen-secret:PW>" } } }, config);
  expect((sections.statefulSets["api"]?.settings?.secrets?.["environment"]?.["A"] as Sensitive).reveal()).toBe(
    "x s3cret",
  );
  expect(refusal({ api: { image, command: ["--pw=<gke-bluegreen-secret:PW>"] } }, config)).toContain(
    "services.api.command: got a secret of the stack",
  );
});

test("files become ConfigMaps, and folders of the machine are refused with what to do", () => {
  const bind = (source: string, target: string) => ({ type: "bind", source, target });
  const { sections } = project(
    {
      web: {
        image,
        ports: [port(80)],
        volumes: [bind("/stack/nginx.conf", "/etc/nginx/nginx.conf")],
        tmpfs: ["/run:size=64m"],
      },
    },
    {},
    { "nginx.conf": "events {}\n" },
  );
  expect(sections.apps["web"]).toMatchObject({
    settings: { configMaps: { files: { "nginx.conf": "events {}\n" } } },
    mounts: { files: [{ path: "/etc/nginx/nginx.conf", subPath: "nginx.conf", readOnly: true }], "memory-0": "/run" },
    volumes: { "memory-0": { emptyDir: { sizeLimit: "64Mi" } } },
    podPatch: { spec: { volumes: [{ name: "memory-0", emptyDir: { medium: "Memory" } }] } },
  });
  expect(refusal({ db: { image: "mysql", volumes: [bind("/Users/me/data", "/var/lib/mysql")] } })).toContain(
    "`db-mysql:/var/lib/mysql`",
  );
  expect(
    refusal({ web: { image, ports: [port(80)], volumes: [bind("/stack/src", "/app")] } }, {}, { "src/a.js": "" }),
  ).toContain("a folder of the source");
  expect(refusal({ web: { image, ports: [port(80)], volumes: [bind("/var/run/docker.sock", "/s")] } })).toContain(
    "the socket of a container engine",
  );
});

test("a secret of the file comes from the stack or from a file, and is mounted where compose mounts it", () => {
  const services = { api: { image, secrets: [{ source: "token" }] } };
  const { sections } = project(
    services,
    {},
    { "token.txt": "abc" },
    { secrets: { token: { file: "/stack/token.txt" } } },
  );
  expect(sections.statefulSets["api"]?.mounts).toEqual({
    "secret-files": [{ path: "/run/secrets/token", subPath: "token", readOnly: true }],
  });
  expect(refusal(services, {}, {}, { secrets: { token: { external: true } } })).toContain(
    "--secret --path 'gke-bluegreen:compose.shop.secrets.token'",
  );
});

test("keys that would change the behaviour are refused by name, and left out on request", () => {
  const services = {
    api: {
      image,
      privileged: true,
      cap_add: ["NET_ADMIN"],
      network_mode: "host",
      sysctls: { "net.core.somaxconn": "1" },
    },
  };
  for (const key of ["privileged", "cap_add", "network_mode", "sysctls.net.core.somaxconn"])
    expect(refusal(services)).toContain(`services.api.${key}: got`);
  const { notes } = project(services, {
    services: { api: { leaveOut: ["privileged", "cap_add", "network_mode", "sysctls"] } },
  });
  expect(notes.filter((note) => note.includes("left out, as the stack says"))).toHaveLength(4);
  expect(refusal({ api: { image, teleport: true } })).toContain("this version does not know what it would do");
});

test("keys without effect are listed with the reason", () => {
  const { notes } = project({ api: { image, container_name: "x", logging: { driver: "json-file" } } });
  expect(notes.join("\n")).toMatch(
    /services.api.container_name: without effect: .*\n.*services.api.logging: without effect/,
  );
});

test("an image that must be root asks for a reason", () => {
  expect(refusal({ web: { image: "nginx", ports: [port(80)] } })).toContain("services.web.runAsRoot.reason");
  expect(refusal({ web: { image: "nginx", ports: [port(5000)] } })).toContain('Write "5000:80".');
  const { sections } = project(
    { web: { image: "nginx", ports: [port(80)] } },
    { services: { web: { runAsRoot: { reason: "nginx starts as root", capabilities: ["CHOWN"] } } } },
  );
  expect(sections.apps["web"]).toMatchObject({ runAsRoot: { capabilities: ["CHOWN"] } });
  expect(refusal({ web: { image, user: "root" } })).toContain("got root");
  expect(project({ web: { image, user: "1001:1002" } }).sections.statefulSets["web"]).toMatchObject({
    runAsUser: 1001,
    podPatch: { spec: { securityContext: { runAsGroup: 1002 } } },
  });
});

test("a build is an image of the stack, whose Dockerfile says port and user", () => {
  const services = { web: { build: { context: "/stack/web", dockerfile: "Dockerfile", args: { V: "1" } } } };
  const { sections } = project(
    services,
    {},
    { "web/Dockerfile": "FROM node AS base\nEXPOSE 3000\nFROM base\nUSER 1000\n" },
  );
  expect(sections.images).toEqual({
    "shop-web": { context: "./web", tags: { latest: { dockerfile: "Dockerfile", buildArgs: { V: "1" } } } },
  });
  // By its number a new disk is given to it.
  expect(sections.apps["web"]).toMatchObject({ port: 3000, image: "shop-web", runAsUser: 1000 });
  expect(refusal(services, {}, { "web/Dockerfile": "FROM node\n" })).toContain("an image without USER");
});

test("a worker that shares the image of a service that listens is asked for nothing at that one's port", () => {
  const build = { context: "/stack/web", dockerfile: "Dockerfile" };
  const files = { "web/Dockerfile": "FROM node\nEXPOSE 3000\nUSER 1000\n" };
  const { sections } = project(
    { web: { build }, mail: { build, command: ["node", "mail.mjs"] } },
    { services: { mail: { as: "worker" } } },
    files,
  );
  expect(Object.keys(sections.apps)).toEqual(["web"]);
  expect(sections.statefulSets["mail"]).toMatchObject({ ports: {}, args: ["node", "mail.mjs"] });
  expect(sections.statefulSets["mail"]).not.toHaveProperty("readiness");
});

test("networks become who may connect to whom; with one of them everybody may", () => {
  const networks = (...names: string[]) => Object.fromEntries(names.map((name) => [name, null]));
  const { sections } = project({
    web: { image, ports: [port(80)], networks: networks("front") },
    api: { image, networks: networks("front", "back") },
    db: { image: "mysql", networks: networks("back") },
  });
  expect(sections.policies.map(({ service, from, open }) => ({ service, from, open }))).toEqual([
    { service: "web", from: ["api"], open: [80] },
    { service: "api", from: ["web", "db"], open: [] },
    { service: "db", from: ["api"], open: [] },
  ]);
  expect(project({ a: { image }, b: { image } }).sections.policies).toEqual([]);
});

test.each([
  [
    "two services with one port",
    { a: { image, ports: [port(80)] }, b: { image, ports: [port(81, "80")] } },
    "the published port 80, which a has already",
  ],
  [
    "a volume of two services",
    { a: { image, volumes: [disk("d", "/d")] }, b: { image, volumes: [disk("d", "/d")] } },
    "the volume d, which b mounts as well",
  ],
  ["a name that DNS does not have", { a_b: { image } }, "for example to a-b"],
  ["no replicas", { a: { image, expose: ["1"], deploy: { replicas: 0 } } }, "got no replicas"],
])("%s", (_, services, message) => {
  expect(refusal(services)).toContain(message);
});
