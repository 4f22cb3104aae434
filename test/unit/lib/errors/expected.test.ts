import { readFileSync } from "node:fs";
import { anyAnswer, failedCommand, named, syntaxError, systemError, tolerate } from "../../../../lib/errors/expected";
import { execFileSync } from "node:child_process";

function errorOf(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error("it was to fail");
}

const noFile = errorOf(() => readFileSync("/nowhere"));
const defect = errorOf(() => (undefined as unknown as { x: unknown }).x);

test("what is expected passes", () => {
  tolerate(noFile, systemError);
  tolerate(
    errorOf(() => JSON.parse("{")),
    syntaxError,
  );
  tolerate(
    errorOf(() => execFileSync("false", { stdio: "ignore" })),
    failedCommand,
  );
  tolerate(
    errorOf(() => decodeURIComponent("%")),
    named("URIError"),
  );
  tolerate(Object.assign(new TypeError("fetch failed"), { cause: noFile }), anyAnswer);
});

test("a mistake in the program never does", () => {
  for (const kind of [systemError, syntaxError, failedCommand, anyAnswer, named("URIError")])
    expect(() => tolerate(defect, kind)).toThrow(TypeError);
  expect(() => tolerate(noFile, syntaxError)).toThrow("ENOENT");
});
