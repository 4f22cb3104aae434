import type { Authority } from "../../iam/authority";
import type { Principal } from "../../iam/principal";
import { GoogleError, notFound } from "../../transport/errors";
import type { Store } from "../../state/store";
import { requireEnabled } from "../projects/service-usage";
import { findRepository } from "./index";

/** Projects of Google's own, whose images everyone may pull; the sandbox itself puts some of them there. */
const PUBLIC = new Set([
  "cloud-builders",
  "google-containers",
  "distroless",
  "gke-release",
  "google-samples",
  "k8s-artifacts-prod",
]);
const OLD_REGISTRIES: Readonly<Record<string, string>> = {
  "gcr.io": "us",
  "us.gcr.io": "us",
  "eu.gcr.io": "europe",
  "asia.gcr.io": "asia",
};

/**
 * Whether an image may be pulled or pushed as far as Google's rules go: the API is on, whoever asks may, and the repository exists.
 * Asked by the sandbox's registry with `?host=&path=&action=`.
 */
export function admit(store: Store, query: URLSearchParams, authority: Authority, principal: Principal): void {
  const host = query.get("host") ?? "";
  const [project = "", ...rest] = (query.get("path") ?? "").split("/");
  if (PUBLIC.has(project)) return;
  const old = OLD_REGISTRIES[host];
  const place = old
    ? { project, location: old, repository: host }
    : { project, location: host.replace(/-docker\.pkg\.dev$/, ""), repository: rest[0] ?? "" };
  requireEnabled(store, "artifactregistry", project);
  authority.require(
    principal,
    `artifactregistry.repositories.${query.get("action") === "push" ? "uploadArtifacts" : "downloadArtifacts"}`,
    "artifactregistry",
    `projects/${place.project}/locations/${place.location}/repositories/${place.repository}`,
  );
  const repository = findRepository(store, place);
  if (!repository) {
    throw old
      ? notFound(
          `gcr.io repo does not exist. Creating on push requires the artifactregistry.repositories.createOnPush permission: make a repository named "${host}" in ${old} of project ${project}.`,
        )
      : notFound(`Repository "${place.repository}" not found in ${place.location} of project ${project}.`);
  }
  if (repository.format !== "DOCKER")
    throw new GoogleError("FAILED_PRECONDITION", `Repository "${place.repository}" is not a Docker repository.`, {
      http: 403,
    });
}
