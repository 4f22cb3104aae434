import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { composeSections } from "../../compose";
import { buildKeys, deployKeys, projectKeys, serviceKeys } from "../../compose/keys";
import { Sensitive } from "../../config";
import { compose } from "../../config/compose";
import { readOfficially } from "../../readers";
import { moduleFiles } from "../../sandbox/toolchain";

/** compose-go itself is the judge: it reads every file here. */
jest.setTimeout(180_000);

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "compose-"));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

function brought(files: Readonly<Record<string, string>>, config: object = {}, folder = folderWith(files)) {
  const { shop } = compose.parse({ shop: { file: "compose.yaml", ...config } });
  if (!shop) throw new Error("no configuration");
  return composeSections("shop", shop, folder, readOfficially);
}

function refusal(...given: Parameters<typeof brought>): string {
  try {
    brought(...given);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("it was accepted");
}

interface Schema {
  readonly properties: object;
  readonly $defs: Readonly<Record<string, { readonly properties?: object }>>;
}

test("every key of compose-go's schema has a verdict, and no other has", async () => {
  const file = "schema/compose-spec.json";
  const folder = await moduleFiles("readers", "github.com/compose-spec/compose-go/v2", [file]);
  const { properties, $defs } = JSON.parse(readFileSync(join(folder, "compose-spec.json"), "utf8")) as Schema;
  const keys = (...definitions: string[]) =>
    definitions.flatMap((name) => Object.keys($defs[name]?.properties ?? {})).sort();
  expect(Object.keys(serviceKeys).sort()).toEqual(keys("container_spec", "workload_spec", "service"));
  expect(Object.keys(projectKeys).sort()).toEqual(Object.keys(properties).sort());
  expect(Object.keys(deployKeys).sort()).toEqual(keys("deployment"));
  const { build } = $defs["workload_spec"]?.properties as { readonly build: { readonly oneOf: readonly object[] } };
  const [, mapping] = build.oneOf as readonly [object, { readonly properties: object }];
  expect(Object.keys(buildKeys).sort()).toEqual(Object.keys(mapping.properties).sort());
});

/** As a course on Kubernetes has it. */
const courseFile = `version: "3.7"
services:
  db:
    platform: linux/x86_64
    image: mysql:latest
    restart: always
    container_name: mysql-test
    ports: ["3306:3306"]
    environment: [MYSQL_DATABASE=test_db, MYSQL_ROOT_PASSWORD=1234, TZ=Asia/Seoul]
    command: [--character-set-server=utf8mb4, --collation-server=utf8mb4_unicode_ci]
    volumes: ["/Users/user/Documents/MyWorkspace/mysql/data:/var/lib/mysql"]
  web:
    platform: linux/x86_64
    image: nginx:latest
    ports: ["5000:5000"]
`;

test("the file of a course asks for four changes, each with its place, and comes up with them", () => {
  const message = refusal({ "compose.yaml": courseFile });
  expect(
    message
      .split("\n")
      .filter((line) => line.startsWith("- "))
      .map((line) => line.split(":", 2).join(":")),
  ).toEqual([
    "- compose.yaml:9 services.db.environment.MYSQL_ROOT_PASSWORD",
    "- compose.yaml:11 services.db.volumes./var/lib/mysql",
    "- compose.yaml:14 services.web.image",
    "- compose.yaml:15 services.web.ports.5000",
  ]);
  expect(message).not.toContain("1234");
  const mended = `${courseFile
    .replace("/Users/user/Documents/MyWorkspace/mysql/data", "db-mysql")
    .replace("5000:5000", "5000:80")}volumes: { db-mysql: {} }\n`;
  const { sections, notes } = brought(
    { "compose.yaml": mended },
    {
      secrets: { MYSQL_ROOT_PASSWORD: new Sensitive("s3cret") },
      services: { web: { runAsRoot: { reason: "nginx starts as root and gives it up" } } },
    },
  );
  expect(sections.statefulSets["db"]).toMatchObject({
    image: "docker.io/library/mysql:latest",
    args: ["--character-set-server=utf8mb4", "--collation-server=utf8mb4_unicode_ci"],
    env: {
      MYSQL_DATABASE: "test_db",
      TZ: "Asia/Seoul",
      MYSQL_ROOT_PASSWORD: { secret: "environment", key: "MYSQL_ROOT_PASSWORD" },
    },
    claims: { "db-mysql": { mount: "/var/lib/mysql" } },
    nodeSelector: { "kubernetes.io/arch": "amd64" },
  });
  expect(sections.apps["web"]).toMatchObject({ port: 80, servicePort: 5000, expose: { kind: "LoadBalancer" } });
  expect(notes.join("\n")).toMatch(/compose.yaml:7 services.db.container_name: without effect/);
});

test("merges, profiles, env files, interpolation, secrets and configs are compose-go's", () => {
  const { sections } = brought(
    {
      "compose.yaml": `
x-common: &common { restart: unless-stopped, read_only: true }
services:
  web:
    <<: *common
    image: ghcr.io/acme/web:\${TAG:?which one}
    ports: ["8080:80/tcp", "9000:9000/udp"]
    env_file: [web.env]
    environment: { URL: "postgres://app:\${DB_PASSWORD}@db/app", LEVEL: "\${LEVEL:-info}" }
    configs: [{ source: site, target: /etc/site.conf }]
    secrets: [token]
    tmpfs: /tmp
    deploy: { replicas: 2, resources: { limits: { cpus: "0.5", memory: 256M } } }
    stop_grace_period: 1m30s
    networks: { front: { aliases: [www] }, back: }
    extra_hosts: ["legacy:10.0.0.7"]
    working_dir: /app
  db:
    image: postgres:17
    environment: { POSTGRES_PASSWORD_FILE: /run/secrets/token }
    secrets: [{ source: token, target: pw }]
    volumes: [data:/var/lib/postgresql/data]
    networks: [back]
  debug: { image: busybox, profiles: [debug] }
networks: { front: , back: { internal: true } }
volumes: { data: }
configs: { site: { content: "a=1" } }
secrets: { token: { environment: TOKEN } }
`,
      "web.env": "FROM_FILE=yes\nLEVEL=debug\n",
      ".env": "TAG=1.2\n",
    },
    { secrets: { DB_PASSWORD: new Sensitive("p4ss"), TOKEN: new Sensitive("t0ken") } },
  );
  expect(Object.keys(sections.statefulSets)).toEqual(["db"]);
  const web = sections.apps["web"];
  expect(web).toMatchObject({
    image: "ghcr.io/acme/web:1.2",
    port: 80,
    servicePort: 8080,
    ports: { "p9000-udp": { port: 9000, protocol: "UDP", outside: true } },
    env: { FROM_FILE: "yes", LEVEL: "info", URL: { secret: "environment", key: "URL" } },
    replicas: 2,
    resources: { cpu: "500m", memory: "256Mi" },
    readOnlyRootFilesystem: true,
    shutdown: "90s",
    podPatch: {
      spec: {
        hostAliases: [{ ip: "10.0.0.7", hostnames: ["legacy"] }],
        containers: [{ name: "web", workingDir: "/app" }],
      },
    },
  });
  const secrets = web?.settings?.secrets ?? {};
  expect((secrets["environment"]?.["URL"] as Sensitive).reveal()).toBe("postgres://app:p4ss@db/app");
  expect((secrets["files"]?.["token"] as Sensitive).reveal()).toBe("t0ken");
  expect(sections.externalNames).toEqual({ www: { namespace: "default", host: "web.default.svc.cluster.local" } });
  expect(sections.policies.map(({ service, internal }) => [service, internal])).toEqual([
    ["db", true],
    ["web", false],
  ]);
});

const service = (more: string) => `services:\n  web:\n    image: ghcr.io/acme/web:1\n${more}`;

test.each<[string, Record<string, string>, object, string | RegExp]>([
  ["YAML that does not parse", { "compose.yaml": "services:\n  web: [\n" }, {}, /^compose.yaml:\d+ /],
  ["an unknown key", { "compose.yaml": service("    imagine: x\n") }, {}, /^compose.yaml:4 .*imagine/],
  [
    "an interpolation without value",
    { "compose.yaml": service("    environment: { A: $NOWHERE }\n") },
    {},
    /^compose.yaml:4 .*got \${NOWHERE}, which has no value/,
  ],
  [
    "a variable that must be set",
    { "compose.yaml": service("    environment: { A: '${TAG:?say which}' }\n") },
    {},
    /say which/,
  ],
  [
    "the shell's own environment",
    { "compose.yaml": service("    environment: { A: $PATH }\n") },
    {},
    /got \${PATH}, which has no value/,
  ],
  [
    "a circle in depends_on",
    { "compose.yaml": service("    depends_on: [db]\n  db: { image: redis, depends_on: [web] }\n") },
    {},
    /cycle/,
  ],
  ["a missing env file", { "compose.yaml": service("    env_file: none.env\n") }, {}, /none.env/],
  [
    "a file outside the stack's folder",
    { "compose.yaml": service("    env_file: ../../etc/hostname\n") },
    {},
    /gke-bluegreen:compose.shop/,
  ],
  [
    "a compose file that is not there",
    {},
    {},
    "gke-bluegreen:compose.shop.file: got compose.yaml, which cannot be read (ENOENT)",
  ],
  [
    "a service that the file does not have",
    { "compose.yaml": service("") },
    { services: { wed: {} } },
    "expected one of web",
  ],
])("%s is named with its place", (_, files, config, message) => {
  expect(refusal(files, config)).toMatch(message);
});

test("an answer is kept until a file that it came from changes", () => {
  const folder = folderWith({ "compose.yaml": service("    env_file: web.env\n"), "web.env": "A=1\n" });
  brought({}, {}, folder);
  const start = performance.now();
  brought({}, {}, folder);
  // What a preview may wait for it, on any machine.
  expect(performance.now() - start).toBeLessThan(500);
  writeFileSync(join(folder, "web.env"), "A=2\n");
  expect(brought({}, {}, folder).sections.statefulSets["web"]?.env).toEqual({ A: "2" });
});
