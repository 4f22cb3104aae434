/** The app that is switched in drills and tests: a server whose colour, version and faults are in its environment. */

/** What is wrong with a release. */
export type Mode =
  | "sound"
  | "crash"
  | "never-ready"
  | "answers-500"
  | "answers-wrong"
  /** Its users' path is right, the path that the analysis watches is not: a fault that shows only after the switch. */
  | "fails-watched-path"
  | "fails-under-load";

const server = `
const { COLOR, VERSION, MODE } = process.env;
if (MODE === "crash") process.exit(3);
let served = 0;
const app = require("http").createServer((request, answer) => {
  const health = request.url === "/healthz";
  if (!health) served++;
  if (MODE === "never-ready" && health) answer.statusCode = 503;
  if (MODE === "answers-500" && !health) answer.statusCode = 500;
  if (MODE === "fails-under-load" && !health && served > 5) answer.statusCode = 500;
  if (MODE === "fails-watched-path" && request.url === "/watched") answer.statusCode = 500;
  answer.setHeader("X-Color", COLOR + " " + VERSION);
  answer.end(MODE === "answers-wrong" ? "something else" : COLOR + " " + VERSION);
});
// Longer than any client keeps an idle connection, or both would close and use one at the same moment.
app.keepAliveTimeout = 300000;
app.listen(8080);
process.on("SIGTERM", () => { app.close(() => process.exit(0)); app.closeIdleConnections(); });
`;

/** The two colours of the drill's app. */
export type Color = "blue" | "green";

/** One colour of the app. */
export interface Release {
  readonly version?: string;
  readonly mode?: Mode;
  /** In place of the stage's. */
  readonly image?: string;
}

/** The app's section of a stack file; `changes` are keys of it. */
export function appSection(
  namespace: string,
  image: string,
  active: string,
  releases: Readonly<Partial<Record<Color, Release>>> = {},
  changes: object = {},
): object {
  const color = (name: Color) => {
    const { version = "1", mode = "sound", image: own = image } = releases[name] ?? {};
    return { image: own, env: { COLOR: name, VERSION: version, MODE: mode } };
  };
  return {
    namespace,
    active,
    replicas: 2,
    port: 8080,
    runAsUser: 1000,
    command: ["node", "-e", server],
    resources: { cpu: "20m", memory: "64Mi" },
    readiness: { path: "/healthz" },
    drain: "1s",
    progressDeadline: "15s",
    colors: { blue: color("blue"), green: color("green") },
    expose: { kind: "LoadBalancer" },
    verify: [{ http: { path: "/", body: active } }],
    analysis: { seconds: 1, path: "/watched" },
    ...changes,
  };
}
