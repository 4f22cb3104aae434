import { execFile } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { deadline, follow } from "../../../../lib/retry";
import type { Build, BuildStatus, BuiltImage } from "../../definitions/cloudbuild-v1.types";
import { GoogleError } from "../../transport/errors";
import type { Run } from "../../state/operations";
import type { Store } from "../../state/store";
import { Contents, requireObject } from "../storage/objects";
import type { Builder, Step } from "./builder";
import { BuildFailure, type FailureType } from "./failure";
import { BuildLog } from "./log";
import { changeBuild, findBuild } from "./records";
import { dependencies, runSteps } from "./schedule";
import { anyAnswer, otherwise } from "../../../../lib/errors/expected";

const execute = promisify(execFile);
/** Two at a time: builds share the machine with the nodes. */
const PARALLEL_STEPS = 2;

/** What a build's operation needs to know, kept over restarts. */
export interface BuildJob {
  readonly project: string;
  readonly id: string;
}

/** Fetches the source, runs the steps, pushes the images. The build's record says at each moment how far it is. */
export async function runBuild(job: BuildJob, run: Run, store: Store, builder: Builder, folder: string): Promise<void> {
  const build = findBuild(store, job);
  if (!build || isOver(build.status)) return;
  const scratch = join(folder, "builds", job.id);
  const log = new BuildLog(join(folder, "build-logs", `${job.id}.txt`), {
    store,
    contents: new Contents(join(folder, "objects")),
    logsBucket: build.logsBucket ?? "",
    build: job.id,
  });
  // A build that was interrupted begins again from its source.
  rmSync(scratch, { recursive: true, force: true });
  const workspace = join(scratch, "workspace");
  mkdirSync(workspace, { recursive: true });
  const limit = follow(run.signal);
  const seconds = parseFloat(build.timeout ?? "600s");
  const timer = setTimeout(
    () => limit.abort(new BuildFailure("TIMEOUT", "USER_BUILD_STEP", `build exceeded its timeout of ${seconds} s`)),
    seconds * 1000,
  );
  const { signal } = limit;
  const context = { workspace, scratch, signal };
  const started = new Date().toISOString();
  changeBuild(store, job, (now) => ({ ...now, status: "WORKING", startTime: started }));
  log.line(`starting build "${job.id}"`);
  try {
    log.line("FETCHSOURCE");
    await fetchSource(store, build, workspace, log);
    log.line("BUILD");
    await runSteps(dependencies(build.steps ?? []), PARALLEL_STEPS, (index) =>
      runStep(job, build, index, { store, builder, log, ...context, run }),
    );
    if (build.images?.length) log.line("PUSH");
    const images = await pushAll(build, builder, log, context);
    log.line("DONE");
    // Before the build says that it has ended: whoever sees that reads the log to its end.
    await log.publish();
    changeBuild(store, job, (now) => ({
      ...now,
      status: "SUCCESS",
      finishTime: new Date().toISOString(),
      results: { images, buildStepImages: build.steps?.map(() => "") },
    }));
  } catch (error) {
    if (run.signal.aborted && !(run.signal.reason instanceof GoogleError)) throw error;
    const failure = asFailure(error, signal);
    log.line(`ERROR: ${failure.message}`);
    await log.publish();
    changeBuild(store, job, (now) => ({
      ...now,
      status: failure.status,
      statusDetail: failure.message,
      finishTime: new Date().toISOString(),
      failureInfo: { type: failure.type, detail: failure.message },
    }));
    throw new GoogleError(
      failure.status === "CANCELLED" ? "CANCELLED" : failure.status === "TIMEOUT" ? "DEADLINE_EXCEEDED" : "UNKNOWN",
      `Build failed; check build logs for details: ${failure.message}`,
    );
  } finally {
    clearTimeout(timer);
    limit.abort();
    await log.close();
    await builder.clean(build, scratch).catch(otherwise(undefined, anyAnswer));
    rmSync(scratch, { recursive: true, force: true });
  }
}

const isOver = (status: BuildStatus | undefined) =>
  status !== undefined && !["STATUS_UNKNOWN", "PENDING", "QUEUED", "WORKING"].includes(status);

