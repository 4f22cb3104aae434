import { must } from "./cluster-port";
import { type Running, type Say, shareOf } from "./member";
import { describeCheck, type SwitchSpec } from "../../lib/release/spec";

/** Milliseconds between two requests of the analysis. */
const PROBE_EVERY = 100;
/** Milliseconds that an analysis waits for an API server that does not answer, over its own time. */
const DEAF = 60_000;

/** Watches live traffic for the configured time, and asks the queries at its end; fails where too much of it fails. */
export async function analyse(member: Running, color: string, say: Say, signal: AbortSignal): Promise<void> {
  const { port, spec, tally } = member;
  const { seconds, maxErrorRate, queries } = spec.analysis;
  if (seconds > 0) {
    const { sent, failed, last } = await watch(member, color, spec.analysis, signal);
    tally.sent += sent;
    tally.failed += failed;
    say(`analysis: ${failed} of ${sent} requests failed`);
    if (failed / sent > maxErrorRate)
      throw new Error(`${failed} of ${sent} requests failed, more than ${maxErrorRate * 100} % (last: ${last})`);
  }
  for (const query of queries) {
    const seen = must(describeCheck(query), await port.check(color, query, signal));
    say(`analysis: ${describeCheck(query)} (${seen})`);
  }
}

async function watch(
  member: Running,
  color: string,
  { seconds, maxErrorRate, path }: SwitchSpec["analysis"],
  signal: AbortSignal,
) {
  const { port } = member;
  const share = shareOf(member, color);
  const most = Math.ceil((seconds * 1000) / PROBE_EVERY);
  let end = port.now() + seconds * 1000;
  const latest = end + DEAF;
  let sent = 0;
  let failed = 0;
  let last = "";
  while (port.now() < end) {
    const asked = port.now();
    const { verdict, seen } = await port.probe(color, share, path, signal);
    if (verdict !== "unheard") sent++;
    if (verdict !== "answered") last = seen;
    if (verdict === "failed") failed++;
    // What cannot come under the budget any more need not be watched to the end.
    if (failed / Math.max(most, sent) > maxErrorRate) break;
    await port.wait(PROBE_EVERY, signal);
    // Time in which nothing could be heard is not time that was watched.
    if (verdict === "unheard") end = Math.min(latest, end + port.now() - asked);
  }
  if (sent === 0) throw new Error(`the API server let nothing through for ${DEAF / 1000} s (last: ${last})`);
  return { sent, failed, last };
}
