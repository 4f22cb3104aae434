import { nameOf } from "../../lib/urn";
import type { StepMetadata } from "./engine-event";

/**
 * The engine gives new resources names with a random end, another one in each preview. They are written as `web-[random]`,
 * here and wherever another resource mentions them, so that two previews of the same change are the same text and have the same hash.
 */
export function generatedNames(steps: readonly StepMetadata[]): (text: string) => string {
  const names = new Map<string, string>();
  for (const { op, urn = "", new: next } of steps) {
    if (op !== "create" && op !== "create-replacement" && op !== "replace") continue;
    const logical = nameOf(urn);
    const metadata = next?.inputs?.["metadata"];
    const candidates = [next?.inputs?.["name"], (metadata as { name?: unknown } | undefined)?.name];
    for (const candidate of candidates) {
      if (typeof candidate === "string" && isGenerated(candidate, logical)) names.set(candidate, `${logical}-[random]`);
    }
  }
  if (names.size === 0) return (text) => text;
  const pattern = new RegExp(
    [...names.keys()].map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|"),
    "g",
  );
  return (text) => text.replace(pattern, (name) => names.get(name) ?? name);
}

/** Kubernetes names end in 8 hexadecimal digits, those of bridged providers in 7. */
function isGenerated(name: string, logical: string): boolean {
  return name.startsWith(`${logical}-`) && /^[0-9a-f]{7,8}$/.test(name.slice(logical.length + 1));
}
