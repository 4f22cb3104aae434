import type { MetadataCaller } from "./caller";
import { emailOf } from "./tokens";

/** A value, or a directory of them. */
export type Entry = string | readonly string[] | { readonly [name: string]: Entry };

const SCOPES = ["https://www.googleapis.com/auth/cloud-platform", "https://www.googleapis.com/auth/userinfo.email"];

/**
 * What GKE's metadata server tells of itself, below `/computeMetadata/v1/`. Tokens are made when they are asked for, and stand
 * here by name only. https://cloud.google.com/kubernetes-engine/docs/concepts/workload-identity#metadata_server
 */
export function metadataTree(caller: MetadataCaller): Entry {
  const { project, projectNumber, clusterName, clusterLocation, clusterUid, zone, node, account } = caller;
  const email = emailOf(account);
  const entries = { aliases: ["default"], email, identity: "", scopes: SCOPES, token: "" };
  return {
    instance: {
      attributes: {
        "cluster-location": clusterLocation,
        "cluster-name": clusterName,
        "cluster-uid": clusterUid,
      },
      hostname: `${node}.${zone}.c.${project}.internal`,
      name: node,
      "service-accounts": { default: entries, [email]: entries },
      zone: `projects/${projectNumber}/zones/${zone}`,
    },
    project: { "numeric-project-id": projectNumber, "project-id": project },
    universe: { "universe-domain": "googleapis.com" },
  };
}

/** The entry at a path; `undefined` where there is none. */
export function entryAt(tree: Entry, path: readonly string[]): Entry | undefined {
  return path.reduce<Entry | undefined>(
    (at, name) => (isDirectory(at) && Object.hasOwn(at, name) ? at[name] : undefined),
    tree,
  );
}

/** As text: a value, or a directory's names, one a line. */
export function asText(entry: Entry): string {
  if (typeof entry === "string") return entry;
  if (!isDirectory(entry)) return `${entry.join("\n")}\n`;
  return Object.entries(entry)
    .map(([name, value]) => `${name}${isDirectory(value) ? "/" : ""}\n`)
    .join("");
}

/** As JSON, with everything below: names in camel case, and no token. */
export function asJson(entry: Entry): unknown {
  if (!isDirectory(entry)) return entry;
  return Object.fromEntries(
    Object.entries(entry)
      .filter(([name]) => name !== "token" && name !== "identity")
      .map(([name, value]) => [name.includes("@") ? name : camelCase(name), asJson(value)]),
  );
}

function isDirectory(entry: Entry | undefined): entry is Readonly<Record<string, Entry>> {
  return typeof entry === "object" && !Array.isArray(entry);
}

const camelCase = (name: string) => name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
