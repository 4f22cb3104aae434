import { inspect } from "node:util";
import { RunError } from "@pulumi/pulumi";
import { mendStackTrace } from "../../../../lib/errors/stack-traces";
import { UserError } from "../../../../lib/errors/user-error";

test("an error out of an apply can be inspected in colour", () => {
  const error = new Error("no such image");
  error.stack = `Error: no such image\n    at applyHelperAsync (/app/node_modules/@pulumi/output.ts:519:31)`;
  mendStackTrace(error);
  expect(inspect(error, { colors: true })).toMatch(/no such image\n.*output\.ts:519:31/s);
});

test("what is thrown and is no error is left alone", () => {
  expect(() => mendStackTrace("text")).not.toThrow();
});

test("a user's mistake is shown by Pulumi without a stack", () => {
  const mistake = new UserError({ setting: "gcp:project", got: "nothing", expected: "a project", fix: "set it" });
  expect(RunError.isInstance(mistake)).toBe(true);
});
