import { refusals } from "../../../provider/traffic-switch/guard";
import { restSince } from "../../../provider/traffic-switch/propagation";

test("fails when a colour that has traffic would change", () => {
  const observed = {
    weights: { blue: 100 },
    unfinished: undefined,
    colors: {
      blue: { replicas: 3, revision: "a", contested: false },
      green: { replicas: 3, revision: "a", contested: false },
    },
  };
  const intended = { app: "web", active: "blue", revisions: { blue: "b", green: "b" }, allowInPlace: false };
  expect(refusals(observed, intended)).toEqual([
    { color: "blue", reason: expect.stringMatching(/blue is live .* set active: green/s) as string },
  ]);
  expect(refusals(observed, { ...intended, allowInPlace: true })).toEqual([]);
});

test("fails when a third version comes in the middle of a switch", () => {
  const observed = {
    weights: { blue: 75, green: 25 },
    unfinished: { from: "blue", to: "green" },
    colors: {
      blue: { replicas: 3, revision: "a", contested: false },
      green: { replicas: 3, revision: "b", contested: false },
    },
  };
  const [refusal] = refusals(observed, {
    app: "web",
    active: "green",
    revisions: { blue: "a", green: "c" },
    allowInPlace: true,
  });
  expect(refusal?.reason).toMatch(/unfinished/);
});

test("fails when the colour to go back to would change in the middle of a switch", () => {
  const observed = {
    weights: { green: 100 },
    unfinished: { from: "blue", to: "green" },
    colors: {
      blue: { replicas: 3, revision: "a", contested: false },
      green: { replicas: 3, revision: "b", contested: false },
    },
  };
  const intended = { app: "web", active: "green", revisions: { blue: "c", green: "b" }, allowInPlace: false };
  expect(refusals(observed, intended)).toEqual([
    { color: "blue", reason: expect.stringMatching(/blue is where the traffic goes back if it fails/) as string },
  ]);
  expect(refusals(observed, { ...intended, active: "blue" })).toHaveLength(1);
  expect(refusals({ ...observed, unfinished: undefined }, intended)).toEqual([]);
});

test.each([
  ["never ended", undefined, 0],
  ["ended just now", "2026-11-01T10:00:00.000Z", 60_000],
  ["ended a while ago", "2026-11-01T09:59:20.000Z", 20_000],
  ["ended long ago", "2026-10-01T10:00:00.000Z", 0],
  ["ended later than now, by another clock", "2026-11-01T12:00:00.000Z", 60_000],
])("what the last switch left may change when it %s", (_, endedAt, rest) =>
  expect(restSince(endedAt, 60_000, Date.parse("2026-11-01T10:00:00.000Z"))).toBe(rest),
);
