import { type Figure, quantile } from "../report";

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

/** A release that fails its users, tried once. */
export interface BadRelease {
  readonly contender: string;
  readonly path: string;
  readonly outcome: "refused" | "released";
  readonly requests: number;
  readonly failed: number;
}

/** What was promised of this project's switch, and beside it the same of the others, of whom nothing was promised. */
export function figures(rows: readonly Row[], bad: readonly BadRelease[]): readonly Figure[] {
  const ours = rows.filter(isOurs);
  const warm = ours.filter(({ contender }) => contender.endsWith("warm"));
  const others = [...new Set(rows.filter((row) => !isOurs(row)).map(({ contender }) => contender))];
  return [
    lost(ours, "this project", 0),
    oldAnswers(warm, "this project", 300),
    {
      figure: "this project: `pulumi up` that only switches, or goes back, p50",
      value: quantile(commands(warm), 0.5),
      unit: "s",
      aim: 5,
    },
    {
      figure: "this project: left running in the cluster",
      value: Math.max(...ours.map(({ memory }) => memory)),
      unit: "MiB",
      aim: 0,
    },
    ...others.flatMap((name): Figure[] => {
      const theirs = rows.filter(({ contender }) => contender === name);
      return [
        lost(theirs, name, undefined),
        oldAnswers(theirs, name, undefined),
        { figure: `${name}: the command, p50`, value: quantile(commands(theirs), 0.5), unit: "s", aim: undefined },
        {
          figure: `${name}: left running in the cluster`,
          value: Math.max(...theirs.map(({ memory }) => memory)),
          unit: "MiB",
          aim: undefined,
        },
      ];
    }),
    ...bad.map(({ contender, path, outcome, requests, failed }) => ({
      figure: `${contender}, ${path}: failed of ${requests} requests around a release that answers 500 (${outcome})`,
      value: failed,
      unit: "",
      aim: isOurs({ contender }) ? 0 : undefined,
    })),
  ];
}

const isOurs = ({ contender }: Pick<Row, "contender">) => contender.startsWith("gke-bluegreen");
const commands = (rows: readonly Row[]) => rows.flatMap(({ command }) => command);

function lost(rows: readonly Row[], name: string, aim: number | undefined): Figure {
  const sum = (key: "requests" | "failed") => rows.reduce((total, row) => total + row[key], 0);
  const switches = commands(rows).length;
  return {
    figure: `${name}: failed of ${sum("requests")} requests in ${switches} switches`,
    value: sum("failed"),
    unit: "",
    aim,
  };
}

function oldAnswers(rows: readonly Row[], name: string, aim: number | undefined): Figure {
  const fresh = rows.filter(({ path, connections }) => path === "L4" && connections === "new");
  return {
    figure: `${name}: route changed to the old colour's last answer, L4, new connections, p99`,
    value: quantile(
      fresh.flatMap(({ silence }) => silence),
      0.99,
    ),
    unit: "ms",
    aim,
  };
}