async function fetchSource(store: Store, build: Build, workspace: string, log: BuildLog): Promise<void> {
  const source = build.source?.storageSource;
  if (!source) return;
  const { bucket = "", object = "" } = source;
  const at = `gs://${bucket}/${object}`;
  try {
    const { file, object: found } = requireObject(store, bucket, object);
    if (source.generation && source.generation !== "0" && source.generation !== found.generation)
      throw new Error(`generation ${source.generation} is gone`);
    log.line(`Fetching storage object: ${at}#${found.generation ?? ""}`);
    if (object.endsWith(".zip")) await execute("unzip", ["-q", file, "-d", workspace]);
    else await execute("tar", ["--extract", "--gzip", "--no-same-owner", "--file", file, "--directory", workspace]);
  } catch (error) {
    throw new BuildFailure(
      "FAILURE",
      "FETCH_SOURCE_FAILED",
      `failed to fetch source ${at}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

interface StepContext {
  readonly store: Store;
  readonly builder: Builder;
  readonly log: BuildLog;
  readonly workspace: string;
  readonly scratch: string;
  readonly signal: AbortSignal;
  readonly run: Run;
}

async function runStep(job: BuildJob, build: Build, index: number, context: StepContext): Promise<void> {
  const { store, builder, log, run } = context;
  const spec = build.steps?.[index] ?? {};
  const label = `Step #${index}${spec.id ? ` - "${spec.id}"` : ""}`;
  const startTime = new Date().toISOString();
  const set = (status: BuildStatus, exitCode?: number) =>
    changeBuild(store, job, (now) => ({
      ...now,
      steps: now.steps?.map((one, at) =>
        at === index
          ? {
              ...one,
              status,
              ...(exitCode ? { exitCode } : {}),
              timing: { startTime, ...(status === "WORKING" ? {} : { endTime: new Date().toISOString() }) },
            }
          : one,
      ),
    }));
  set("WORKING");
  run.report(label);
  log.line(`Starting ${label}`);
  const step: Step = {
    index,
    image: spec.name ?? "",
    args: spec.script ? ["-c", spec.script] : (spec.args ?? []),
    entrypoint: spec.script ? "sh" : spec.entrypoint,
    env: [...(build.options?.env ?? []), ...(spec.env ?? [])],
    dir: spec.dir ?? "",
  };
  const limit = spec.timeout ? deadline(context.signal, parseFloat(spec.timeout) * 1000) : context.signal;
  const code = await builder
    .run(step, { ...context, signal: limit, log: (line) => log.line(`${label}: ${line}`) })
    .catch((error: unknown) => {
      set(context.signal.aborted ? "CANCELLED" : limit.aborted ? "TIMEOUT" : "FAILURE");
      if (limit.aborted && !context.signal.aborted)
        throw new BuildFailure(
          "TIMEOUT",
          "USER_BUILD_STEP",
          `build step ${index} "${spec.name ?? ""}" exceeded its timeout of ${spec.timeout ?? ""}`,
        );
      throw error;
    });
  const allowed = code === 0 || spec.allowFailure === true || spec.allowExitCodes?.includes(code) === true;
  set(code === 0 ? "SUCCESS" : "FAILURE", code);
  log.line(`Finished ${label}`);
  if (!allowed)
    throw new BuildFailure(
      "FAILURE",
      "USER_BUILD_STEP",
      `build step ${index} "${spec.name ?? ""}" failed: step exited with non-zero status: ${code}`,
    );
}

async function pushAll(
  build: Build,
  builder: Builder,
  log: BuildLog,
  context: { workspace: string; scratch: string; signal: AbortSignal },
): Promise<BuiltImage[]> {
  const images: BuiltImage[] = [];
  for (const name of build.images ?? []) {
    log.line(`Pushing ${name}`);
    const startTime = new Date().toISOString();
    const { digest } = await builder.push(name, { ...context, log: (line) => log.line(line) });
    log.line(`${name}: digest: ${digest}`);
    images.push({ name, digest, pushTiming: { startTime, endTime: new Date().toISOString() } });
  }
  return images;
}

function asFailure(error: unknown, signal: AbortSignal): BuildFailure {
  if (signal.aborted) {
    return signal.reason instanceof BuildFailure
      ? signal.reason
      : new BuildFailure("CANCELLED", "USER_BUILD_STEP", "the build was cancelled");
  }
  if (error instanceof BuildFailure) return error;
  const type: FailureType = "USER_BUILD_STEP";
  return new BuildFailure("INTERNAL_ERROR", type, error instanceof Error ? error.message : String(error));
}
