import { isMap, parsePropertyPath, type PathPart, type PropertyMap, type PropertyValue } from "../../../../lib/plugin";

/**
 * The inputs with what the program ignores as it is in the state. The engine puts the *old inputs* there, which is not enough: what
 * Google made of them may differ (a pool that was removed, a number that an autoscaler moved), and that must be no change either.
 */
export function ignoring(news: PropertyMap, state: PropertyMap, paths: readonly string[]): PropertyMap {
  let result: PropertyMap = news;
  for (const path of paths) result = withState(result, state, parsePropertyPath(path)) as PropertyMap;
  return result;
}

function withState(
  value: PropertyValue | undefined,
  state: PropertyValue | undefined,
  [first, ...rest]: readonly PathPart[],
): PropertyValue | undefined {
  if (first === undefined) return state ?? undefined;
  if (Array.isArray(value)) {
    const old = Array.isArray(state) ? state : [];
    return value.map((item, index) =>
      first === "*" || first === index ? (withState(item, old[index], rest) ?? null) : item,
    );
  }
  if (!isMap(value)) return value;
  const old = isMap(state) ? state : {};
  const keys = first === "*" ? Object.keys(value) : [String(first)];
  return { ...value, ...Object.fromEntries(keys.map((key) => [key, withState(value[key], old[key], rest)])) };
}
