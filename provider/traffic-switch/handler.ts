import {
  type CheckFailure,
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
import { announcement, unsettled } from "./announcement";
import { asProperties, plain, withPort } from "./connection";
import { liveColor, type Step } from "./plan";
import { type SwitchSpec, switchSpec } from "./spec";
import { type Receipt, runSwitch } from "./transaction";

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
    const spec = switchSpec.safeParse(plain(news));
    const reason = result.changes === "none" && spec.success && (await unsettled(spec.data, lastSwitch(olds), signal));
    if (reason) {
      log.info(reason);
      return { changes: "some", detailedDiff: { active: { kind: "update" } } };
    }
    const line = announcement(oldInputs, news);
    if (line !== undefined) log.info(line);
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
        lastSwitch(olds),
      ),
    );
    return { ...inputs, live, receipt: receipt ? asProperties(receipt) : (olds["receipt"] ?? null) };
  }
}

/**
 * Ends the process before a step of that kind, of any app or of the one that is named (`route`, `route:api`): how the drill and the fault
 * tests show that the next update goes on.
 */
export function stopForDrill(step: Step, app: string): void {
  const wanted = process.env["GKE_BLUEGREEN_DRILL_KILL_BEFORE"];
  if (wanted === step.kind || wanted === `${step.kind}:${app}`) process.kill(process.pid, "SIGKILL");
}

/** When the last switch was, as the receipt in the state says. */
function lastSwitch(olds: PropertyMap): string | undefined {
  return (plain(olds["receipt"]) as Partial<Receipt> | null | undefined)?.at;
}

/** What no schema says: the active colour is one of the app's. */
export function activeFailures({ active, colors }: SwitchSpec, at = ""): CheckFailure[] {
  if (active in colors) return [];
  return [
    {
      property: `${at}active`,
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
