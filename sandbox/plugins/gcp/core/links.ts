import { lastPart, relativePath, scopeAddress } from "./equivalence";
import { isJsonMap, mapAt, type Json, type JsonMap } from "./json";

/** What converters may need to know of the resource they convert for. */
export interface Scope {
  readonly project: string;
  readonly region: string | undefined;
}

/** How one property's value is written to Google's JSON and read back. */
export interface Converter {
  readonly to?: (value: Json, scope: Scope) => Json | undefined;
  readonly from?: (value: Json, scope: Scope) => Json | undefined;
  /** What an absent value is read as. */
  readonly absent?: Json;
}

/** An address as the state has it: of v1 whichever version was asked. */
export function v1Link(link: string): string {
  return link.replace(/\/compute\/[a-z0-9]+\/projects\//i, "/compute/v1/projects/");
}

const onText =
  (convert: (text: string, scope: Scope) => string) =>
  (value: Json, scope: Scope): Json =>
    typeof value === "string" && value !== "" ? convert(value, scope) : value;

function onMap(convert: (map: JsonMap) => JsonMap): (value: Json) => Json {
  return (value) => (isJsonMap(value) ? convert(value) : value);
}

function linkOf(place: (scope: Scope) => string): Converter {
  return {
    to: onText((text, scope) => (text.includes("/") ? relativePath(text) : `${place(scope)}/${text}`)),
    from: onText(v1Link),
  };
}

/** Converters by the name that tables give after `as=`. */
export const converters: Readonly<Record<string, Converter>> = {
  selfLink: { from: onText(v1Link) },
  network: linkOf(({ project }) => `projects/${project}/global/networks`),
  subnetwork: linkOf(({ project, region }) => `projects/${project}/regions/${region ?? ""}/subnetworks`),
  region: {
    to: onText((text, { project }) => (text.includes("/") ? text : `projects/${project}/global/regions/${text}`)),
    from: onText(lastPart),
  },
  /** Google's 64-bit integers are texts. */
  int64: { to: (value) => (typeof value === "number" ? String(value) : value) },
  lastPart: { from: onText(lastPart) },
  relative: { from: onText(relativePath) },
  /** A list that Google has as one object. */
  single: {
    to: (value) => (Array.isArray(value) ? value[0] : value),
    from: (value) => (isJsonMap(value) ? [value] : []),
  },
  /** A yes or no that the user may also leave open. */
  yesNo: {
    to: (value) => value === "TRUE",
    from: (value) => (value === true ? "TRUE" : "FALSE"),
    absent: false,
  },
  scopes: {
    to: (value) =>
      Array.isArray(value) ? value.map((one) => (typeof one === "string" ? scopeAddress(one) : one)) : value,
  },
  /** A pool scales by itself when it says how far. */
  autoscaling: {
    to: onMap((block) => ({ ...block, enabled: true })),
    from: (value) => (isJsonMap(value) && value["enabled"] === true ? value : undefined),
  },
  /** Google turns authorized networks off by not enabling them. */
  authorizedNetworks: {
    to: onMap((block) => ({ ...block, enabled: true })),
    from: (value) => (isJsonMap(value) && value["enabled"] === true ? value : undefined),
  },
  ipAllocation: { to: onMap((block) => ({ ...block, useIpAliases: true })) },
  /** Cloud Build leaves out what asks for no approval. */
  approval: { from: (value) => value, absent: {} },
  /** GKE leaves out the channel when there is none. */
  releaseChannel: { from: (value) => value, absent: "UNSPECIFIED" },
  /** Flow logs and firewall logs are off when `enable` says so. */
  flowLogs: {
    to: onMap((block) => ({ ...block, enable: true })),
    from: (value) => (isJsonMap(value) && value["enable"] === true ? value : undefined),
  },
  /** Google shows the endpoints of every cluster here; the block is the user's only when nodes or endpoint are private. */
  privateCluster: {
    from: (value) =>
      isJsonMap(value) ? { ...value, masterGlobalAccessConfig: mapAt(value, "masterGlobalAccessConfig") } : undefined,
  },
};
