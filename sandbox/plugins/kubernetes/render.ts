import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { dump } from "js-yaml";
import type { CallLog } from "../../../lib/plugin";
import { kindOf, nameOf, namespaceOf, text, type KubeObject } from "./object";

/** Where an object's file is: definitions come in a folder of their own, because `kubectl apply` must see them first. */
function renderPath(object: KubeObject, folder: string): string {
  const { kind } = kindOf(object);
  const version = (text(object["apiVersion"]) ?? "").replaceAll(/[/:]/g, "_");
  const file = `${version}-${kind.toLowerCase()}-${namespaceOf(object) || "default"}-${nameOf(object)}.yaml`;
  return join(folder, kind === "CustomResourceDefinition" ? "0-crd" : "1-manifest", file);
}

/** Writes an object as a manifest instead of sending it to a cluster. */
export async function renderObject(object: KubeObject, folder: string, log: CallLog, secret: boolean): Promise<void> {
  const path = renderPath(object, folder);
  if (secret) log.warning(`rendered file ${path} contains a secret value in plaintext`);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeFile(path, dump(object, { noRefs: true, sortKeys: true }), { mode: 0o600 });
  log.status(`rendered ${path}`);
}

/** Removes an object's manifest; one that is gone already is no problem. */
export async function removeRendered(object: KubeObject, folder: string, log: CallLog): Promise<void> {
  const path = renderPath(object, folder);
  await rm(path, { force: true });
  log.status(`deleted ${path}`);
}
