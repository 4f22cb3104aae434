import { parseArgs } from "node:util";
import { readEventLog } from "../preview/engine-event";
import { priceReport } from "../preview/cost";
import { budgetBytes } from "../preview/markdown";
import { readPreview } from "../preview/read-preview";
import { formats, render } from "../preview/render";
import { makeReport } from "../preview/report";
import { eventLog, type Step } from "../test/unit/preview/events";
import { type Figure, report } from "./report";

/** How long a report of 2,000 changed resources takes, from the log's text to each format. In processor time. Run: npx tsx bench/preview.ts [--count 2000] [--json FILE] */
const { values } = parseArgs({ options: { count: { type: "string", default: "2000" }, json: { type: "string" } } });
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
report(
  "preview",
  [
    ...figures,
    { figure: `all of it, of ${count} changed resources`, value: total, unit: "ms", aim: 2000 },
    { figure: "comment", value: comment, unit: "bytes", aim: budgetBytes },
  ],
  values.json,
);
