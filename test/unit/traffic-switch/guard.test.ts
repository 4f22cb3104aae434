import { refusals } from "../../../provider/traffic-switch/guard";

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
