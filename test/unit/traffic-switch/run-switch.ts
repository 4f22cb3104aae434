import type { SwitchSpec } from "../../../lib/release/spec";
import type { ClusterPort } from "../../../provider/traffic-switch/cluster-port";
import { type BeforeStep, type Outcome, runTogether } from "../../../provider/traffic-switch/transaction";

/** A transaction of one app. */
export async function runSwitch(
  port: ClusterPort,
  spec: SwitchSpec,
  say: (line: string) => void,
  signal: AbortSignal,
  beforeStep?: BeforeStep,
  lastSwitch?: string,
): Promise<Outcome> {
  const [outcome] = await runTogether([{ port, spec, lastSwitch }], (_, line) => say(line), signal, beforeStep);
  if (!outcome) throw new Error("a switch has an outcome");
  return outcome;
}
