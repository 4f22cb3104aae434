import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg, totalmem } from "node:os";
import { dirname } from "node:path";

/** One row of a benchmark's table: figures by column. */
export type Row = Readonly<Record<string, string | number | null>>;

/** Prints a benchmark as a table, and as JSON with what machine it ran on into a file or after the table. */
export function report(benchmark: string, rows: readonly Row[], file: string | undefined): void {
  console.table(rows);
  const json = `${JSON.stringify({ benchmark, machine: machine(), rows }, undefined, 2)}\n`;
  if (file === undefined) {
    process.stdout.write(json);
    return;
  }
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, json);
}

/** Rounds to one digit behind the point. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** The value below which `share` of the numbers are; NaN of none. */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
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
