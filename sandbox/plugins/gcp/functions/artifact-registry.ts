import { fromApi } from "../core/convert";
import { getPath, listAt, textAt, type JsonMap } from "../core/json";
import type { FunctionCall, GcpFunction } from "../core/provider";
import { parseRows } from "../core/schema";
import { repository } from "../resources/artifact-registry";
import { failed, get, getOrMissing, projectOf, regionFor, textOr, required } from "./request";

const imageToken = "gcp:artifactregistry/getDockerImage:getDockerImage";

/** An image by tag, by digest, or the newest of its name. */
export const getDockerImage: GcpFunction = async (args, call) => {
  const project = projectOf(args, call);
  const location = textOr(args, "location", call.config.region) ?? "";
  const repositoryId = required(args, "repositoryId");
  const imageName = required(args, "imageName");
  const parent = `projects/${project}/locations/${location}/repositories/${repositoryId}/dockerImages`;
  const [, name = imageName, digest, tag] = /^([^@:]+)(?:@(sha256:[0-9a-f]+)|:(.+))?$/.exec(imageName) ?? [];
  for await (const image of images(call, parent)) {
    const [full = "", itsDigest] = textAt(image, "name")
      .slice(textAt(image, "name").lastIndexOf("/") + 1)
      .split("@");
    if (decodeURIComponent(full) !== name) continue;
    if (digest !== undefined && itsDigest !== digest) continue;
    const tags = tagsOf(image);
    if (tag !== undefined && !tags.includes(tag)) continue;
    return {
      buildTime: textAt(image, "buildTime"),
      id: `${call.config.endpoint("artifactRegistry")}${parent}/${imageName}`,
      imageName,
      imageSizeBytes: textAt(image, "imageSizeBytes"),
      location,
      mediaType: textAt(image, "mediaType"),
      name: textAt(image, "name"),
      repositoryId,
      selfLink: textAt(image, "uri"),
      tags,
      updateTime: textAt(image, "updateTime"),
      uploadTime: textAt(image, "uploadTime"),
      ...(typeof args["project"] === "string" && { project }),
    };
  }
  throw failed(imageToken, "Requested image was not found.");
};

async function* images(call: FunctionCall, parent: string): AsyncGenerator<JsonMap> {
  for (let page = ""; ;) {
    const query = `?orderBy=update_time+desc&pageSize=1000${page && `&pageToken=${encodeURIComponent(page)}`}`;
    const answer = await get(call, "artifactRegistry", parent + query);
    yield* listAt(answer, "dockerImages");
    page = textAt(answer, "nextPageToken");
    if (page === "") return;
  }
}

function tagsOf(image: JsonMap): string[] {
  const tags = getPath(image, ["tags"]);
  return Array.isArray(tags) ? tags.filter((tag) => typeof tag === "string") : [];
}

/** `gcp.artifactregistry.getRepository` */
export const getRepository: GcpFunction = async (args, call) => {
  const project = projectOf(args, call);
  const location = textOr(args, "location", undefined) ?? regionFor(args, call);
  const repositoryId = required(args, "repositoryId");
  const id = `projects/${project}/locations/${location}/repositories/${repositoryId}`;
  const api = await getOrMissing(
    call,
    "gcp:artifactregistry/getRepository:getRepository",
    "artifactRegistry",
    id,
    `${id} not found`,
  );
  const fields = parseRows(repository.rows);
  const state = fromApi(fields, api, undefined, {
    scope: { project, region: location },
    after: "read",
    emptyBlocks: false,
  });
  for (const field of fields.values()) {
    const value = state[field.name];
    if (field.kind === "block") state[field.name] = value === null || value === undefined ? [] : [value];
  }
  return { ...state, id, project, location, repositoryId };
};
