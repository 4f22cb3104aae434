import { differences, type Difference } from "./gcp-plugin/differences";
import { compare } from "./gcp-plugin/normalise";
import { RecordedServer } from "./gcp-plugin/recorded-server";
import { fixtures, recordings, type Call, type Recording, type Step } from "./gcp-plugin/recording";
import { Replay } from "./gcp-plugin/replay";

const uncompared = new Set(["DiffConfig", "GetPluginInfo", "Handshake"]);
/** Requests that take long on purpose are cut short. */
jest.setTimeout(60_000);

// Uploads name files relative to the program's folder.
const home = process.cwd();
beforeAll(() => process.chdir(fixtures));
afterAll(() => process.chdir(home));

const used = new Set<Difference>();

describe.each(recordings().map((recording) => [recording.scenario, recording] as const))("%s", (_, recording) => {
  const server = new RecordedServer();
  let replay: Replay;
  beforeAll(async () => {
    replay = new Replay(await server.start());
  });
  afterAll(() => server.stop());

  test.each(recording.steps.map((step) => [step.name, step] as const))(
    "%s: answers as the official plugin",
    async (__, step) => {
      expect(await unexplained(recording, step, server, replay)).toEqual([]);
    },
  );
});

test("every listed difference exists", () => {
  expect(differences.filter((difference) => !used.has(difference)).map(({ reason }) => reason)).toEqual([]);
});

async function unexplained(
  recording: Recording,
  step: Step,
  server: RecordedServer,
  replay: Replay,
): Promise<string[]> {
  server.load(step.http);
  const found: string[] = [];
  const running = new Map<Call, ReturnType<Replay["ask"]>>();
  for (const call of step.calls) {
    if (uncompared.has(call.method)) continue;
    // Services that are enabled at the same time go out as one request: these calls were concurrent.
    if (isServiceCreation(call) && !running.has(call)) {
      for (const other of step.calls.filter(isServiceCreation)) running.set(other, replay.ask(other));
    }
    const answer = await (running.get(call) ?? replay.ask(call));
    const all = [...compare(call, answer), ...server.takeMisses().map(({ method, url }) => `MISS ${method} ${url}`)];
    for (const difference of all) {
      const known = differences.find((one) => explains(one, recording, step, call, difference));
      if (known) used.add(known);
      else found.push(`${call.method} ${typeOf(call)} ${difference}`);
    }
  }
  return found;
}

function isServiceCreation(call: Call): boolean {
  return call.method === "Create" && typeOf(call) === "Service";
}

function typeOf(call: Call): string {
  const token = call.request["urn"] ?? call.request["tok"] ?? "";
  const type = typeof token === "string" ? (token.split("::")[2] ?? token) : "";
  return type.slice(type.lastIndexOf(":") + 1);
}

function explains(known: Difference, recording: Recording, step: Step, call: Call, difference: string): boolean {
  return (
    recording.scenario.startsWith(known.scenario ?? "") &&
    (known.step?.test(step.name) ?? true) &&
    (known.method?.test(call.method) ?? true) &&
    (known.type?.test(typeOf(call)) ?? true) &&
    known.difference.test(difference)
  );
}
