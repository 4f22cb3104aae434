import { randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Build, BuildTrigger, Methods } from "../../definitions/cloudbuild-v1.types";
import { handlers, type Call, type Service } from "../../transport/call";
import { GoogleError, invalid, notFound } from "../../transport/errors";
import type { OperationRecord, Operations } from "../../state/operations";
import type { Store } from "../../state/store";
import { lro, registerMetadata } from "../shared/long-running";
import { requireActAs } from "../shared/act-as";
import { page } from "../shared/paging";
import { project as findProject } from "../shared/projects";
import { applyMask, without } from "../shared/values";
import type { Builder } from "./builder";
import { matchesBuildFilter } from "./filter";
import { changeBuild, findBuild, putBuild } from "./records";
import { runBuild, type BuildJob } from "./run";
import { dependencies } from "./schedule";
import { checkSubstitutions, substituteBuild } from "./substitutions";

interface Located {
  readonly project: string;
  readonly location: string;
  readonly rest: string;
}

/** From `projects/P/locations/L/…`, or from the older `projectId` and `id`. */
function locate(
  store: Store,
  name: string | undefined,
  projectId: string | undefined,
  id: string | undefined,
): Located {
  const [, project, location, rest] =
    /^projects\/([^/]+)(?:\/locations\/([^/]+))?(?:\/\w+\/([^/]+))?/.exec(name ?? "") ?? [];
  return {
    project: findProject(store, project ?? projectId ?? "").id,
    location: location ?? "global",
    rest: rest ?? id ?? "",
  };
}

const operationOf = ({ project, id }: BuildJob) => `operations/build/${project}/${Buffer.from(id).toString("base64")}`;

/** Says what a build's operation does when its time comes; a build that a restart cut off fails. */
export function registerBuildJobs(operations: Operations, store: Store, builder: Builder, folder: string): void {
  operations.register<BuildJob>("cloudbuild.build", {
    async work(job, run) {
      await runBuild(job, run, store, builder, folder);
    },
    finish: (job) => ({ "@type": "type.googleapis.com/google.devtools.cloudbuild.v1.Build", ...findBuild(store, job) }),
    fail(job, _, error) {
      const build = findBuild(store, job);
      if (!build || build.finishTime) return;
      putBuild(store, job, {
        ...build,
        status: error.code === "CANCELLED" ? "CANCELLED" : "INTERNAL_ERROR",
        statusDetail: error.message,
        finishTime: new Date().toISOString(),
      });
    },
  });
  registerMetadata("cloudbuild", (operation: OperationRecord) => ({
    "@type": "type.googleapis.com/google.devtools.cloudbuild.v1.BuildOperationMetadata",
    build: findBuild(store, operation.payload as BuildJob),
  }));
}

function createBuild(call: Call, { project, location }: Located, sent: Build, trigger?: BuildTrigger) {
  const { number } = findProject(call.store, project);
  const id = randomUUID();
  // A trigger's account was asked about when the trigger was made.
  if (!trigger) requireActAs(call, sent.serviceAccount);
  if (!sent.steps?.length) throw invalid("generic::invalid_argument: invalid build: there must be at least one step");
  if (sent.steps.some(({ name }) => !name))
    throw invalid("generic::invalid_argument: invalid build: each step must have a name (its image)");
  dependencies(sent.steps);
  checkSubstitutions(sent);
  const seconds = parseFloat(sent.timeout ?? "600s");
  if (!(seconds > 0 && seconds <= 86_400))
    throw invalid("generic::invalid_argument: invalid build: timeout must be between 0 and 24 hours");
  const values = {
    PROJECT_ID: project,
    PROJECT_NUMBER: number,
    BUILD_ID: id,
    LOCATION: location,
    ...(trigger?.name ? { TRIGGER_NAME: trigger.name } : {}),
    ...sent.substitutions,
  };
  const build: Build = {
    ...substituteBuild(sent, values),
    id,
    name: `projects/${number}/locations/${location}/builds/${id}`,
    projectId: project,
    status: "QUEUED",
    createTime: new Date().toISOString(),
    timeout: `${seconds}s`,
    queueTtl: sent.queueTtl ?? "3600s",
    logsBucket: sent.logsBucket ?? `gs://${number}.cloudbuild-logs.googleusercontent.com`,
    logUrl: `https://console.cloud.google.com/cloud-build/builds${location === "global" ? "" : `;region=${location}`}/${id}?project=${number}`,
    ...(trigger?.id ? { buildTriggerId: trigger.id } : {}),
  };
  putBuild(call.store, { project, id }, build);
  const payload: BuildJob = { project, id };
  return lro(
    call.operations.start({
      api: "cloudbuild",
      project,
      location,
      name: operationOf(payload),
      type: "BUILD",
      target: build.name ?? "",
      lock: undefined,
      job: "cloudbuild.build",
      payload,
    }),
  );
}

