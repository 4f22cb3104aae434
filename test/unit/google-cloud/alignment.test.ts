import type { Aggregation, TimeSeries } from "../../../sandbox/google-cloud/definitions/monitoring-v3.types";
import { aggregate } from "../../../sandbox/google-cloud/services/monitoring/alignment";

const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString();

function series(pod: string, ...points: readonly (readonly [second: number, value: number])[]): TimeSeries {
  return {
    metric: { type: "custom.googleapis.com/errors", labels: { pod } },
    resource: { type: "global" },
    points: points.map(([second, doubleValue]) => ({ interval: { endTime: at(second) }, value: { doubleValue } })),
  };
}

const all = [series("a", [10, 1], [70, 2], [110, 4]), series("b", [80, 10])];
const values = (aggregation: Aggregation) =>
  aggregate(all, { startTime: at(0), endTime: at(120) }, aggregation).map(({ points = [] }) =>
    points.map(({ value }) => value?.doubleValue),
  );

test.each([
  ["ALIGN_SUM", [[6, 1], [10]]],
  ["ALIGN_RATE", [[6 / 60, 1 / 60], [10 / 60]]],
  ["ALIGN_MEAN", [[3, 1], [10]]],
  ["ALIGN_NEXT_OLDER", [[4, 1], [10]]],
  ["ALIGN_PERCENTILE_99", [[4, 1], [10]]],
] as const)("%s makes one point of each period, the newest first", (perSeriesAligner, expected) => {
  expect(values({ alignmentPeriod: "60s", perSeriesAligner })).toEqual(expected);
});

test("a reducer makes one series of all, and of those that agree in a label", () => {
  const sums = { alignmentPeriod: "120s", perSeriesAligner: "ALIGN_SUM", crossSeriesReducer: "REDUCE_SUM" } as const;
  expect(values(sums)).toEqual([[17]]);
  expect(values({ ...sums, groupByFields: ["metric.labels.pod"] })).toEqual([[7], [10]]);
});

test("points outside of the interval are left out, and series without any", () => {
  expect(aggregate(all, { startTime: at(100), endTime: at(120) }, undefined)).toEqual([series("a", [110, 4])]);
});

test("fails for a period under a minute, and for a reducer without an aligner", () => {
  expect(() => values({ alignmentPeriod: "30s", perSeriesAligner: "ALIGN_SUM" })).toThrow(/at least 60 seconds/);
  expect(() => values({ crossSeriesReducer: "REDUCE_SUM" })).toThrow(/perSeriesAligner must be set/);
});
