import { foreignText } from "../../lib/redaction/foreign-text";
import type { CallLog } from "../../lib/plugin";
import { CancelledError } from "../../lib/plugin";
import { deadline, pause } from "../../lib/retry";
import { type GoogleClient, GoogleError } from "../../lib/google";
import { endpoint, uploadEndpoint } from "../../lib/google";
import type { BuildSteps } from "./steps";

/** A build as Cloud Build's REST API has it; only what is used here. */
export interface CloudBuild {
  readonly id: string;
  readonly status:
    "PENDING" | "QUEUED" | "WORKING" | "SUCCESS" | "FAILURE" | "INTERNAL_ERROR" | "TIMEOUT" | "CANCELLED" | "EXPIRED";
  readonly statusDetail?: string;
  readonly logUrl?: string;
  readonly failureInfo?: { readonly type?: string; readonly detail?: string };
  readonly steps?: readonly { readonly id?: string; readonly status?: string }[];
  readonly results?: { readonly images?: readonly { readonly name: string; readonly digest: string }[] };
}

/** What Cloud Build is asked for. */
export interface BuildRequest {
  readonly project: string;
  readonly location: string;
  readonly bucket: string;
  /** Object in the bucket with the source. */
  readonly object: string;
  readonly what: BuildSteps;
  /** Content hash: a build that runs already for the same content is joined. */
  readonly tag: string;
  /** Become tags `key-value`: a build has no labels. */
  readonly labels: Readonly<Record<string, string>>;
  readonly serviceAccount: string;
  readonly machineType?: string | undefined;
  readonly timeoutSeconds: number;
}

/** Builds with Cloud Build: one at a time per object, log and status told while it runs. */
export class Builder {
  constructor(
    private readonly google: GoogleClient,
    private readonly log: CallLog,
    private readonly signal: AbortSignal,
    /** Between two looks at a build. */
    private readonly intervalMs = 1000,
  ) {}

  /** Puts the source where Cloud Build finds it; an object of that name holds the same content, and is left as it is. */
  async upload(bucket: string, object: string, content: () => AsyncIterable<Uint8Array>): Promise<void> {
    if (await this.stored(bucket, object)) return;
    const chunks: Uint8Array[] = [];
    for await (const chunk of content()) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    this.log.status(`uploading ${(body.length / 1024).toFixed(0)} KiB of source`);
    await this.google.request(`${uploadEndpoint()}b/${bucket}/o`, {
      method: "POST",
      query: { uploadType: "media", name: object },
      headers: { "content-type": "application/gzip" },
      body,
      repeatable: true,
      signal: this.signal,
    });
  }

  /** Runs a build to its end. Cancelling the update cancels the build. */
  async run(request: BuildRequest): Promise<CloudBuild> {
    const builds = `projects/${request.project}/locations/${request.location}/builds`;
    const id = (await this.running(builds, request.tag)) ?? (await this.start(builds, request));
    const log = new BuildLog(this.google, request.bucket, id);
    try {
      for (;;) {
        const build = await this.google.json<CloudBuild>("cloudbuild", `${builds}/${id}`, { signal: this.signal });
        for (const line of await log.more(this.signal)) this.log.status(line);
        if (build.status === "SUCCESS") return build;
        if (build.status !== "PENDING" && build.status !== "QUEUED" && build.status !== "WORKING") {
          await this.rest(log);
          throw failure(build, log.lines);
        }
        if (log.lines.length === 0) this.log.status(`build ${id} is ${build.status.toLowerCase()}`);
        await pause(this.intervalMs, this.signal);
      }
    } catch (error) {
      if (!this.signal.aborted) throw error;
      await this.cancel(`${builds}/${id}`);
      throw new CancelledError(`cancelled, and Cloud Build was told to cancel build ${id}`);
    }
  }

  /** The log's end is written a moment after the build has ended, and it is what says why. */
  private async rest(log: BuildLog): Promise<void> {
    for (let look = 0; look < 5; look++) {
      await pause(this.intervalMs, this.signal);
      const fresh = await log.more(this.signal);
      for (const line of fresh) this.log.status(line);
      if (fresh.length === 0 && log.lines.length > 0) return;
    }
  }

  private async stored(bucket: string, object: string): Promise<boolean> {
    try {
      await this.google.json("storage", `b/${bucket}/o/${encodeURIComponent(object)}`, { signal: this.signal });
      return true;
    } catch (error) {
      if (error instanceof GoogleError && error.status === 404) return false;
      throw error;
    }
  }

  /** A build of the same content that an interrupted update left behind: a second one would race it for the tags. */
  private async running(builds: string, tag: string): Promise<string | undefined> {
    try {
      const filter = `tags="${tag}" AND (status="QUEUED" OR status="WORKING")`;
      const found = await this.google.json<{ builds?: CloudBuild[] }>("cloudbuild", builds, {
        query: { filter },
        signal: this.signal,
      });
      const build = found.builds?.find(({ status }) => status === "QUEUED" || status === "WORKING");
      if (build) this.log.info(`joined build ${build.id}, which was running already`);
      return build?.id;
    } catch (error) {
      if (error instanceof GoogleError) return undefined;
      throw error;
    }
  }

