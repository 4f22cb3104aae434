import {
  type CheckRequest,
  type CheckResult,
  type CreateRequest,
  type DeleteRequest,
  type DiffRequest,
  type DiffResult,
  diffInputs,
  hasUnknowns,
  type PropertyMap,
  type ReadRequest,
  type ReadResult,
  type ResourceHandler,
  unknown,
  type UpdateRequest,
} from "../../plugin";
import { KubernetesError } from "../kubernetes/client";
import { asProperties, plain, withPort } from "./connection";
import { liveColor, type Step } from "./plan";
import { describeCheck, type SwitchSpec, switchSpec } from "./spec";
import { runSwitch } from "./transaction";

/**
 * `gke-bluegreen:workloads:TrafficSwitch`: alone owns where an app's traffic goes and how many replicas its colours have. Changing
 * `active` is one update, and the update is a transaction (see `plan.ts`).
 */
export class TrafficSwitchHandler implements ResourceHandler {
  check({ news }: CheckRequest): Promise<CheckResult> {
    if (hasUnknowns(news)) return Promise.resolve({ inputs: news });
    const parsed = switchSpec.safeParse(plain(news));
    const failures = parsed.success
      ? activeFailures(parsed.data)
      : parsed.error.issues.map(({ path, message }) => ({ property: path.map(String).join("."), reason: message }));
    return Promise.resolve({ inputs: news, failures });
  }

  async diff({ oldInputs, news, olds, log, signal }: DiffRequest): Promise<DiffResult> {
    const result = diffInputs(oldInputs, news, { replaceOn: ["app", "namespace"] });
    if (result.changes === "none" && (await unsettled(news, signal))) {
      log.info(
        "the route does not lead where the state says: an earlier update was cut off, or another hand changed it",
      );
      return { changes: "some", detailedDiff: { active: { kind: "update" } } };
    }
    const before = oldInputs["active"];
    const after = news["active"];
    if (typeof before === "string" && typeof after === "string" && before !== after) {
      log.info(announcement(before, after, olds, news));
    }
    return result;
  }

  async create(request: CreateRequest) {
    if (request.preview) return { id: "", properties: previewed(request.inputs) };
    const properties = await this.run(request.inputs, request);
    return { id: idOf(request.inputs), properties };
  }

  async read({ id, inputs, properties, signal }: ReadRequest): Promise<ReadResult> {
    const spec = switchSpec.parse(plain(inputs));
    try {
      const { route } = await withPort(spec, (port) => port.observe(signal));
      const live = liveColor(route.weights);
      // A selector changed by hand shows as a change of `active`, which the next update puts right.
      return {
        id,
        inputs: { ...inputs, active: live ?? "" },
        properties: { ...properties, active: live ?? "", live: live ?? "" },
      };
    } catch (error) {
      if (error instanceof KubernetesError && error.status === 404) return undefined;
      throw error;
    }
  }

  async update(request: UpdateRequest): Promise<PropertyMap> {
    if (request.preview) return previewed(request.news, request.olds);
    return await this.run(request.news, request, request.olds);
  }

  /** The Services and Deployments go by themselves; a switch has nothing of its own in the cluster. */
  delete(_: DeleteRequest): Promise<void> {
    return Promise.resolve();
  }

  private async run(
    inputs: PropertyMap,
    { log, signal }: CreateRequest | UpdateRequest,
    olds: PropertyMap = {},
  ): Promise<PropertyMap> {
    const spec = switchSpec.parse(plain(inputs));
    const { live, receipt } = await withPort(spec, (port) =>
      runSwitch(
        port,
        spec,
        (line) => {
          log.status(line);
          log.info(line);
        },
        signal,
        stopForDrill,
      ),
    );
    return { ...inputs, live, receipt: receipt ? asProperties(receipt) : (olds["receipt"] ?? null) };
  }
}

/** Ends the process before a step of that kind: how the drill and the fault tests show that the next update goes on. */
function stopForDrill(step: Step): void {
  if (process.env["GKE_BLUEGREEN_DRILL_KILL_BEFORE"] === step.kind) process.kill(process.pid, "SIGKILL");
}

/** Whether the route differs from what the inputs say. A cluster that cannot be asked now is no reason for a change. */
async function unsettled(inputs: PropertyMap, signal: AbortSignal): Promise<boolean> {
  const parsed = switchSpec.safeParse(plain(inputs));
  if (!parsed.success) return false;
  try {
    const { route } = await withPort(parsed.data, (port) => port.observe(signal));
    return route.unfinished !== undefined || route.weights[parsed.data.active] !== 100;
  } catch {
    return false;
  }
}

function activeFailures({ active, colors }: SwitchSpec) {
  if (active in colors) return [];
  return [
    {
      property: "active",
      reason: `no colour ${JSON.stringify(active)}; the colours are ${Object.keys(colors).join(", ")}`,
    },
  ];
}

const idOf = (inputs: PropertyMap) => {
  const { namespace, app } = switchSpec.parse(plain(inputs));
  return `${namespace}/${app}`;
};

function previewed(inputs: PropertyMap, olds: PropertyMap = {}): PropertyMap {
  const moves = olds["live"] !== inputs["active"];
  return { ...inputs, live: inputs["active"] ?? unknown, receipt: moves ? unknown : (olds["receipt"] ?? null) };
}

/** What the preview says of a switch. */
function announcement(before: string, after: string, olds: PropertyMap, news: PropertyMap): string {
  const image = (from: PropertyMap, color: string) => {
    const colors = plain(from["colors"]) as Record<string, { image?: string }> | undefined;
    return colors?.[color]?.image?.replace(/^.*\/([^/]*)@(sha256:.{12}).*$/, "$1@$2") ?? "an image still to be built";
  };
  const parsed = switchSpec.shape.verify.safeParse(plain(news["verify"]));
  const checks =
    parsed.success && parsed.data.length > 0 ? parsed.data.map(describeCheck).join("; ") : "readiness only";
  return `traffic moves ${before} (${image(olds, before)}) → ${after} (${image(news, after)}); verified first by: ${checks}`;
}
