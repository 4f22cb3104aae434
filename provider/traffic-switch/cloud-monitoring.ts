import { GoogleClient, GoogleError } from "../../lib/google";
import type { ProbeResult } from "./cluster-port";
import type { Query } from "../../lib/release/spec";

type CloudMonitoring = Extract<Query, { cloudMonitoring: unknown }>["cloudMonitoring"];

interface TimeSeriesPage {
  readonly timeSeries?: readonly {
    readonly metric?: { readonly labels?: Readonly<Record<string, string>> };
    readonly points?: readonly {
      readonly value?: { readonly doubleValue?: number; readonly int64Value?: string; readonly boolValue?: boolean };
    }[];
  }[];
  readonly nextPageToken?: string;
}

/**
 * Asks Cloud Monitoring for the last window as one number a series, by `timeSeries.list` with an aligner (its query language MQL is
 * retired). The worst series is judged.
 */
export async function cloudMonitoring(wanted: CloudMonitoring, signal: AbortSignal): Promise<ProbeResult> {
  const { project, filter, aligner, reducer, windowSeconds, max, noData } = wanted;
  const client = new GoogleClient();
  const end = Date.now();
  const query = {
    filter,
    view: "FULL",
    "interval.startTime": new Date(end - windowSeconds * 1000).toISOString(),
    "interval.endTime": new Date(end).toISOString(),
    "aggregation.alignmentPeriod": `${windowSeconds}s`,
    "aggregation.perSeriesAligner": aligner,
    "aggregation.crossSeriesReducer": reducer,
  };
  const values: number[] = [];
  try {
    for (let pageToken: string | undefined = ""; pageToken !== undefined;) {
      const page: TimeSeriesPage = await client.json<TimeSeriesPage>(
        "monitoring",
        `v3/projects/${project}/timeSeries`,
        {
          query: pageToken === "" ? query : { ...query, pageToken },
          signal,
        },
      );
      // The newest point is the first; an alignment that straddles the window has a second, older one.
      for (const { points = [] } of page.timeSeries ?? []) if (points[0]) values.push(numberOf(points[0].value ?? {}));
      pageToken = page.nextPageToken || undefined;
    }
  } catch (error) {
    if (!(error instanceof GoogleError)) throw error;
    return { ok: false, seen: `Cloud Monitoring: ${error.message}` };
  }
  if (values.length === 0) return { ok: noData === "pass", seen: `no data in the last ${windowSeconds} s` };
  const worst = Math.max(...values);
  return { ok: worst <= max, seen: `${worst} of ${values.length} series` };
}

function numberOf({ doubleValue, int64Value, boolValue }: NonNullable<PointValue>): number {
  if (doubleValue !== undefined) return doubleValue;
  if (int64Value !== undefined) return Number(int64Value);
  return boolValue === true ? 1 : 0;
}

type PointValue = NonNullable<NonNullable<TimeSeriesPage["timeSeries"]>[number]["points"]>[number]["value"];
