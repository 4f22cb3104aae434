import type { Bucket, Methods, V1Object as StorageObject } from "../../definitions/storage-v1.types";
import { handlers, type Service } from "../../transport/call";
import { GoogleError } from "../../transport/errors";
import { page } from "../shared/paging";
import { getPolicy, removePolicy, setPolicy } from "../shared/policy";
import { without } from "../shared/values";
import { project as findProject } from "../shared/projects";
import {
  checkBucket,
  checkPreconditions,
  completeBucket,
  putObject,
  requireBucket,
  requireObject,
  type Contents,
  type ObjectRecord,
} from "./objects";

/** Storage's JSON API; uploads and downloads are in `transfers.ts`. */
export function storage(contents: () => Contents): Service {
  return {
    api: "storage",
    alwaysEnabled: true,
    fields: {
      body: "recorded",
      "buckets.insert:body.name": "real",
      "buckets.insert:body.labels": "real",
      "body.versioning": "recorded",
      "body.lifecycle": "recorded",
      "body.retentionPolicy": "absent",
      "body.encryption": "absent",
      "body.website": "recorded",
      "body.hierarchicalNamespace": "absent",
      "body.customPlacementConfig": "absent",
    },
    handlers: handlers<Methods>({
      "buckets.insert": ({ project = "", body = {} }, { store }) => {
        checkBucket(body);
        const name = body.name ?? "";
        if (store.get("bucket", name)) {
          throw new GoogleError(
            "ALREADY_EXISTS",
            "Your previous request to create the named bucket succeeded and you already own it.",
            { reason: "conflict" },
          );
        }
        const bucket = completeBucket(body, findProject(store, project).number, new Date().toISOString());
        store.put(["bucket", name], bucket);
        return bucket;
      },
      "buckets.get": ({ bucket = "", ...wanted }, { store }) => {
        const found = requireBucket(store, bucket);
        checkPreconditions(found, wanted);
        return found;
      },
      "buckets.list": ({ project = "", prefix = "", maxResults, pageToken }, { store }) => {
        const { number } = findProject(store, project);
        const all = store
          .list<Bucket>("bucket")
          .filter((one) => one.projectNumber === number && one.name?.startsWith(prefix));
        const { items, nextPageToken } = page(all, maxResults, pageToken, `buckets ${project} ${prefix}`);
        return { kind: "storage#buckets", items, nextPageToken };
      },
      "buckets.patch": ({ bucket = "", body = {}, ...wanted }, { store }) => {
        const now = requireBucket(store, bucket);
        checkPreconditions(now, wanted);
        const labels = body.labels ? { labels: { ...now.labels, ...body.labels } } : {};
        checkBucket({ ...body, ...labels, name: bucket });
        const next = completeBucket(
          { ...now, ...body, ...labels, name: bucket, metageneration: String(Number(now.metageneration ?? 1) + 1) },
          now.projectNumber ?? "",
          new Date().toISOString(),
        );
        store.put(["bucket", bucket], { ...next, generation: now.generation });
        return next;
      },
      "buckets.delete": ({ bucket = "", ...wanted }, { store }) => {
        checkPreconditions(requireBucket(store, bucket), wanted);
        if (store.list("object", bucket).length > 0) {
          throw new GoogleError("ALREADY_EXISTS", "The bucket you tried to delete is not empty.", {
            reason: "conflict",
          });
        }
        store.remove(["bucket", bucket]);
        removePolicy(store, `b/${bucket}`);
        return {};
      },
      "buckets.getIamPolicy": ({ bucket = "" }, { store }) => {
        requireBucket(store, bucket);
        return {
          kind: "storage#policy",
          resourceId: `projects/_/buckets/${bucket}`,
          ...getPolicy(store, `b/${bucket}`),
        };
      },
      "buckets.setIamPolicy": ({ bucket = "", body = {} }, { store }) => {
        requireBucket(store, bucket);
        return setPolicy(store, `b/${bucket}`, without(body, "kind", "resourceId"));
      },
      "objects.get": ({ bucket = "", object = "", ...wanted }, { store }) => {
        const found = requireObject(store, bucket, object).object;
        if (wanted.generation !== undefined && wanted.generation !== found.generation)
          throw new GoogleError("NOT_FOUND", `No such object: ${bucket}/${object}#${wanted.generation}`);
        checkPreconditions(found, wanted);
        return found;
      },
      "objects.list": ({ bucket = "", prefix = "", delimiter, maxResults, pageToken }, { store }) => {
        requireBucket(store, bucket);
        const all = store
          .list<ObjectRecord>("object", bucket)
          .map(({ object }) => object)
          .filter(({ name }) => name?.startsWith(prefix));
        const folder = ({ name = "" }: StorageObject) => {
          const end = delimiter ? name.indexOf(delimiter, prefix.length) : -1;
          return end < 0 ? undefined : name.slice(0, end + (delimiter?.length ?? 0));
        };
        const { items, nextPageToken } = page(
          all.filter((one) => folder(one) === undefined),
          maxResults,
          pageToken,
          `objects ${bucket} ${prefix} ${delimiter ?? ""}`,
        );
        const prefixes = [...new Set(all.flatMap((one) => folder(one) ?? []))];
        return { kind: "storage#objects", items, nextPageToken, ...(prefixes.length > 0 ? { prefixes } : {}) };
      },
      "objects.patch": ({ bucket = "", object = "", body = {}, ...wanted }, { store }) => {
        const record = requireObject(store, bucket, object);
        checkPreconditions(record.object, wanted);
        const { contentType, cacheControl, contentDisposition, contentEncoding, contentLanguage, metadata } = body;
        const changes = { contentType, cacheControl, contentDisposition, contentEncoding, contentLanguage, metadata };
        const set = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
        const next = {
          ...record.object,
          ...set,
          metageneration: String(Number(record.object.metageneration ?? 1) + 1),
          updated: new Date().toISOString(),
        };
        store.put(["object", bucket, object], { ...record, object: next });
        return next;
      },
      "objects.delete": ({ bucket = "", object = "", ...wanted }, { store }) => {
        const record = requireObject(store, bucket, object);
        checkPreconditions(record.object, wanted);
        store.remove(["object", bucket, object]);
        store.onCommit(() => contents().remove(record.file));
        return {};
      },
      "objects.copy": async (
        { sourceBucket = "", sourceObject = "", destinationBucket = "", destinationObject = "", body = {}, ...wanted },
        { store },
      ) => {
        const { object, file } = requireObject(store, sourceBucket, sourceObject);
        const written = await contents().write(contents().read(file));
        return putObject(
          store,
          contents(),
          destinationBucket,
          destinationObject,
          { ...object, ...body },
          written,
          wanted,
        );
      },
      "objects.rewrite": async (
        { sourceBucket = "", sourceObject = "", destinationBucket = "", destinationObject = "", body = {}, ...wanted },
        { store },
      ) => {
        const { object, file } = requireObject(store, sourceBucket, sourceObject);
        const written = await contents().write(contents().read(file));
        const resource = putObject(
          store,
          contents(),
          destinationBucket,
          destinationObject,
          { ...object, ...body },
          written,
          wanted,
        );
        return {
          kind: "storage#rewriteResponse",
          done: true,
          objectSize: String(written.size),
          totalBytesRewritten: String(written.size),
          resource,
        };
      },
      "anywhereCaches.list": ({ bucket = "" }, { store }) => {
        requireBucket(store, bucket);
        return { kind: "storage#anywhereCaches" };
      },
    }),
  };
}
