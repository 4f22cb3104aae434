import { quantile } from "../../../../lib/quantile";
import type {
  Aggregation,
  AggregationAligner,
  AggregationReducer,
  Point,
  TimeInterval,
  TimeSeries,
} from "../../definitions/monitoring-v3.types";
import { GoogleError, invalid } from "../../transport/errors";

/**
 * What `timeSeries.list` does with points: keeps those of the interval, makes one of each period, and of series that agree in the fields
 * they are grouped by one series. https://cloud.google.com/monitoring/api/v3/aggregation, read 2026-11.
 */
export function aggregate(
  series: readonly TimeSeries[],
  interval: TimeInterval | undefined,
  aggregation: Aggregation | undefined,
): TimeSeries[] {
  const end = interval?.endTime === undefined ? Date.now() : Date.parse(interval.endTime);
  const start = interval?.startTime === undefined ? end : Date.parse(interval.startTime);
  const within = series.flatMap((one): TimeSeries[] => {
    const points = (one.points ?? []).filter((point) => endOf(point) > start - 1 && endOf(point) <= end);
    return points.length > 0 ? [{ ...one, points }] : [];
  });
  const aligner = aggregation?.perSeriesAligner ?? "ALIGN_NONE";
  const reducer = aggregation?.crossSeriesReducer ?? "REDUCE_NONE";
  if (aligner === "ALIGN_NONE") {
    if (reducer !== "REDUCE_NONE")
      throw invalid("Field aggregation.perSeriesAligner must be set when aggregation.crossSeriesReducer is.");
    return within;
  }
  const seconds = Number(/^(\d+(?:\.\d+)?)s$/.exec(aggregation?.alignmentPeriod ?? "")?.[1] ?? Number.NaN);
  if (!(seconds >= 60))
    throw invalid(
      "Field aggregation.alignmentPeriod must be at least 60 seconds for an aligner other than ALIGN_NONE.",
    );
  const aligned = within.map((one) => align(one, aligner, seconds * 1000, start, end));
  return reducer === "REDUCE_NONE" ? aligned : reduce(aligned, reducer, aggregation?.groupByFields ?? []);
}

const endOf = ({ interval }: Point) => Date.parse(interval?.endTime ?? "");

const numberOf = ({ value }: Point) =>
  value?.doubleValue ??
  (value?.int64Value === undefined ? Number(value?.boolValue ?? false) : Number(value.int64Value));

/** One point for each period, counted back from the end; the newest first. */
function align(
  series: TimeSeries,
  aligner: AggregationAligner,
  period: number,
  start: number,
  end: number,
): TimeSeries {
  const points: Point[] = [];
  for (let until = end; until > start; until -= period) {
    const inside = (series.points ?? [])
      .filter((point) => endOf(point) > until - period && endOf(point) <= until)
      .sort((a, b) => endOf(a) - endOf(b));
    if (inside.length === 0) continue;
    const interval = { startTime: new Date(until - period).toISOString(), endTime: new Date(until).toISOString() };
    points.push({ interval, value: { doubleValue: alignedValue(inside.map(numberOf), aligner, period / 1000) } });
  }
  return { ...series, metricKind: "GAUGE", valueType: "DOUBLE", points };
}

function alignedValue(values: readonly number[], aligner: AggregationAligner, seconds: number): number {
  const sum = values.reduce((total, value) => total + value, 0);
  const percentile = /^ALIGN_PERCENTILE_(\d+)$/.exec(aligner)?.[1];
  if (percentile !== undefined) return quantile(values, Number(percentile) / 100);
  switch (aligner) {
    // What is written to the sandbox are amounts of their own intervals, so a delta is their sum.
    case "ALIGN_SUM":
    case "ALIGN_DELTA":
      return sum;
    case "ALIGN_RATE":
      return sum / seconds;
    case "ALIGN_NEXT_OLDER":
      return values.at(-1) ?? 0;
    default:
      return statistic(values, aligner.replace(/^ALIGN_/, ""), "aligner");
  }
}

function reduce(series: readonly TimeSeries[], reducer: AggregationReducer, groupBy: readonly string[]): TimeSeries[] {
  const groups = new Map<string, TimeSeries[]>();
  for (const one of series) {
    const key = JSON.stringify(groupBy.map((field) => fieldOf(one, field)));
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].map((group): TimeSeries => {
    const periods = [...new Set(group.flatMap(({ points = [] }) => points.map(endOf)))].sort((a, b) => b - a);
    const points = periods.map((at): Point => {
      const same = group.flatMap(({ points: own = [] }) => own.filter((point) => endOf(point) === at));
      const value = statistic(same.map(numberOf), reducer.replace(/^REDUCE_/, ""), "reducer");
      return { ...same[0], value: { doubleValue: value } };
    });
    const [first = {}] = group;
    return { ...first, metric: { type: first.metric?.type, labels: {} }, points };
  });
}

function fieldOf({ metric, resource }: TimeSeries, field: string): string | undefined {
  const [root, , ...label] = field.split(".");
  return (root === "metric" ? metric : resource)?.labels?.[label.join(".")];
}

function statistic(values: readonly number[], name: string, what: string): number {
  const sum = values.reduce((total, value) => total + value, 0);
  const mean = sum / values.length;
  switch (name) {
    case "SUM":
      return sum;
    case "MEAN":
      return mean;
    case "MIN":
      return Math.min(...values);
    case "MAX":
      return Math.max(...values);
    case "COUNT":
      return values.length;
    case "STDDEV":
      return Math.sqrt(values.reduce((total, value) => total + (value - mean) ** 2, 0) / values.length);
    default:
      throw new GoogleError("UNIMPLEMENTED", `The sandbox does not implement the ${what} ${name}.`);
  }
}