function require(store: Store, { project, rest }: Located): Build {
  const found = findBuild(store, { project, id: rest });
  if (!found) throw notFound(`Requested entity was not found: build ${rest}`);
  return found;
}

function requireTrigger(store: Store, at: Located): BuildTrigger {
  const all = store.list<BuildTrigger>("trigger", at.project, at.location);
  const found = all.find(({ id, name }) => id === at.rest || name === at.rest);
  if (!found) throw notFound(`Requested entity was not found: trigger ${at.rest}`);
  return found;
}

function checkTrigger(trigger: BuildTrigger): BuildTrigger {
  if (trigger.name && !/^[a-zA-Z0-9]([a-zA-Z0-9-]{0,62}[a-zA-Z0-9])?$/.test(trigger.name))
    throw invalid(`generic::invalid_argument: invalid trigger name "${trigger.name}"`);
  if (!trigger.build && !trigger.filename && !trigger.gitFileSource && !trigger.autodetect)
    throw invalid("generic::invalid_argument: a trigger must have a build, filename, gitFileSource or autodetect");
  return trigger;
}

/** Cloud Build: builds whose steps really run, and triggers that run when they are asked to. */
export const cloudbuild: Service = {
  api: "cloudbuild",
  fields: {
    "build.availableSecrets": "absent",
    "build.secrets": "absent",
    "build.artifacts": "absent",
    "build.steps.secretEnv": "absent",
    "build.steps.volumes": "absent",
    "build.options.secretEnv": "absent",
    "build.options.volumes": "absent",
    "build.options.workerPool": "absent",
    "build.options.pool": "absent",
    "build.source.repoSource": "absent",
    "build.source.gitSource": "absent",
    "build.source.connectedRepository": "absent",
    "build.dependencies": "absent",
    "build.options.machineType": "recorded",
    "build.options.diskSizeGb": "recorded",
    "build.serviceAccount": "recorded",
    trigger: "recorded",
  },
  handlers: handlers<Methods>({
    "CloudBuild.CreateBuild": ({ parent, projectId, build = {} }, call) =>
      createBuild(call, locate(call.store, parent, projectId, undefined), build),
    "CloudBuild.GetBuild": ({ name, projectId, id }, { store }) => require(store, locate(store, name, projectId, id)),
    "CloudBuild.ListBuilds": ({ parent, projectId, pageSize, pageToken, filter = "" }, { store }) => {
      const { project } = locate(store, parent, projectId, undefined);
      const all = store.list<Build>("build", project).filter((build) => matchesBuildFilter(build, filter));
      all.sort((a, b) => (b.createTime ?? "").localeCompare(a.createTime ?? ""));
      const { items, nextPageToken } = page(all, pageSize, pageToken, `builds ${project} ${filter}`);
      return { builds: items, nextPageToken };
    },
    "CloudBuild.CancelBuild": ({ name, projectId, id }, call) => {
      const at = locate(call.store, name, projectId, id);
      const build = require(call.store, at);
      if (build.finishTime)
        throw new GoogleError(
          "FAILED_PRECONDITION",
          `Cannot cancel build: the build is already in terminal state ${build.status ?? ""}`,
        );
      const key = { project: at.project, id: build.id ?? "" };
      changeBuild(call.store, key, (now) => ({ ...now, status: "CANCELLED", statusDetail: "the build was cancelled" }));
      call.store.onCommit(() => call.operations.cancel("cloudbuild", operationOf(key)));
      return { ...build, status: "CANCELLED" };
    },
    "CloudBuild.RetryBuild": ({ name, projectId, id }, call) => {
      const at = locate(call.store, name, projectId, id);
      const again = without(
        require(call.store, at),
        "id",
        "name",
        "status",
        "statusDetail",
        "results",
        "startTime",
        "finishTime",
        "createTime",
        "failureInfo",
        "logUrl",
        "projectId",
      );
      return createBuild(call, at, {
        ...again,
        steps: again.steps?.map((step) => without(step, "status", "timing", "exitCode")),
      });
    },
    "CloudBuild.CreateBuildTrigger": ({ parent, projectId, trigger = {} }, call) => {
      const { store } = call;
      requireActAs(call, trigger.serviceAccount);
      const { project, location } = locate(store, parent, projectId, undefined);
      const id = randomUUID();
      if (
        trigger.name &&
        store.list<BuildTrigger>("trigger", project, location).some(({ name }) => name === trigger.name)
      ) {
        throw new GoogleError("ALREADY_EXISTS", `trigger "${trigger.name}" already exists`);
      }
      const made: BuildTrigger = {
        ...checkTrigger(trigger),
        name: trigger.name ?? `trigger-${id.slice(0, 8)}`,
        id,
        resourceName: `projects/${project}/locations/${location}/triggers/${id}`,
        createTime: new Date().toISOString(),
      };
      store.put(["trigger", project, location, id], made);
      return made;
    },
    "CloudBuild.GetBuildTrigger": ({ name, projectId, triggerId }, { store }) =>
      requireTrigger(store, locate(store, name, projectId, triggerId)),
    "CloudBuild.ListBuildTriggers": ({ parent, projectId, pageSize, pageToken }, { store }) => {
      const { project, location } = locate(store, parent, projectId, undefined);
      const { items, nextPageToken } = page(
        store.list<BuildTrigger>("trigger", project, location),
        pageSize,
        pageToken,
        `triggers ${project} ${location}`,
      );
      return { triggers: items, nextPageToken };
    },
    "CloudBuild.UpdateBuildTrigger": ({ projectId, triggerId, trigger = {}, updateMask, ...request }, { store }) => {
      const at = locate(store, (request as { name?: string }).name ?? trigger.resourceName, projectId, triggerId);
      const now = requireTrigger(store, at);
      const next = checkTrigger({
        ...applyMask(now, trigger, updateMask ?? "*"),
        id: now.id,
        resourceName: now.resourceName,
        createTime: now.createTime,
      });
      store.put(["trigger", at.project, at.location, now.id ?? ""], next);
      return next;
    },
    "CloudBuild.DeleteBuildTrigger": ({ name, projectId, triggerId }, { store }) => {
      const at = locate(store, name, projectId, triggerId);
      store.remove(["trigger", at.project, at.location, requireTrigger(store, at).id ?? ""]);
      return {};
    },
    "CloudBuild.RunBuildTrigger": ({ name, projectId, triggerId }, call) => {
      const at = locate(call.store, name, projectId, triggerId);
      const trigger = requireTrigger(call.store, at);
      if (!trigger.build) {
        throw new GoogleError(
          "UNIMPLEMENTED",
          `The sandbox runs triggers that hold their build; ${trigger.name ?? ""} reads it from a repository, which a sandbox does not have.`,
        );
      }
      return createBuild(
        call,
        at,
        {
          ...trigger.build,
          substitutions: { ...trigger.build.substitutions, ...trigger.substitutions },
          options: { ...trigger.build.options, substitutionOption: "ALLOW_LOOSE" },
        },
        trigger,
      );
    },
  }),
};

/** The log of a build, as far as it has come. */
export function buildLog(folder: string, id: string): string {
  const path = join(folder, "build-logs", `${id}.txt`);
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}
