import { parseArgs } from "node:util";
import { readEventLog } from "../preview/events/engine-event";
import { priceReport } from "../preview/judgement/cost";
import { budgetBytes } from "../preview/formats/markdown";
import { readPreview } from "../preview/events/read-preview";
import { formats, render } from "../preview/formats/render";
import { makeReport } from "../preview/report";
import { eventLog, type Step } from "../sandbox/testing/engine-events";
import { EngineStack } from "../sandbox/testing/engine-stack";
import { type Figure, report, seconds } from "./report";
import { quantile } from "../lib/quantile";

/**
 * What a report costs: `npx tsx bench/preview.ts [--count 2000] [--runs 15] [--json FILE]`. From the text of a log of 2,000 changed
 * resources to each format, in processor time; and what the command takes longer than the engine's own preview, in turns.
 */
const { values } = parseArgs({
  options: {
    count: { type: "string", default: "2000" },
    runs: { type: "string", default: "15" },
    json: { type: "string" },
  },
});
const count = Number(values.count);
const template = (index: number) => ({
  metadata: { name: `app-${index}`, namespace: "shop", labels: { app: `app-${index}`, color: "blue" } },
  spec: {
    replicas: 3,
    selector: { matchLabels: { app: `app-${index}` } },
    template: {
      spec: {
        containers: Array.from({ length: 2 }, (_, number) => ({
          name: `c${number}`,
          image: `registry.example/app@sha256:${"0123456789abcdef".repeat(4)}`,
          env: Array.from({ length: 10 }, (_unused, env) => ({
            name: `SETTING_${env}`,
            value: `value ${index} ${env}`,
          })),
          resources: { requests: { cpu: "250m", memory: "256Mi" } },
        })),
      },
    },
  },
});
const steps = Array.from({ length: count }, (_, index): Step => {
  const next = template(index);
  const common = { type: "kubernetes:apps/v1:Deployment", name: `app-${index}`, next };
  if (index % 4 === 0) return { ...common, op: "create" };
  const old = { ...next, spec: { ...next.spec, replicas: 2 } };
  if (index % 4 === 1) return { ...common, op: "delete", old };
  return { ...common, op: "update", old, diff: { "spec.replicas": "update" } };
});
const log = eventLog(steps);

const figures: Figure[] = [];
function measure<T>(what: string, work: () => T, size: (result: T) => string = () => ""): T {
  // Processor time: the report is one thread's work, and a busy machine must not make it look slower than it is.
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  figures.push({ figure: `${what}${size(result)}`, value: (user + system) / 1000, unit: "ms", aim: undefined });
  return result;
}
const bytes = (text: string) => `, ${Buffer.byteLength(text)} bytes`;
const preview = measure(`read a log of ${(log.length / 1e6).toFixed(1)} MB`, () =>
  readPreview(readEventLog(log), { project: "shop", stack: "prod" }),
);
const judged = measure("judge and price it", () => makeReport(preview, { cost: priceReport(preview, undefined) }));
for (const format of formats) measure(format, () => render(judged, format), bytes);

const total = figures.reduce((sum, { value }) => sum + value, 0);
const comment = Buffer.byteLength(render(judged, "markdown"));
figures.push(
  { figure: `all of it, of ${count} changed resources`, value: total, unit: "ms", aim: 2000 },
  { figure: "comment", value: comment, unit: "bytes", aim: budgetBytes },
);

/** As many resources as the main example has. */
const ofExample = 60;

/** The command beside the engine on the same program, one after the other, so that a busy machine slows both. */
async function addedToEngine(runs: number): Promise<readonly Figure[]> {
  const stack = await EngineStack.make();
  try {
    stack.program(
      Array.from({ length: ofExample }, (_, index) => ({
        type: "kubernetes:apps/v1:Deployment",
        name: `app-${index}`,
        props: template(index),
      })),
    );
    const own: number[] = [];
    const engine: number[] = [];
    for (let run = 0; run < runs; run++) {
      engine.push(await seconds(() => stack.pulumi("preview", "--diff", "--color", "never")));
      own.push(await seconds(() => stack.command("preview", "--no-policies", "--format", "markdown")));
    }
    const added = own.map((took, run) => took - (engine[run] ?? NaN));
    return [
      {
        figure: `the engine's preview of ${ofExample} resources`,
        value: quantile(engine, 0.5),
        unit: "s",
        aim: undefined,
      },
      { figure: "the report adds", value: quantile(added, 0.5), unit: "s", aim: 0.5 },
    ];
  } finally {
    stack.remove();
  }
}

addedToEngine(Number(values.runs)).then(
  (added) => report("preview", [...figures, ...added], values.json),
  (error: unknown) => {
    process.exitCode = 1;
    console.error(error);
  },
);
