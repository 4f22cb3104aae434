import { rollbackText } from "../../../cli/status";
import type { Receipt } from "../../../provider/traffic-switch/transaction";

const now = Date.UTC(2026, 10, 21, 12);
const hour = 3_600_000;
const receipt = (hours: number, from: string | null = "blue") =>
  ({ from, at: new Date(now - hours * hour).toISOString() }) as Receipt;

test.each([
  ["warm without a limit", null, receipt(1), "instant, to blue, until the next switch"],
  ["warm for four hours, one ago", 4 * 3600, receipt(1), "instant, to blue, for another 3 h 0 min"],
  ["warm for four hours, five ago", 4 * 3600, receipt(5), "to blue; its time is over, the next up scales it down"],
  ["never switched", null, receipt(1, null), "nothing to go back to"],
  ["no receipt", null, undefined, "nothing to go back to"],
] as const)("%s", (_, warmSeconds, last, expected) => {
  expect(rollbackText({ idle: "warm", warmSeconds, active: "green" }, last, now)).toBe(expected);
});

test("scaled down", () => {
  const state = { idle: "scaled-down", warmSeconds: null, active: "green" } as const;
  expect(rollbackText(state, receipt(1), now)).toBe("to blue, starts pods first");
});
