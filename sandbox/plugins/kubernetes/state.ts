import type { PropertyMap } from "../../../lib/plugin";
import { annotation, map, text, toObject, toProperties, type KubeObject } from "./object";
import { markSecrets } from "./secrets";

/** Keys that our state has beside the object's own. */
const inputsKey = "__inputs";
const initialApiVersionKey = "__initialApiVersion";
const fieldManagerKey = "__fieldManager";

/** What is kept of an object between runs. */
export interface State {
  /** Inputs that made it. */
  readonly inputs: KubeObject;
  /** The object as the server last showed it. */
  readonly live: KubeObject;
  readonly initialApiVersion: string | undefined;
  readonly fieldManager: string | undefined;
}

/** A resource's stored outputs; also in the layout of the official plugin's first versions. */
export function parseState(properties: PropertyMap): State {
  const plain = toObject(properties);
  const legacy = plain["inputs"] !== undefined && plain["live"] !== undefined;
  const {
    [inputsKey]: inputs,
    [initialApiVersionKey]: initialApiVersion,
    [fieldManagerKey]: fieldManager,
    ...live
  } = plain;
  return {
    inputs: legacy ? map(plain["inputs"]) : map(inputs),
    live: legacy ? map(plain["live"]) : live,
    initialApiVersion: text(initialApiVersion),
    fieldManager: text(fieldManager),
  };
}

/** Outputs to store. `source` is where the secret marks come from. */
export function makeState(state: State, source: PropertyMap): PropertyMap {
  const live = toProperties(state.live);
  const outputs = markSecrets(live, source);
  return {
    ...outputs,
    [inputsKey]: markSecrets(toProperties(state.inputs), source),
    ...(state.initialApiVersion !== undefined && { [initialApiVersionKey]: state.initialApiVersion }),
    ...(state.fieldManager !== undefined && { [fieldManagerKey]: state.fieldManager }),
  };
}

/** A program may name the field manager itself. */
export function chosenFieldManager(inputs: KubeObject): string | undefined {
  return annotation(inputs, "pulumi.com/patchFieldManager") || undefined;
}
