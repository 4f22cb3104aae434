import type { CallContext, PropertyMap } from "../../lib/plugin";
import { plain, withLook } from "./connection";
import { desired, warmthOver } from "./member";
import { plan } from "./plan";
import { describeCheck, describeHook, switchSpec, type SwitchSpec } from "../../lib/release/spec";
import { anyAnswer, tolerate } from "../../lib/errors/expected";

/** What the preview says of a switch; nothing where the traffic stays. */
export function announcement(before: PropertyMap, after: PropertyMap): string | undefined {
  const from = before["active"];
  const to = after["active"];
  if (typeof from !== "string" || typeof to !== "string" || from === to) return undefined;
  return `traffic moves ${from} (${imageOf(before, from)}) → ${to} (${imageOf(after, to)})${hooksOf(after)}; verified first by: ${checksOf(after)}`;
}

function imageOf(inputs: PropertyMap, color: string): string {
  const colors = plain(inputs["colors"]) as Record<string, { image?: string }> | undefined;
  return colors?.[color]?.image?.replace(/^.*\/([^/]*)@(sha256:.{12}).*$/, "$1@$2") ?? "an image still to be built";
}

function checksOf(inputs: PropertyMap): string {
  const parsed = switchSpec.shape.verify.safeParse(plain(inputs["verify"]));
  return parsed.success && parsed.data.length > 0 ? parsed.data.map(describeCheck).join("; ") : "readiness only";
}

function hooksOf(inputs: PropertyMap): string {
  const parsed = switchSpec.shape.before.safeParse(plain(inputs["before"]));
  return parsed.success && parsed.data.length > 0
    ? `; before its pods: ${parsed.data.map(describeHook).join("; ")}`
    : "";
}

/**
 * Why there is something to do though no input changed: the route differs from what the inputs say, a colour has another size than the
 * program's, or the idle colour has been warm for as long as it should. A cluster that cannot be asked now is no reason.
 */
export async function unsettled(
  spec: SwitchSpec,
  lastSwitch: string | undefined,
  { log, signal }: Pick<CallContext, "log" | "signal">,
): Promise<string | undefined> {
  try {
    const observed = await withLook(spec, log, (port) => port.observe(signal));
    const { route, colors } = observed;
    if (route.unfinished !== undefined || route.weights[spec.active] !== 100)
      return `${spec.app}: the route does not lead where the state says: an earlier update was cut off, or another hand changed it`;
    if (!route.intact)
      return `${spec.app}: another hand changed the selector, the paths or the port of the route; they are put right`;
    const running = Object.entries(colors).filter(([color, { replicas }]) => color !== spec.active && replicas > 0);
    if (running.length > 0 && warmthOver(spec, lastSwitch, Date.now()))
      return `${running.map(([color]) => color).join(", ")} of ${spec.app} stayed warm for ${(spec.warmSeconds ?? 0) / 3600} h after the switch, as configured, and is scaled down now`;
    const foreign = Object.entries(colors).filter(([color, one]) => !route.weights[color] && one.foreign.length > 0);
    if (foreign.length > 0)
      return `${spec.app}: another hand changed ${foreign.map(([color, one]) => `${color} (${one.foreign.join(", ")})`).join("; ")}; it is put back to what the program states`;
    // How many an autoscaled colour has is its autoscaler's to say, unless it shall have none.
    const sized = plan(observed, desired({ spec, lastSwitch }, Date.now())).flatMap((step) => {
      if (step.kind === "release-autoscaler") return [step.color];
      return step.kind === "scale" && (spec.replicas !== null || step.replicas === 0) ? [step.color] : [];
    });
    if (sized.length > 0)
      return `${spec.app}: ${[...new Set(sized)].join(", ")} has another size than the program's: an update failed, or another hand changed it`;
    return undefined;
  } catch (error) {
    tolerate(error, anyAnswer);
    return undefined;
  }
}
