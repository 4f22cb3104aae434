import { quantity, sameQuantity } from "../../../lib/quantity";

test.each<[unknown, number | undefined]>([
  ["250m", 0.25],
  ["1100m", 1.1],
  ["12345678n", 0.012345678],
  ["3u", 0.000003],
  ["2", 2],
  [2, 2],
  [".5", 0.5],
  ["1.", 1],
  ["64Mi", 67_108_864],
  ["1.5Gi", 1_610_612_736],
  ["2k", 2_000],
  ["1E", 1e18],
  ["1e3", 1_000],
  ["-1", -1],
  ["", undefined],
  ["Mi", undefined],
  ["1MiB", undefined],
  ["1K", undefined],
  ["1.2.3", undefined],
  ["half", undefined],
  [Number.NaN, undefined],
  [undefined, undefined],
])("%p is %p", (text, amount) => {
  expect(quantity(text)).toBe(amount);
});

test("amounts are one however they are written", () => {
  expect(sameQuantity("1", "1000m")).toBe(true);
  expect(sameQuantity("0.3", "300m")).toBe(true);
  expect(sameQuantity("1Gi", "1024Mi")).toBe(true);
  expect(sameQuantity("1G", "1Gi")).toBe(false);
  expect(sameQuantity("half", "half")).toBe(false);
});
