import { invalid } from "../../transport/errors";
import { without } from "../shared/values";
import type { Build, BuildStep } from "../../definitions/cloudbuild-v1.types";

const BUILT_IN = new Set([
  "PROJECT_ID",
  "BUILD_ID",
  "PROJECT_NUMBER",
  "LOCATION",
  "TRIGGER_NAME",
  "COMMIT_SHA",
  "REVISION_ID",
  "SHORT_SHA",
  "REPO_NAME",
  "REPO_FULL_NAME",
  "BRANCH_NAME",
  "TAG_NAME",
  "REF_NAME",
  "TRIGGER_BUILD_CONFIG_PATH",
  "SERVICE_ACCOUNT",
  "SERVICE_ACCOUNT_EMAIL",
]);
const REFERENCE = /\$\$|\$\{([A-Z_][A-Z0-9_]*)\}|\$([A-Z_][A-Z0-9_]*)/g;

/** Names of a user's substitutions must start with `_`, and each must be used, unless `ALLOW_LOOSE` is set. */
export function checkSubstitutions(build: Build): void {
  const loose = build.options?.substitutionOption === "ALLOW_LOOSE";
  const given = build.substitutions ?? {};
  for (const key of Object.keys(given)) {
    if (BUILT_IN.has(key)) continue;
    if (!/^_[A-Z0-9_]{1,99}$/.test(key)) {
      throw invalid(
        `generic::invalid_argument: invalid build: invalid substitution key "${key}": user substitutions must match ^_[A-Z0-9_]+$`,
      );
    }
    if (!loose && !references(build).has(key))
      throw invalid(`generic::invalid_argument: key in the template "${key}" is not matched in the substitution data`);
  }
  if (loose) return;
  for (const key of references(build)) {
    if (BUILT_IN.has(key) || key in given) continue;
    throw invalid(
      `generic::invalid_argument: key "${key}" in the build is not a valid built-in substitution and has no value in substitutions`,
    );
  }
}

function references(build: Build): Set<string> {
  const rest = without(build, "substitutions");
  const steps = rest.steps?.map((step) => without(step, "script"));
  const text = JSON.stringify({ ...rest, steps });
  return new Set([...text.matchAll(REFERENCE)].flatMap(([, braced, plain]) => braced ?? plain ?? []));
}

/** `$NAME` and `${NAME}` replaced; `$$` is a dollar; unknown ones are empty, as with `ALLOW_LOOSE`. */
export function substitute(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(REFERENCE, (match: string, braced?: string, plain?: string) =>
    match === "$$" ? "$" : (values[braced ?? plain ?? ""] ?? ""),
  );
}

/** The build with `$NAME` and `${NAME}` replaced in its texts. */
export function substituteBuild(build: Build, values: Readonly<Record<string, string>>): Build {
  const replace = (text: string | undefined) => (text === undefined ? undefined : substitute(text, values));
  const all = (texts: string[] | undefined) => texts?.map((text) => substitute(text, values));
  const step = (one: BuildStep): BuildStep => ({
    ...one,
    name: replace(one.name),
    args: all(one.args),
    env: all(one.env),
    dir: replace(one.dir),
    entrypoint: replace(one.entrypoint),
  });
  return {
    ...build,
    steps: build.steps?.map(step),
    images: all(build.images),
    tags: all(build.tags),
    logsBucket: replace(build.logsBucket),
  };
}
