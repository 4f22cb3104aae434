import { Environment, EvaluationError, ParseError, TypeError as CelTypeError } from "@marcbachmann/cel-js";
import { invalid, unimplemented } from "../transport/errors";

/** What a binding's condition can ask about. https://cloud.google.com/iam/docs/conditions-attribute-reference */
export interface ConditionContext {
  readonly resource: { readonly name: string; readonly type: string; readonly service: string };
  readonly time: Date;
}

const bindings = new Environment().registerVariable("resource", "map").registerVariable("request", "map");
const assertions = new Environment().registerVariable("assertion", "map");
const mapped = new Environment().registerVariable("assertion", "map").registerVariable("attribute", "map");

/** Whether a binding counts. An error while it is evaluated is a no, as Google's is. */
export function holds(expression: string, { resource, time }: ConditionContext): boolean {
  try {
    return run(bindings, expression, { resource: { ...resource }, request: { time } }) === true;
  } catch (error) {
    if (error instanceof EvaluationError) return false;
    throw error;
  }
}

/** Refuses an expression that can never be evaluated. @param what such as `binding's condition` */
export function requireExpression(expression: string, what: "a binding's condition" | "an attribute"): void {
  compiled(what === "an attribute" ? mapped : bindings, expression);
}

/** One attribute of an external token, by the provider's mapping. Errors are Google's 400. */
export function mapAttribute(expression: string, assertion: object): unknown {
  return run(assertions, expression, { assertion });
}

/** Whether a provider's condition lets a token in. */
export function admits(
  expression: string,
  values: { readonly assertion: object; readonly attribute: object },
): boolean {
  try {
    return run(mapped, expression, { ...values }) === true;
  } catch (error) {
    if (error instanceof EvaluationError) return false;
    throw error;
  }
}

function run(environment: Environment, expression: string, values: Record<string, unknown>): unknown {
  return compiled(environment, expression)(values);
}

function compiled(environment: Environment, expression: string) {
  // The library has a `google` of its own, for protocol buffers.
  if (/\bgoogle\.(subject|groups)\b/.test(expression))
    throw unimplemented(
      `google.subject and google.groups in ${JSON.stringify(expression)} (ask the assertion that they are mapped from)`,
    );
  try {
    const parsed = environment.parse(expression);
    const check = parsed.check();
    if (check.valid) return parsed;
    throw check.error ?? new Error("invalid");
  } catch (error) {
    if (error instanceof ParseError)
      throw invalid(`Expression ${JSON.stringify(expression)} has an error: ${first(error)}`);
    // Google's own functions, such as `extract` and `hasTag`, are unknown to the library.
    if (error instanceof CelTypeError)
      throw unimplemented(`the expression ${JSON.stringify(expression)}: ${first(error)}`);
    throw error;
  }
}

const first = ({ message }: Error) => message.split("\n", 1)[0] ?? "";
