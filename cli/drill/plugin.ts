import { serve } from "../../provider/serve";
import type { BeforeStep } from "../../provider/traffic-switch/transaction";

/** Steps of the wanted kind that this process has come to. */
let comeTo = 0;

/**
 * Ends the engine and this process before a step of that kind, of any app or of the one that is named, the first or the nth one (`route`,
 * `route:api`, `scale#2`). `GKE_BLUEGREEN_DRILL_KILL=plugin` spares the engine.
 */
const killAtStep: BeforeStep = ({ kind }, app) => {
  const [wanted, occurrence = "1"] = (process.env["GKE_BLUEGREEN_DRILL_KILL_BEFORE"] ?? "").split("#");
  if (wanted !== kind && wanted !== `${kind}:${app}`) return;
  if (++comeTo !== Number(occurrence)) return;
  // The engine first: this process can do nothing after its own end. The launcher becomes the plugin, so that the parent is the engine.
  if (process.env["GKE_BLUEGREEN_DRILL_KILL"] !== "plugin") process.kill(process.ppid, "SIGKILL");
  process.kill(process.pid, "SIGKILL");
};

/** The product's plugin, as the drill and the fault tests run it: how they show that the next update goes on. */
void serve({ beforeStep: killAtStep });
