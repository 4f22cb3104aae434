import { hasSecrets, isMap, Secret, unwrap, type PropertyMap, type PropertyValue } from "../../../lib/plugin";

/**
 * Marks in `outputs` what was secret in `inputs`. The content of a Secret is always secret, wherever an object of that kind
 * stands. An array with a secret element becomes secret as a whole: elements may have moved.
 */
export function markSecrets(outputs: PropertyMap, inputs: PropertyMap): PropertyMap {
  const result: PropertyMap = { ...outputs };
  if (outputs["kind"] === "Secret") {
    for (const key of ["data", "stringData"]) {
      const value = outputs[key];
      if (value !== undefined) result[key] = asSecret(value);
    }
    return result;
  }
  for (const [key, input] of Object.entries(inputs)) {
    const output = result[key];
    if (output === undefined || input === undefined) continue;
    if (isMap(output) && isMap(input)) result[key] = markSecrets(output, input);
    else if (hasSecrets(input)) result[key] = asSecret(output);
  }
  return result;
}

function asSecret(value: PropertyValue): Secret {
  return value instanceof Secret ? value : new Secret(unwrap(value));
}
