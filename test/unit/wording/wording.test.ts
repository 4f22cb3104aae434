import { counted, durationText, percentText, shortDigest, shortReference } from "../../../lib/wording";

const digest = `sha256:${"0123456789abcdef".repeat(4)}`;

test("numbers have their plural", () => {
  expect([0, 1, 2].map((number) => counted(number, "update"))).toEqual(["0 updates", "1 update", "2 updates"]);
  expect(counted(2, "advisory", "advisories")).toBe("2 advisories");
});

test.each([
  [0, "0 s"], [45, "45 s"], [90, "1 min 30 s"], [1200, "20 min"], [3600, "1 h"], [5400, "1 h 30 min"], [86_400, "24 h"], [172_800, "2 d"], [200_000, "2 d 7 h"],
] as const)("%d seconds", (seconds, text) => {
  expect(durationText(seconds)).toBe(text);
}); // prettier-ignore

test("shares are whole where they are", () => {
  expect([0.07, 0.1, 1 / 3].map(percentText)).toEqual(["7 %", "10 %", "33.3333 %"]);
});

test("a digest is shortened, and what is none is left alone", () => {
  expect(shortDigest(`eu.pkg.dev/p/r/web@${digest}`)).toBe("sha256:0123456789ab");
  expect(shortReference(`eu.pkg.dev/p/r/web@${digest}`)).toBe("web@sha256:0123456789ab");
  expect(shortDigest("(unknown until apply)")).toBe("(unknown until apply)");
  expect(shortReference("web:blue")).toBe("web:blue");
});
