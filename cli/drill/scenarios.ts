import { appSection, type Color, type Mode, type Release } from "./app";
import type { Stage, StageFile, Update, Victim } from "./stage";

/** How one fault went. */
export interface Verdict {
  /** What was done, for the table. */
  readonly fault: string;
  readonly expected: string;
  /** What was not as expected; empty when all was. */
  readonly wrong: readonly string[];
  readonly requests: number;
  readonly failed: number;
  readonly seconds: number;
}

/** Steps before which a switch can be killed, in their order; the second `scale` sizes the idle colour. */
export const steps = [
  "begin",
  "before",
  "scale",
  "await-ready",
  "verify",
  "route",
  "await-propagation",
  "analyse",
  "drain",
  "finish",
  "scale#2",
];

/** Keys of the app without which a switch does not have the step. */
const conditions: Readonly<Record<string, object>> = {
  before: { before: [{ job: { command: ["node", "--version"], timeout: "60s" } }] },
  // Only a colour that goes is waited for, and sized in the end.
  drain: { idle: "scaled-down" },
  "scale#2": { idle: "scaled-down" },
};

/** Releases that are not as they should be, what the update says of them, and what users of the live colour notice: nothing. */
export const badReleases: readonly { readonly fault: string; readonly mode?: Mode; readonly reason: RegExp }[] = [
  { fault: "an image that does not exist", reason: /ErrImagePull|ImagePullBackOff/ },
  // On a slow machine the deadline comes before the second restart.
  { fault: "a crash at the start", mode: "crash", reason: /CrashLoopBackOff|ProgressDeadlineExceeded/ },
  { fault: "pods that never get ready", mode: "never-ready", reason: /ProgressDeadlineExceeded|ready after/ },
  { fault: "answers with 500", mode: "answers-500", reason: /answered 500/ },
  { fault: "a failing check", mode: "answers-wrong", reason: /the body lacks/ },
  { fault: "5xx after the switch", mode: "fails-watched-path", reason: /requests failed, more than 0 %/ },
];

/** One app on a stage, which every drill finds and leaves with sound releases in both colours. */
export class Drill {
  /** The colour that users have: what the stack file says next. */
  active: Color = "blue";
  private readonly releases: Record<Color, Release> = { blue: {}, green: {} };
  private versions = 1;

  private constructor(readonly stage: Stage) {}

  /** Deploys the app; resolves when users reach it. */
  static async begin(stage: Stage): Promise<Drill> {
    const drill = new Drill(stage);
    await stage.deploy(drill.file("blue"));
    stage.entrances = [{ url: await stage.loopback(`Service ${stage.namespace}/web`, 8080) }];
    return drill;
  }

  get idle(): Color {
    return this.active === "blue" ? "green" : "blue";
  }

  /** The stack file with this colour active. */
  file(active: string, releases: Partial<Record<Color, Release>> = {}, changes: object = {}): StageFile {
    const { namespace, image } = this.stage;
    return { apps: { web: appSection(namespace, image, active, { ...this.releases, ...releases }, changes) } };
  }

  /** A sound release on the idle colour. */
  async release(): Promise<Verdict> {
    const target = this.idle;
    this.releases[target] = { version: String(++this.versions) };
    return await this.verdict("none: a new release", `${target} live`, async (wrong) => {
      const update = await this.stage.update(this.file(target));
      if (update.exit !== 0) wrong.push(`the update failed: ${lastLines(update)}`);
      else this.active = target;
      return [update];
    });
  }

  /** The colour that was live before, as it was. */
  async rollback(): Promise<Verdict> {
    const target = this.idle;
    return await this.verdict("none: a return", `${target} live`, async (wrong) => {
      const update = await this.stage.update(this.file(target));
      if (update.exit !== 0) wrong.push(`the update failed: ${lastLines(update)}`);
      else this.active = target;
      return [update];
    });
  }

  /** A release with a fault on the idle colour: refused or taken back, for a reason that the person is told. */
  async badRelease({ fault, mode = "sound", reason }: (typeof badReleases)[number]): Promise<Verdict> {
    const target = this.idle;
    const digest = `docker.io/library/node@sha256:${"0".repeat(64)}`;
    const bad: Release = {
      version: String(++this.versions),
      mode,
      ...(/image/.test(fault) && { image: digest }),
    };
    const expected = `refused, or taken back; ${this.active} stays live`;
    return await this.verdict(fault, expected, async (wrong) => {
      const update = await this.stage.update(this.file(target, { [target]: bad }));
      if (update.exit === 0) wrong.push("the update succeeded");
      if (!reason.test(update.output)) wrong.push(`no word of ${reason.source}: ${lastLines(update)}`);
      if (!update.output.includes(`all traffic is on ${this.active}, as before`))
        wrong.push("no word of where the traffic is");
      const { live } = await this.stage.switchOutputs();
      if (live !== this.active) wrong.push(`the state says that ${String(live)} is live`);
      return [update];
    });
  }

  /** The engine, or its plugin alone, killed before a step; the next update ends the switch. */
  async killed(step: string, victim: Victim = "engine"): Promise<Verdict> {
    const { active: left, idle: target } = this;
    const changes = conditions[step] ?? {};
    // What has served needs nothing before its pods any more.
    if ("before" in changes) this.releases[target] = { version: String(++this.versions) };
    const file = this.file(target, {}, changes);
    const fault = `${victim === "engine" ? "`up`" : "the plugin"} killed before “${step}”`;
    // An engine that lives unlocks the stack itself.
    const cancel = victim === "engine" ? "the user runs `pulumi cancel`, and " : "";
    return await this.verdict(fault, `${cancel}the next up ends it; ${target} live`, async (wrong) => {
      const killed = await this.stage.updateKilled(file, step, victim);
      if (killed.exit === 0) wrong.push("the killed update succeeded");
      if (killed.locked !== (victim === "engine"))
        wrong.push(killed.locked ? "the engine left the stack locked" : "the engine lived on and unlocked the stack");
      wrong.push(...killed.remains.map((command) => `outlived the engine: ${command}`));
      const between = await this.stage.live();
      if (between !== (steps.indexOf(step) > steps.indexOf("route") ? target : left))
        wrong.push(`killed at another step: ${between} was live`);
      const next = await this.stage.update(file);
      if (next.exit !== 0 || /error:/.test(next.output)) wrong.push(`the next update failed: ${lastLines(next)}`);
      else this.active = target;
      const replicas = await this.stage.get("deployment", `web-${left}`, "{.spec.replicas}");
      if ("idle" in changes && replicas !== "0") wrong.push(`${left} is idle and has ${replicas} replicas`);
      return [killed, next];
    });
  }

  /** Runs something, and adds to what it found wrong what is wrong for users and with the traffic. */
  private async verdict(
    fault: string,
    expected: string,
    work: (wrong: string[]) => Promise<readonly Update[]>,
  ): Promise<Verdict> {
    const started = performance.now();
    const wrong: string[] = [];
    const updates = await work(wrong);
    const samples = updates.flatMap((update) => update.samples);
    for (const { failures } of updates) wrong.push(...failures.map((failure) => `users saw ${failure}`));
    const live = await this.stage.live();
    if (live !== this.active) wrong.push(`${live} is live`);
    return {
      fault,
      expected,
      wrong,
      requests: samples.length,
      failed: samples.filter(({ failure }) => failure !== undefined).length,
      seconds: (performance.now() - started) / 1000,
    };
  }
}

function lastLines({ output }: Update): string {
  return output.trim().split("\n").slice(-12).join("\n");
}
