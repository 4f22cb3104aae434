import { app } from "../../../config/apps";
import { colorsOf } from "../../../config/colors";

const image = `docker.io/library/web@sha256:${"a".repeat(64)}`;
const other = `docker.io/library/web@sha256:${"b".repeat(64)}`;

/** Paths of what is wrong, with their messages. */
const mistakes = (section: object) =>
  (app.safeParse(section).error?.issues ?? []).map(({ path, message }) => `${path.join(".")}: ${message}`);

test("an app with an image has two colours that are alike", () => {
  const colors = colorsOf(app.parse({ image, env: { A: "1" } }));
  expect(Object.keys(colors)).toEqual(["blue", "green"]);
  expect(colors["green"]).toMatchObject({ image, env: { A: "1" }, replicas: 3 });
});

test("a colour has what is its own in place of the app's, and the app's else", () => {
  const green = { image: other, resources: { cpu: "1", memory: "1Gi" }, command: ["new"], drain: "1m" };
  const colors = colorsOf(app.parse({ image, active: "blue", command: ["old"], colors: { blue: {}, green } }));
  expect(colors["blue"]).toMatchObject({ image, command: ["old"], drain: "15s" });
  expect(colors["green"]).toMatchObject({ image: other, command: ["new"], drain: "1m", resources: { cpu: "1" } });
});

test.each([
  ["an image or colours are missing", {}, "image: an image, or colors that have one each"],
  ["active is alone", { image, active: "blue" }, /^active: no active without colors/],
  ["colours are alone", { image, colors: { blue: {}, green: {} } }, "active: one of the app's colours: blue, green"],
  [
    "a colour has no image",
    { active: "blue", colors: { blue: { image }, green: {} } },
    "colors.green.image: an image, here or as the app's image",
  ],
  ["pods change in place that nobody named", { image, allowInPlace: true }, /^allowInPlace: no allowInPlace without/],
  [
    "a colour mounts what it does not have",
    { image, active: "blue", colors: { blue: {}, green: { mounts: { data: "/data" } } } },
    /^colors\.green\.mounts\.data: one of its volumes/,
  ],
  [
    "a colour's label is the switch's",
    { image, active: "blue", colors: { blue: {}, green: { labels: { color: "red" } } } },
    /^colors\.green\.labels: /,
  ],
])("fails where %s", (_, section, message) =>
  expect(mistakes(section)).toEqual([typeof message === "string" ? message : expect.stringMatching(message)]),
);
