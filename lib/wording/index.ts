/** How this project words numbers, times and digests for people: one way each. */

/** `1 update`, `2 updates`; `many` where an s does not make the plural. */
export function counted(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** `45 s`, `20 min`, `1 h 30 min`, `2 d`: as exact as matters at that length. */
export function durationText(seconds: number): string {
  const whole = Math.floor(seconds);
  const minutes = Math.floor(whole / 60);
  if (minutes < 1) return `${whole} s`;
  if (minutes < 60) return whole % 60 === 0 || minutes >= 10 ? `${minutes} min` : `${minutes} min ${whole % 60} s`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return hours % 24 === 0 ? `${hours / 24} d` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** `7 %` of 0.07: without what binary fractions add. */
export function percentText(share: number): string {
  return `${Number((share * 100).toPrecision(6))} %`;
}

const SHOWN = 12;

/** A digest, or the digest of a reference, as far as it tells images apart: `sha256:` and 12 digits. Anything else is as it was. */
export function shortDigest(reference: string): string {
  return /sha256:[0-9a-f]{64}$/.exec(reference)?.[0].slice(0, "sha256:".length + SHOWN) ?? reference;
}

/** `web@sha256:0123456789ab` of a whole reference: the name without its registry. */
export function shortReference(reference: string): string {
  const [name = "", digest] = reference.split("@");
  return digest === undefined ? reference : `${name.split("/").at(-1)}@${shortDigest(digest)}`;
}
