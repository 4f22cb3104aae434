import { EventLog } from "../../lib/engine/event-log";
import { startEngine } from "../../lib/engine/process";
import { ENGINE_EXPECTED } from "../../lib/engine/version";
import { UserError } from "../../lib/errors/user-error";

/** A run of the engine whose events are wanted. */
export interface EngineRun {
  /** `preview`, `refresh` or `up`, with the arguments of that command. */
  readonly command: readonly string[];
  readonly cwd: string;
  /** The engine's own output, as it comes. @default – kept for error messages only */
  readonly onOutput?: (text: string) => void;
  /** Runs after the engine has started; for watching the log. */
  readonly onStart?: (log: EventLog, interrupt: () => void) => () => void;
}

/** How a run of the engine ended. */
export interface EngineResult {
  readonly exitCode: number;
  /** Somebody asked for an end: Ctrl-C, or a signal from CI. */
  readonly cancelled: boolean;
  readonly eventLog: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly milliseconds: number;
}

/** Enough for any error message; a preview of thousands of resources prints megabytes. */
const keptOutput = 256 * 1024;

/** Runs one command of the engine on the PATH and answers its event log. */
export async function runEngine(run: EngineRun): Promise<EngineResult> {
  const eventLog = new EventLog();
  /** What is undone whatever comes of it: an error here must leave no handler behind in a process that goes on. */
  const ends: (() => void)[] = [];
  const started = Date.now();
  try {
    const [name = "preview", ...args] = run.command;
    const flags = ["--color", "never", "--non-interactive"];
    const { child, ended } = startEngine([name, ...flags, ...args], {
      cwd: run.cwd,
      environment: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "1" },
      stdio: ["ignore", "pipe", "pipe"],
      eventLog,
    });
    let cancelled = false;
    const interrupt = (signal: NodeJS.Signals) => {
      // A terminal sends Ctrl-C to the engine too; from anybody else it has to be passed on. Twice would be "kill".
      if (!cancelled && !(signal === "SIGINT" && process.stdin.isTTY)) child.kill("SIGINT");
      cancelled = true;
    };
    process.on("SIGINT", interrupt).on("SIGTERM", interrupt);
    ends.push(() => process.off("SIGINT", interrupt).off("SIGTERM", interrupt));
    const output = { stdout: "", stderr: "" };
    for (const stream of ["stdout", "stderr"] as const) {
      child[stream]?.setEncoding("utf8").on("data", (text: string) => {
        output[stream] = (output[stream] + text).slice(-keptOutput);
        run.onOutput?.(text);
      });
    }
    const stopWatching = run.onStart?.(eventLog, () => child.kill("SIGINT"));
    if (stopWatching) ends.push(stopWatching);
    const { code, signal } = await ended;
    if (signal === "SIGINT" || signal === "SIGTERM") cancelled = true;
    return {
      exitCode: code ?? 130,
      cancelled,
      eventLog: eventLog.text(),
      ...output,
      milliseconds: Date.now() - started,
    };
  } finally {
    for (const end of ends.reverse()) end();
    eventLog.close();
  }
}

/** Failures that are the caller's to mend, told before a report is made: there is nothing to report on. */
const mistakes: readonly {
  readonly pattern: RegExp;
  readonly mistake: (match: RegExpExecArray) => ConstructorParameters<typeof UserError>[0];
}[] = [
  {
    pattern: /no stack named '([^']*)' found/,
    mistake: ([, stack]) => ({
      setting: "--stack",
      got: `${stack}, which is not in this backend`,
      expected: "the name of a stack",
      fix: "pulumi stack ls",
    }),
  },
  {
    pattern: /no stack selected|--stack.*not given|please pass .*--stack/i,
    mistake: () => ({
      setting: "--stack",
      got: "nothing, and no stack is selected",
      expected: "the name of a stack",
      fix: "Add --stack NAME, or run `pulumi stack select NAME`",
    }),
  },
  {
    pattern: /no Pulumi\.yaml project file found/,
    mistake: () => ({
      setting: "current folder",
      got: "no Pulumi.yaml here or above",
      expected: "the folder of a Pulumi project",
      fix: "cd into the project, or add --cwd FOLDER",
    }),
  },
  {
    pattern: /PULUMI_ACCESS_TOKEN must be set|login.*required|not logged in/i,
    mistake: () => ({
      setting: "Pulumi backend",
      got: "no login",
      expected: "a backend that this process may use",
      fix: "pulumi login gs://BUCKET, or set PULUMI_BACKEND_URL",
    }),
  },
  {
    pattern: /passphrase must be set|incorrect passphrase/,
    mistake: () => ({
      setting: "PULUMI_CONFIG_PASSPHRASE",
      got: "no passphrase, or a wrong one",
      expected: "the stack's passphrase",
      fix: "Set PULUMI_CONFIG_PASSPHRASE_FILE",
    }),
  },
  {
    pattern: /unknown flag: --event-log/,
    mistake: () => ({
      setting: "pulumi",
      got: "an engine without --event-log",
      expected: ENGINE_EXPECTED,
      fix: "Update Pulumi",
    }),
  },
];

/** The user's mistake behind a failed run, if it is one. */
export function mistakeIn({ exitCode, stderr, stdout, eventLog }: EngineResult): UserError | undefined {
  if (exitCode === 0 || eventLog.includes('"resourcePreEvent"')) return undefined;
  for (const { pattern, mistake } of mistakes) {
    const match = pattern.exec(stderr) ?? pattern.exec(stdout);
    if (match) return new UserError(mistake(match));
  }
  return undefined;
}