  private async start(builds: string, request: BuildRequest): Promise<string> {
    const { steps, images, substitutions, options, tags = [], further } = request.what;
    const operation = await this.google.json<{ metadata?: { build?: CloudBuild } }>("cloudbuild", builds, {
      method: "POST",
      signal: this.signal,
      body: {
        source: { storageSource: { bucket: request.bucket, object: request.object } },
        ...further,
        steps,
        images,
        ...(substitutions && { substitutions }),
        tags: [...tags, ...Object.entries(request.labels).map((label) => label.filter(Boolean).join("-")), request.tag],
        timeout: `${request.timeoutSeconds}s`,
        serviceAccount: `projects/${request.project}/serviceAccounts/${request.serviceAccount}`,
        logsBucket: `gs://${request.bucket}/${logFolder}`,
        options: {
          ...options,
          // To the bucket, from where it is read here, and to Cloud Logging, where alerts see failures.
          logging: "LEGACY",
          ...(request.machineType !== undefined && { machineType: request.machineType }),
        },
      },
    });
    const build = operation.metadata?.build;
    if (!build) throw new Error("Cloud Build started a build without saying which");
    this.log.status(`build ${build.id} is queued`);
    return build.id;
  }

  private async cancel(build: string): Promise<void> {
    // The update's own signal is aborted already.
    const call = { method: "POST", body: {}, repeatable: true, signal: deadline(undefined, 15_000) } as const;
    await this.google.json("cloudbuild", `${build}:cancel`, call).catch((error: unknown) => {
      this.log.warning(`the build may go on: ${error instanceof Error ? error.message : String(error)}`);
    });
  }
}

const logFolder = "logs";

/** A build's log without credentials, which Cloud Build appends to an object of the logs bucket while it runs. */
class BuildLog {
  readonly lines: string[] = [];
  private offset = 0;
  private unfinished = "";
  private withinKey = false;

  constructor(
    private readonly google: GoogleClient,
    private readonly bucket: string,
    private readonly build: string,
  ) {}

  /** The lines that came since the last call. */
  async more(signal: AbortSignal): Promise<string[]> {
    const object = encodeURIComponent(`${logFolder}/log-${this.build}.txt`);
    let text: string;
    try {
      const response = await this.google.request(`${endpoint("storage")}b/${this.bucket}/o/${object}`, {
        query: { alt: "media" },
        headers: { range: `bytes=${this.offset}-` },
        signal,
      });
      const content = response.bytes;
      // A server that ignores ranges sends everything again.
      const fresh = response.status === 206 ? content : content.subarray(this.offset);
      this.offset += fresh.length;
      text = this.unfinished + fresh.toString("utf8");
    } catch (error) {
      // Not written yet, or nothing new.
      if (error instanceof GoogleError && (error.status === 404 || error.status === 416)) return [];
      throw error;
    }
    const parts = text.split("\n");
    this.unfinished = parts.pop() ?? "";
    const lines = parts.map((line) => foreignText(line).trim().replaceAll("\n", " ")).filter((line) => line !== "");
    const shown = await this.withoutCredentials(lines);
    this.lines.push(...shown);
    return shown;
  }

  /** A key has many lines, of which each look at the log may find some. */
  private async withoutCredentials(lines: readonly string[]): Promise<string[]> {
    if (lines.length === 0) return [];
    // Whoever builds nothing does not load what finds them.
    const { hideCredentials } = await import("../../lib/redaction/credentials");
    return lines.flatMap((line) => {
      if (this.withinKey) {
        this.withinKey = !/-----END [A-Z ]{0,30}PRIVATE KEY-----/.test(line);
        return [];
      }
      this.withinKey = /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----(?![\s\S]*-----END )/.test(line);
      return [hideCredentials(line)];
    });
  }
}

const shownLines = 20;

/** What a person needs of a failed build: which step, its last lines, and where the rest is. */
export function failure(build: CloudBuild, log: readonly string[]): Error {
  const why = build.failureInfo?.detail ?? build.statusDetail ?? "";
  const index = failedStep(build, why);
  const step = build.steps?.[index];
  const ofStep = index >= 0 ? log.filter((line) => line.startsWith(`Step #${index}`)) : [];
  const last = (ofStep.length > 0 ? ofStep : log)
    .slice(-shownLines)
    .map((line) => line.replace(/^Step #\d+( - "[^"]*")?: /, ""));
  const what = step
    ? `step ${step.id ?? index} of build ${build.id} failed`
    : `build ${build.id} ended as ${build.status}`;
  return new Error(
    [
      `${what}${why === "" ? "" : `: ${why}`}`,
      ...last.map((line) => `  | ${line}`),
      ...(build.logUrl ? [`  whole log: ${build.logUrl}`] : []),
    ].join("\n"),
  );
}

/** Of steps that ran side by side more than one can have failed: the one that Cloud Build names is the one that ended the build. */
function failedStep({ steps = [] }: CloudBuild, why: string): number {
  const named = /^build step (\d+) /.exec(why)?.[1];
  if (named !== undefined) return Number(named);
  return steps.findIndex(({ status }) => status === "FAILURE" || status === "TIMEOUT" || status === "INTERNAL_ERROR");
}
