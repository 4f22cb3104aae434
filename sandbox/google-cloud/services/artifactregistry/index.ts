import { randomUUID } from "node:crypto";
import type { DockerImage, Methods, Repository } from "../../definitions/artifactregistry-v1.types";
import { handlers, type Call, type Service } from "../../transport/call";
import { GoogleError, invalid, notFound } from "../../transport/errors";
import type { Operations } from "../../state/operations";
import type { Store } from "../../state/store";
import { regions } from "../compute/locations";
import { lro } from "../shared/long-running";
import { page } from "../shared/paging";
import { getPolicy, removePolicy, setPolicy } from "../shared/policy";
import { project as findProject } from "../shared/projects";
import { applyMask, requireLabels } from "../shared/values";
import type { Images, StoredImage } from "./images";

const MULTI_REGIONS = ["us", "europe", "asia"];

/** Which repository. */
export interface Place {
  readonly project: string;
  readonly location: string;
  readonly repository: string;
}

interface RepositoryJob extends Place {
  /** Undefined: delete. */
  readonly value?: Repository;
}

const nameOf = ({ project, location, repository }: Place) =>
  `projects/${project}/locations/${location}/repositories/${repository}`;
const keyOf = ({ project, location, repository }: Place) => ["repository", project, location, repository] as const;

/** The repository, or `undefined`. */
export function findRepository(store: Store, place: Place): Repository | undefined {
  return store.get<Repository>(...keyOf(place));
}

function placeOf(store: Store, name: string): Place {
  const [, project = "", location = "", repository = ""] =
    /^projects\/([^/]+)\/locations\/([^/]+)(?:\/repositories\/([^/]+))?/.exec(name) ?? [];
  if (!regions.includes(location) && !MULTI_REGIONS.includes(location) && location !== "-") {
    throw notFound(`The location ${location} cannot be found in Artifact Registry.`);
  }
  return { project: findProject(store, project).id, location, repository };
}

function require(store: Store, name: string): [Place, Repository] {
  const place = placeOf(store, name);
  const found = findRepository(store, place);
  if (!found) throw notFound(`Requested entity was not found. Repository "${nameOf(place)}" does not exist.`);
  return [place, found];
}

/** Says what an operation on a repository does when its time comes, after a restart as well. */
export function registerRepositoryJobs(operations: Operations, store: Store): void {
  operations.register<RepositoryJob>("artifactregistry.apply", {
    finish(job) {
      if (!job.value) {
        store.remove(keyOf(job));
        removePolicy(store, nameOf(job));
        return undefined;
      }
      store.put(keyOf(job), job.value);
      return {
        "@type": "type.googleapis.com/google.devtools.artifactregistry.v1.Repository",
        ...shown(job, job.value),
      };
    },
  });
}

function begin(call: Call, place: Place, type: string, value: Repository | undefined) {
  return lro(
    call.operations.start({
      api: "artifactregistry",
      project: place.project,
      location: place.location,
      name: `projects/${place.project}/locations/${place.location}/operations/${randomUUID()}`,
      type,
      target: nameOf(place),
      lock: nameOf(place),
      job: "artifactregistry.apply",
      payload: { ...place, ...(value ? { value } : {}) } satisfies RepositoryJob,
    }),
  );
}

/** The registry host of a repository's images. A repository named like an old registry keeps that registry's addresses. */
function registryPath({ project, location, repository }: Place): string {
  return repository.endsWith("gcr.io")
    ? `${repository}/${project}`
    : `${location}-docker.pkg.dev/${project}/${repository}`;
}

function shown(place: Place, repository: Repository): Repository {
  return {
    ...repository,
    name: nameOf(place),
    registryUri: registryPath(place),
    satisfiesPzi: true,
    cleanupPolicies: Object.fromEntries(
      Object.entries(repository.cleanupPolicies ?? {}).map(([id, policy]) => [id, { ...policy, id }]),
    ),
  };
}

function check(repository: Repository): Repository {
  requireLabels(repository.labels);
  if (repository.format !== "DOCKER") {
    throw new GoogleError(
      "UNIMPLEMENTED",
      `The sandbox does not implement repositories of format ${repository.format ?? "FORMAT_UNSPECIFIED"}; it has DOCKER.`,
    );
  }
  if (repository.mode && repository.mode !== "STANDARD_REPOSITORY") {
    throw new GoogleError(
      "UNIMPLEMENTED",
      `The sandbox does not implement ${repository.mode}; it has STANDARD_REPOSITORY.`,
    );
  }
  const scanning = repository.vulnerabilityScanningConfig?.enablementConfig;
  return {
    ...repository,
    mode: "STANDARD_REPOSITORY",
    ...(scanning
      ? {
          vulnerabilityScanningConfig: {
            enablementConfig: scanning,
            enablementState: scanning === "DISABLED" ? "SCANNING_DISABLED" : "SCANNING_ACTIVE",
          },
        }
      : {}),
  };
}

