import { rollbackText } from "../../../cli/status";
import type { Receipt } from "../../../lib/release/receipt";

const now = Date.UTC(2026, 10, 21, 12);
const hour = 3_600_000;
const image = (letter: string, name = "web") => `${name}@sha256:${letter.repeat(64)}`;
const receipt = (hours: number, from: string | null = "blue") =>
  ({ from, fromImage: image("a"), at: new Date(now - hours * hour).toISOString() }) as Receipt;
const onGreen = (blue = image("a")) => ({
  idle: "warm" as const,
  warmSeconds: null,
  active: "green",
  colors: { blue: { image: blue, revision: "1" }, green: { image: image("b"), revision: "2" } },
});

test.each([
  ["warm without a limit", null, receipt(1), "instant, to blue, until the next switch"],
  ["warm for four hours, one ago", 4 * 3600, receipt(1), "instant, to blue, for another 3 h"],
  ["warm for four hours, five ago", 4 * 3600, receipt(5), "to blue; its time is over, the next up scales it down"],
  ["never switched", null, receipt(1, null), "nothing to go back to"],
  ["no receipt", null, undefined, "nothing to go back to"],
] as const)("%s", (_, warmSeconds, last, expected) => {
  expect(rollbackText({ ...onGreen(), warmSeconds }, last, now)).toBe(expected);
});

test("scaled down", () => {
  expect(rollbackText({ ...onGreen(), idle: "scaled-down" }, receipt(1), now)).toBe("to blue, starts pods first");
});

test.each(["warm", "scaled-down"] as const)("%s, with another image by now", (idle) => {
  expect(rollbackText({ ...onGreen(image("c")), idle }, receipt(1), now)).toBe(
    "to blue, starts sha256:aaaaaaaaaaaa again first",
  );
});

test("warm, with another name of the same image", () => {
  expect(rollbackText(onGreen(image("a", "mirror/web:1.2")), receipt(1), now)).toMatch(/^instant, to blue/);
});
