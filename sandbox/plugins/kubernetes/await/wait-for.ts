import { annotation, at, count, type KubeObject } from "../object";
import { evaluate, parseJsonPath, textOf } from "./json-path";
import { condition } from "./pods";
import { ready, waiting, type Verdict } from "./verdict";

type Requirement = (object: KubeObject) => boolean;

/** The user's own definition of ready: annotation `pulumi.com/waitFor`, one requirement or a JSON list of them. */
export function customRule(inputs: KubeObject): ((object: KubeObject) => Verdict) | undefined {
  const source = annotation(inputs, "pulumi.com/waitFor");
  if (!source) return undefined;
  const expressions = source.trimStart().startsWith("[") ? (JSON.parse(source) as string[]) : [source];
  const requirements = expressions.map((expression) => ({ expression, holds: parseRequirement(expression) }));
  return (object) => {
    const open = requirements.filter(({ holds }) => !holds(object)).map(({ expression }) => expression);
    if (isStale(object)) return waiting("Waiting for the controller to see the object", open.map(asProblem));
    return open.length === 0 ? ready : waiting(`Waiting for ${open.join(", ")}`, open.map(asProblem));
  };
}

function asProblem(expression: string): string {
  return `${expression} does not hold`;
}

/** A status that describes an earlier version of the object proves nothing. */
function isStale(object: KubeObject): boolean {
  const observed = count(at(object, "status", "observedGeneration"));
  return observed !== undefined && observed < (count(at(object, "metadata", "generation")) ?? 0);
}

function parseRequirement(expression: string): Requirement {
  const path = /^jsonpath=(\{.*?\})(?:=(.*))?$/s.exec(expression);
  if (path) {
    const steps = parseJsonPath(path[1] ?? "");
    const wanted = path[2]?.replace(/^"(.*)"$/, "$1");
    return (object) => {
      const values = evaluate(steps, object);
      return wanted === undefined ? values.length > 0 : values.some((value) => textOf(value) === wanted);
    };
  }
  const named = /^condition=([^=]+)(?:=(.+))?$/.exec(expression);
  if (named) {
    const wanted = (named[2] ?? "True").toLowerCase();
    return (object) => condition(object, named[1] ?? "")?.status.toLowerCase() === wanted;
  }
  throw new Error(
    `pulumi.com/waitFor: got "${expression}"; expected "jsonpath={.path}", "jsonpath={.path}=value" or "condition=Type[=Status]"`,
  );
}