/** Artifact Registry: repositories, and the images that the sandbox's registry holds in them. */
export function artifactregistry(images: () => Images): Service {
  return {
    api: "artifactregistry",
    fields: {
      "repository.kmsKeyName": "absent",
      "repository.virtualRepositoryConfig": "absent",
      "repository.remoteRepositoryConfig": "absent",
      "repository.cleanupPolicies": "recorded",
      "repository.cleanupPolicyDryRun": "recorded",
      "repository.vulnerabilityScanningConfig": "recorded",
    },
    handlers: handlers<Methods>({
      "ArtifactRegistry.CreateRepository": (request, call) => {
        const place = placeOf(call.store, `${request.parent ?? ""}/repositories/${request.repositoryId ?? ""}`);
        if (
          !/^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/.test(place.repository) &&
          !/^([a-z]+\.)?gcr\.io$/.test(place.repository)
        ) {
          throw invalid(
            `Invalid repository ID "${place.repository}": it must start with a letter, have 1 to 63 lowercase letters, digits or hyphens, and not end with a hyphen.`,
          );
        }
        if (findRepository(call.store, place)) throw new GoogleError("ALREADY_EXISTS", `the repository already exists`);
        const now = new Date().toISOString();
        return begin(call, place, "create", { ...check(request.repository ?? {}), createTime: now, updateTime: now });
      },
      "ArtifactRegistry.GetRepository": (request, { store }) => shown(...require(store, request.name ?? "")),
      "ArtifactRegistry.ListRepositories": (request, { store }) => {
        const { project, location } = placeOf(store, request.parent ?? "");
        const all = store
          .entries<Repository>("repository", project)
          .filter(([key]) => location === "-" || key[2] === location);
        const { items, nextPageToken } = page(all, request.pageSize, request.pageToken, request.parent ?? "");
        return {
          repositories: items.map(([key, repository]) =>
            shown({ project, location: key[2] ?? "", repository: key[3] ?? "" }, repository),
          ),
          nextPageToken,
        };
      },
      "ArtifactRegistry.UpdateRepository": (request, { store }) => {
        const [place, now] = require(store, request.repository?.name ?? "");
        if (!request.updateMask) throw invalid("update_mask is required");
        const next = check({
          ...applyMask(now, request.repository ?? {}, request.updateMask),
          format: now.format,
          updateTime: new Date().toISOString(),
        });
        store.put(keyOf(place), next);
        return shown(place, next);
      },
      "ArtifactRegistry.DeleteRepository": (request, call) => {
        const [place] = require(call.store, request.name ?? "");
        return begin(call, place, "delete", undefined);
      },
      "ArtifactRegistry.GetIamPolicy": (request, { store }) =>
        getPolicy(store, nameOf(require(store, request.resource ?? "")[0])),
      "ArtifactRegistry.SetIamPolicy": (request, { store }) =>
        setPolicy(store, nameOf(require(store, request.resource ?? "")[0]), request.policy ?? {}),
      "ArtifactRegistry.ListDockerImages": async (request, { store }) => {
        const [place] = require(store, request.parent ?? "");
        const found = (await images().list(registryPath(place))).map((image) => dockerImage(place, image));
        if (request.orderBy?.startsWith("update_time"))
          found.sort((a, b) => (b.updateTime ?? "").localeCompare(a.updateTime ?? ""));
        const { items, nextPageToken } = page(found, request.pageSize, request.pageToken, request.parent ?? "");
        return { dockerImages: items, nextPageToken };
      },
      "ArtifactRegistry.GetDockerImage": async (request, { store }) => {
        const [place] = require(store, request.name ?? "");
        const found = (await images().list(registryPath(place)))
          .map((image) => dockerImage(place, image))
          .find(({ name }) => name === request.name);
        if (!found)
          throw notFound(`Requested entity was not found. Docker image "${request.name ?? ""}" does not exist.`);
        return found;
      },
    }),
  };
}

function dockerImage(place: Place, { image, digest, tags, sizeBytes, mediaType, created }: StoredImage): DockerImage {
  return {
    name: `${nameOf(place)}/dockerImages/${encodeURIComponent(image)}@${digest}`,
    uri: `${registryPath(place)}/${image}@${digest}`,
    tags: [...tags],
    imageSizeBytes: String(sizeBytes),
    mediaType,
    buildTime: created,
    uploadTime: created,
    updateTime: created,
  };
}
