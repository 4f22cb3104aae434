import { distance } from "fastest-levenshtein";

/** What somebody who wrote `word` may have meant, whatever the case; nothing when no candidate is near. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const far = (candidate: string) => distance(word.toLowerCase(), candidate.toLowerCase());
  const [candidate] = [...candidates].sort((one, other) => far(one) - far(other));
  if (candidate === undefined) return undefined;
  return far(candidate) <= Math.max(2, Math.ceil(word.length / 3)) ? candidate : undefined;
}
