import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { mistakeIn, runEngine, type EngineResult } from "./engine";
import { readEventLog } from "../events/engine-event";
import type { Preview } from "../model";
import { planKey } from "../plan/key";
import { readPreview } from "../events/read-preview";
import type { Baseline } from "../events/violations";

/** What is to be previewed. */
export interface PreviewRequest {
  readonly cwd: string;
  /** @default – the selected stack */
  readonly stack: string | undefined;
  readonly kind: "update" | "drift";
  readonly baseline?: Baseline | undefined;
  /** More arguments for the engine, e.g. `--policy-pack`. */
  readonly engineArguments?: readonly string[];
  readonly onOutput?: (text: string) => void;
}

/** A preview, and how the engine ended that made it. */
export interface PreviewRun {
  readonly preview: Preview;
  readonly engine: EngineResult;
}

/** Runs the engine's preview and reads what it said. A failed preview is an answer too; a mistake of the caller throws. */
export async function runPreview(request: PreviewRequest): Promise<PreviewRun> {
  const engine = await run(request, []);
  if (request.kind === "update" || !mayReadNoSecret(engine)) return { engine, preview: previewOf(engine, request) };
  // The engine gives up on all where it may not read one. Whoever looks for drift need not be able to read the cluster's Secrets.
  const others = await run(request, ["--exclude", SECRETS]);
  const preview = previewOf(others, request);
  return { engine: others, preview: { ...preview, gaps: [...preview.gaps, SECRETS_LEFT_OUT] } };
}

async function run(request: PreviewRequest, more: readonly string[]): Promise<EngineResult> {
  const engine = await runEngine({
    command: [...commandOf(request), ...more, ...(request.engineArguments ?? [])],
    cwd: request.cwd,
    ...(request.onOutput && { onOutput: request.onOutput }),
  });
  const mistake = mistakeIn(engine);
  if (mistake) throw mistake;
  return engine;
}

/** As a URN of the engine's, where `**` is anything. */
const SECRETS = "**kubernetes:core/v1:Secret::**";
/** What a look for drift says where the identity that looks may not read Secrets. */
export const SECRETS_LEFT_OUT =
  "The cluster's Secrets were not compared with the program: this identity may not read them.";

/** In the API server's words; the event log is JSON, with its quotes escaped. */
function mayReadNoSecret({ exitCode, eventLog, stderr }: EngineResult): boolean {
  return exitCode !== 0 && /cannot get resource \\*"secrets\\*"/.test(eventLog + stderr);
}

function commandOf({ stack, kind }: PreviewRequest): string[] {
  const which = stack === undefined ? [] : ["--stack", stack];
  // A provider whose configuration is computed by the program is only known when the program runs.
  if (kind === "drift") return ["refresh", "--preview-only", ...which];
  return ["preview", ...which];
}

/** The model of what an engine run said. */
function previewOf(
  engine: Pick<EngineResult, "eventLog" | "cancelled" | "exitCode" | "stderr">,
  { cwd, stack, kind, baseline }: Pick<PreviewRequest, "cwd" | "stack" | "kind" | "baseline">,
): Preview {
  const log = readEventLog(engine.eventLog);
  const [, stackInUrn, projectInUrn] = /"urn":"urn:pulumi:([^:"]+)::([^:"]+)::/.exec(engine.eventLog) ?? [];
  const name = stackInUrn ?? stack ?? "(selected stack)";
  return readPreview(log, {
    stack: name,
    key: planKey(cwd, name),
    project: projectInUrn ?? projectName(cwd),
    kind,
    cancelled: engine.cancelled,
    exitCode: engine.exitCode,
    stderr: engine.stderr,
    baseline,
  });
}

/** The name in `Pulumi.yaml`; "" where there is none. */
export function projectName(cwd: string): string {
  const path = join(cwd, "Pulumi.yaml");
  if (!existsSync(path)) return "";
  const { name } = (load(readFileSync(path, "utf8")) ?? {}) as { name?: unknown };
  return typeof name === "string" ? name : "";
}
