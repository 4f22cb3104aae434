import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg, totalmem } from "node:os";
import { dirname } from "node:path";

/** One number of a benchmark. */
export interface Figure {
  readonly figure: string;
  readonly value: number;
  readonly unit: string;
  /** The most that we want, or `undefined` where the number is only to be known. */
  readonly aim: number | undefined;
}

/** What a benchmark leaves in its file. */
export interface Report {
  readonly benchmark: string;
  readonly machine: ReturnType<typeof machine>;
  readonly figures: readonly Figure[];
  /** What the figures were made from. */
  readonly details: readonly unknown[];
}

/** Prints a benchmark's figures as a table, and all of it as JSON into a file or after the table. */
export function report(
  benchmark: string,
  figures: readonly Figure[],
  file: string | undefined,
  details: readonly unknown[] = [],
): void {
  console.table(Object.fromEntries(figures.map((figure) => [figure.figure, columns(figure)])));
  const whole: Report = { benchmark, machine: machine(), figures, details };
  const json = `${JSON.stringify(whole, undefined, 2)}\n`;
  if (file === undefined) {
    process.stdout.write(json);
    return;
  }
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, json);
}

/** A figure as a table shows it. */
export function columns({ value, unit, aim }: Figure) {
  return {
    value: round(value),
    unit,
    aim: aim === undefined ? "" : `≤ ${aim}`,
    met: aim === undefined ? "" : value <= aim ? "yes" : "no",
  };
}

/** Rounds to two digits behind the point where the number is small, to one where it is not. */
export function round(value: number): number {
  const digits = Math.abs(value) < 10 ? 100 : 10;
  return Math.round(value * digits) / digits;
}

/** Seconds that a piece of work takes. */
export async function seconds(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

function machine() {
  return {
    cpus: availableParallelism(),
    model: cpus()[0]?.model ?? "unknown",
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    loadAtEnd: round(loadavg()[0] ?? NaN),
    node: process.version,
    date: new Date().toISOString(),
  };
}
