import { tryRun } from "../../host/shell";

/**
 * A Docker daemon has the machine drop whatever it forwards, by way of a policy that no rule in another table can overrule.
 * Where that is so, packets between a sandbox's own nodes are let through; the sandbox's table still keeps others out.
 */
export async function allowForwarding(bridge: string): Promise<void> {
  const policy = await tryRun("iptables", "-S", "FORWARD");
  if (policy === undefined || !/^-P FORWARD DROP$/m.test(policy)) return;
  for (const rule of rules(bridge)) {
    if ((await tryRun("iptables", "-C", ...rule)) === undefined) await tryRun("iptables", "-I", ...rule);
  }
}

/** Takes back what let a bridge's traffic through a Docker daemon's policy. What is gone already is no error. */
export async function disallowForwarding(bridge: string): Promise<void> {
  const present = await tryRun("iptables", "-S", "FORWARD");
  if (!present?.includes(` ${bridge} `)) return;
  for (const rule of rules(bridge)) await tryRun("iptables", "-D", ...rule);
}

function rules(bridge: string): readonly (readonly string[])[] {
  return ["-i", "-o"].map((direction) => ["FORWARD", direction, bridge, "-j", "ACCEPT"]);
}
