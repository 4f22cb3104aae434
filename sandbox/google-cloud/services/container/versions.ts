import { KUBERNETES_VERSION } from "../../../toolchain";
import { invalid } from "../../transport/errors";

/**
 * Versions on offer, newest first: two builds of the one Kubernetes that the sandbox has, so that an upgrade can be asked for and
 * really replaces nodes.
 */
export const VERSIONS = [`${KUBERNETES_VERSION}-gke.1165000`, `${KUBERNETES_VERSION}-gke.1085000`] as const;
/** What a cluster gets that asks for no version, or for `-`. */
export const DEFAULT_VERSION: string = VERSIONS[1];

/** What a cluster runs of a GKE version. */
export function kubernetesVersion(version: string): string {
  return version.replace(/-gke\..*$/, "");
}

/** Resolves `latest`, `-`, `1.35`, `1.35.4` or a full version, as GKE does. */
export function resolveVersion(asked: string | undefined, what: "Master" | "Node"): string {
  if (!asked || asked === "-") return DEFAULT_VERSION;
  if (asked === "latest") return VERSIONS[0];
  const found =
    VERSIONS.find((version) => version === asked) ??
    [...VERSIONS].reverse().find((version) => version.startsWith(`${asked}.`) || version.startsWith(`${asked}-`));
  if (found) return found;
  throw invalid(`${what} version "${asked}" is unsupported. The sandbox runs ${VERSIONS.join(" and ")}.`);
}

/** Whether the first of two versions that are served is the newer one. */
export function isNewer(a: string, b: string): boolean {
  return VERSIONS.findIndex((version) => version === a) < VERSIONS.findIndex((version) => version === b);
}
