import { type Figure } from "../report";
import { quantile } from "../../lib/quantile";

/** One contender under one load. */
export interface Row {
  readonly contender: string;
  readonly path: string;
  readonly connections: string;
  readonly rate: number;
  readonly requests: number;
  readonly failed: number;
  /** Milliseconds from the change of the route to the old colour's last answer, of each switch. */
  readonly silence: readonly number[];
  /** Seconds of the whole command, of each switch. */
  readonly command: readonly number[];
  /** 99 of 100 answers came within these milliseconds. */
  readonly answerP99: number;
  /** MiB of what runs for it between switches. */
  readonly memory: number;
}

/** One contender's switches without any request beside them. */
export interface Quiet {
  readonly contender: string;
  readonly path: string;
  /** Seconds of the whole command, of each switch. */
  readonly command: readonly number[];
}

/** A release that fails its users, tried once. */
export interface BadRelease {
  readonly contender: string;
  readonly path: string;
  readonly outcome: "refused" | "released";
  readonly requests: number;
  readonly failed: number;
}

/** What was promised of this project's switch, and beside it the same of the others, of whom nothing was promised. */
export function figures(rows: readonly Row[], quiet: readonly Quiet[], bad: readonly BadRelease[]): readonly Figure[] {
  const ours = rows.filter(isOurs);
  const isWarm = ({ contender }: Pick<Row, "contender">) => contender.endsWith("warm");
  const others = [...new Set(rows.filter((row) => !isOurs(row)).map(({ contender }) => contender))];
  const none = { failed: undefined, old: undefined, command: undefined, memory: undefined };
  return [
    ...compared("this project", COMMAND, ours, ours.filter(isWarm), quiet.filter(isOurs).filter(isWarm), promised),
    ...others.flatMap((name) => {
      const theirs = rows.filter(({ contender }) => contender === name);
      const alone = quiet.filter(({ contender }) => contender === name);
      return compared(name, "the command", theirs, theirs, alone, none);
    }),
    ...bad.map(({ contender, path, outcome, requests, failed }) => ({
      figure: `${contender}, ${path}: failed of ${requests} requests around a release that answers 500 (${outcome})`,
      value: failed,
      unit: "",
      aim: isOurs({ contender }) ? promised.failed : undefined,
    })),
  ];
}

const COMMAND = "`pulumi up` that only switches, or goes back";
const promised = { failed: 0, old: 300, command: 5, memory: 0 };
type Aims = { readonly [Key in keyof typeof promised]: number | undefined };

/**
 * @param timed the rows of switches alone, without starts and ends of pods
 * @param quiet the same without requests, which take the processors of a small machine
 */
function compared(
  name: string,
  command: string,
  rows: readonly Row[],
  timed: readonly Row[],
  quiet: readonly Quiet[],
  aims: Aims,
): readonly Figure[] {
  const sum = (some: readonly Row[], key: "requests" | "failed") => some.reduce((total, row) => total + row[key], 0);
  const commands = (some: readonly Pick<Row, "command">[]) => some.flatMap((row) => row.command);
  const fresh = timed.filter(({ path, connections }) => path === "L4" && connections === "new");
  const rates = [...new Set(fresh.map(({ rate }) => rate))];
  const memory = Math.max(...rows.map((row) => row.memory));
  const layers = [...new Set(rows.map(({ path, rate }) => `${path}, ${rate}/s`))].sort();
  const old = "route changed to the old colour's last answer, L4, new connections";
  return [
    ...layers.map((layer) => {
      const some = rows.filter(({ path, rate }) => `${path}, ${rate}/s` === layer);
      const of = `${sum(some, "requests")} requests in ${commands(some).length} switches`;
      return { figure: `${name}, ${layer}: failed of ${of}`, value: sum(some, "failed"), unit: "", aim: aims.failed };
    }),
    ...rates.map((rate) => {
      const silence = fresh.filter((row) => row.rate === rate).flatMap((row) => row.silence);
      return { figure: `${name}: ${old}, ${rate}/s, p99`, value: quantile(silence, 0.99), unit: "ms", aim: aims.old };
    }),
    { figure: `${name}: ${command}, p50`, value: quantile(commands(quiet), 0.5), unit: "s", aim: aims.command },
    ...[...new Set(timed.map(({ rate }) => rate))].map((rate) => {
      const beside = commands(timed.filter((row) => row.rate === rate));
      const figure = `${name}: ${command}, beside ${rate} requests/s, p50`;
      return { figure, value: quantile(beside, 0.5), unit: "s", aim: aims.command };
    }),
    { figure: `${name}: left running in the cluster`, value: memory, unit: "MiB", aim: aims.memory },
  ];
}

const isOurs = ({ contender }: Pick<Row, "contender">) => contender.startsWith("gke-bluegreen");
