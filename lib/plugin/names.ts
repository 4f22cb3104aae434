import { createHash, randomBytes } from "node:crypto";

/** Characters of a generated name's random part. */
const suffixLength = 8;

/**
 * `prefix` and eight hexadecimal characters that are a function of the engine's seed, so that a plan and its execution
 * choose the same name. The function is the one Go plugins use today (the Go library's ChaCha8 generator, keyed by the
 * SHA-256 of the seed), so a resource gets the very name that the official plugin would have given it.
 */
export function uniqueName(seed: Uint8Array, prefix: string): string {
  const key = createHash("sha256")
    .update(seed.length > 0 ? seed : randomBytes(32))
    .digest();
  // The generator runs four blocks side by side and gives out their words interleaved, two words to a number; the last
  // four bits of each number choose a character. Eight numbers need only the first four words of blocks 0 and 2.
  const blocks = [firstWords(key, 0), firstWords(key, 2)];
  let suffix = "";
  for (let index = 0; index < suffixLength; index++) {
    suffix += ((blocks[index % 2]?.[index >> 1] ?? 0) & 15).toString(16);
  }
  return prefix + suffix;
}

/** The first four words of a ChaCha block after eight rounds, with an all-zero nonce. The generator adds nothing to them. */
function firstWords(key: Buffer, counter: number): Uint32Array {
  const state = new Uint32Array(16);
  state.set([0x61707865, 0x3320646e, 0x79622d32, 0x6b206574]);
  for (let word = 0; word < 8; word++) state[4 + word] = key.readUInt32LE(word * 4);
  state[12] = counter;
  const at = (index: number): number => state[index] ?? 0;
  const mix = (target: number, source: number, rotated: number, by: number): void => {
    state[target] = at(target) + at(source);
    const value = at(rotated) ^ at(target);
    state[rotated] = (value << by) | (value >>> (32 - by));
  };
  const quarter = (a: number, b: number, c: number, d: number): void => {
    mix(a, b, d, 16);
    mix(c, d, b, 12);
    mix(a, b, d, 8);
    mix(c, d, b, 7);
  };
  for (let round = 0; round < 8; round += 2) {
    for (let column = 0; column < 4; column++) quarter(column, column + 4, column + 8, column + 12);
    for (let row = 0; row < 4; row++) quarter(row, ((row + 1) % 4) + 4, ((row + 2) % 4) + 8, ((row + 3) % 4) + 12);
  }
  return state.subarray(0, 4);
}
