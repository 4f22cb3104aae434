import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPlugin, type RunningPlugin } from "../../lib/plugin";
import { KubernetesProvider } from "../../sandbox/plugins/kubernetes/provider";
import { differences } from "./kubernetes-plugin/differences";
import { RecordedServer } from "./kubernetes-plugin/recorded-server";
import { recordings, type Json, type JsonObject, type RecordedCall } from "./kubernetes-plugin/recordings";
import { Replayer, type Outcome } from "./kubernetes-plugin/replay";
import { sceneOf } from "./kubernetes-plugin/scenes";

/** Calls whose answer is worth comparing; what they need of the engine is in the recording. */
const compared = new Set<RecordedCall["method"]>([
  "CheckConfig",
  "DiffConfig",
  "Check",
  "Diff",
  "Create",
  "Update",
  "Read",
  "Delete",
]);

process.env["PULUMI_HOME"] = mkdtempSync(join(tmpdir(), "replay-")); // What is being created is noted there.

describe.each(recordings().map((recording) => [recording.scenario, recording] as const))(
  "%s",
  (scenario, recording) => {
    const server = new RecordedServer();
    let plugin: RunningPlugin;
    let replayer: Replayer;

    beforeAll(async () => {
      const address = await server.start();
      plugin = await startPlugin(
        { name: "kubernetes", version: "4.34.2", supportsAutonaming: true },
        new KubernetesProvider(),
      );
      replayer = new Replayer(plugin.port);
      // The recorded cluster of scenario 16 was down.
      await replayer.configure(
        kubeconfigOf(scenario.startsWith("16-") ? "https://127.0.0.1:1" : address),
        namespaceOf(recording.calls),
      );
    });

    afterAll(async () => {
      replayer.close();
      await server.stop();
      await plugin.stop();
    });

    const calls = recording.calls.filter(({ method }) => compared.has(method));
    test.each(
      calls.map(
        (call, index) => [`${call.step} ${index} ${call.method} ${call.request["name"] as string}`, call] as const,
      ),
    )("%s", async (_title, call) => {
      server.scene = sceneOf(call);
      const ours = normalised(await replayer.ask(shortened(call)));
      const theirs = normalised(recorded(call));
      const difference = differences.find(
        (candidate) =>
          candidate.scenario === scenario &&
          candidate.method === call.method &&
          candidate.resource === call.request["name"] &&
          candidate.steps.includes(call.step),
      );
      if (!difference) expect(ours).toEqual(theirs);
      else {
        expect(ours).not.toEqual(theirs); // Otherwise the entry is out of date.
        expect(JSON.stringify(ours)).toContain(difference.ours);
      }
    });
  },
);

test("every listed difference names a recorded call", () => {
  const known = new Set(
    recordings().flatMap(({ scenario, calls }) =>
      calls.map(({ step, method, request }) => [scenario, step, method, request["name"] as string].join(" ")),
    ),
  );
  const listed = differences.flatMap(({ scenario, method, resource, steps }) =>
    steps.map((step) => [scenario, step, method, resource].join(" ")),
  );
  expect(listed.filter((entry) => !known.has(entry))).toEqual([]);
});

function recorded({ response, errors }: RecordedCall): Outcome {
  if (response) return { response };
  return { error: (errors?.[0] ?? "").replace(/^rpc error: code = \w+ desc = /, "") };
}

/** The recording waited for its timeouts; a replay need not. */
function shortened(call: RecordedCall): RecordedCall {
  return call.method === "Create" && call.errors ? { ...call, request: { ...call.request, timeout: 0.2 } } : call;
}

/** Without what is random in both, and without empty values that one side leaves out. */
function normalised(outcome: Outcome): unknown {
  return JSON.parse(
    JSON.stringify(outcome)
      .replaceAll(/pulumi-kubernetes-[0-9a-f]{8}/g, "pulumi-kubernetes-00000000")
      .replaceAll(/127\.0\.0\.1:\d+/g, "127.0.0.1:0"),
  ) as unknown;
}

/** The provider's default namespace in the recording. */
function namespaceOf(calls: readonly RecordedCall[]): string | undefined {
  for (const { method, request } of calls) {
    const variables = method === "Configure" ? (request["variables"] as JsonObject) : undefined;
    const namespace: Json | undefined = variables?.["kubernetes:config:namespace"];
    if (typeof namespace === "string") return namespace;
  }
  return undefined;
}

function kubeconfigOf(server: string): string {
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    "current-context": "recorded",
    contexts: [{ name: "recorded", context: { cluster: "recorded" } }],
    clusters: [{ name: "recorded", cluster: { server } }],
  });
}
