/** What the policy SDK puts in the place of a value that is known only after the update. */
const sentinels = new Set([
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", // boolean
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421", // number
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9", // string
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2", // array
  "030794c1-ac77-496b-92df-f27374a8bd58", // asset
  "e48ece36-62e2-4504-bad9-02848725956a", // archive
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff", // object
]);

const isUnknown = (value: unknown): boolean => typeof value === "string" && sentinels.has(value);

/** The same data; whenever something unknown in it is looked at, `note` is told where it stands (`nodeConfig.machineType`). */
export function noting<Data extends object>(data: Data, note: (path: string) => void, above = ""): Data {
  return new Proxy(data, {
    get: (target, key, receiver) => {
      const value: unknown = Reflect.get(target, key, receiver);
      if (typeof key === "symbol" || typeof value === "function") return value;
      const path = above === "" ? key : `${above}.${key}`;
      if (isUnknown(value)) note(path);
      return typeof value === "object" && value !== null ? noting(value, note, path) : value;
    },
  });
}

/**
 * A property map as plain data, where an unknown value is a text and not an error: for sums, which can leave out what they do not
 * know. Rules that decide read the map itself, where the SDK throws at an unknown value.
 */
export function plainly(props: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  // The key by which the SDK's proxy hands out what it stands for; a map that is no proxy has no such key.
  return (props["__getSpecialProxyTarget"] as Readonly<Record<string, unknown>> | undefined) ?? props;
}

/** The same map as plain data where nothing in it is unknown: through the SDK's proxy, each reading takes many times longer. */
export function unwatched<Props extends Readonly<Record<string, unknown>>>(props: Props): Props {
  const plain = plainly(props) as Props;
  return hasUnknown(plain) ? props : plain;
}

function hasUnknown(value: unknown): boolean {
  if (typeof value === "object" && value !== null) return Object.values(value).some(hasUnknown);
  return isUnknown(value);
}
