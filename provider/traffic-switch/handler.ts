import {
  type CallContext,
  type CheckFailure,
  type CheckRequest,
  type CheckResult,
  copySecrets,
  type CreateRequest,
  type DeleteRequest,
  type DiffRequest,
  type DiffResult,
  diffInputs,
  hasUnknowns,
  InitFailedError,
  type PropertyMap,
  type PropertyValue,
  type ReadRequest,
  type ReadResult,
  type ResourceHandler,
  unknown,
  type UpdateRequest,
} from "../../lib/plugin";
import { KubernetesError } from "../../lib/kubernetes";
import { announcement, unsettled } from "./announcement";
import { asProperties, plain, withPort } from "./connection";
import { type Before, lastSwitch, lateReceipt } from "./member";
import { liveColor, type Step } from "./plan";
import { type SwitchSpec, switchSpec } from "../../lib/release/spec";
import type { Receipt } from "../../lib/release/receipt";
import { type Outcome, runSwitch, SwitchFailedError } from "./transaction";

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
    const reason =
      result.changes === "none" &&
      spec.success &&
      (await unsettled(spec.data, lastSwitch(stateBefore(olds), spec.data), { log, signal }));
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

  async read({ id, inputs, properties, log, signal }: ReadRequest): Promise<ReadResult> {
    const spec = switchSpec.safeParse(plain(inputs));
    // What an earlier version wrote, which the next update writes anew.
    if (!spec.success) return { id, inputs, properties };
    try {
      const found = await foundInputs(spec.data, { log, signal });
      return {
        id,
        inputs: { ...inputs, ...(copySecrets(inputs, found) as PropertyMap) },
        properties: { ...properties, ...(copySecrets(properties, found) as PropertyMap), live: found.active },
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
    const before = stateBefore(olds);
    const stateOf = (outcome: Outcome): PropertyMap => {
      return { ...inputs, live: outcome.live, receipt: receiptAfter(outcome, before, spec, olds["receipt"]) };
    };
    const outcome = await withPort(spec, log, (port) =>
      runSwitch(
        port,
        spec,
        (line) => {
          log.status(line);
          log.info(line);
        },
        signal,
        stopForDrill,
        lastSwitch(before, spec),
      ),
    ).catch((error: unknown) => {
      throw saved(error, idOf(inputs), inputs, ([done]) => stateOf(done ?? { live: spec.active, receipt: undefined }));
    });
    return stateOf(outcome);
  }
}

/** What the engine keeps: this switch's receipt, that of one whose end nobody heard of, or the one that it has. */
export function receiptAfter(
  { live, receipt }: Outcome,
  before: Before,
  spec: SwitchSpec,
  known: PropertyValue = null,
): PropertyValue {
  const own = receipt ?? lateReceipt(before, live, spec);
  return own ? asProperties(own) : known;
}

/** The error of an update whose switch is done, with what the engine has to keep of it; else the next update would move the traffic back. */
export function saved(
  error: unknown,
  id: string,
  inputs: PropertyMap,
  stateOf: (done: readonly Outcome[]) => PropertyMap,
): unknown {
  if (!(error instanceof SwitchFailedError) || error.done === undefined) return error;
  const { message, done } = error;
  return new InitFailedError(message, { id, inputs, properties: stateOf(done), reasons: [message] });
}

/** Steps of the wanted kind that this process has come to. */
let comeTo = 0;

/**
 * Ends the engine and this process before a step of that kind, of any app or of the one that is named, the first or the nth one (`route`,
 * `route:api`, `scale#2`): how the drill and the fault tests show that the next update goes on. `GKE_BLUEGREEN_DRILL_KILL=plugin` spares
 * the engine.
 */
export function stopForDrill(step: Step, app: string): void {
  const [wanted, occurrence = "1"] = (process.env["GKE_BLUEGREEN_DRILL_KILL_BEFORE"] ?? "").split("#");
  if (wanted !== step.kind && wanted !== `${step.kind}:${app}`) return;
  if (++comeTo !== Number(occurrence)) return;
  // The engine first: this process can do nothing after its own end. The launcher becomes the plugin, so that the parent is the engine.
  if (process.env["GKE_BLUEGREEN_DRILL_KILL"] !== "plugin") process.kill(process.ppid, "SIGKILL");
  process.kill(process.pid, "SIGKILL");
}

/**
 * What the cluster says of a switch's inputs. A route changed by hand shows as a change of `active`, or of what else the program says of it;
 * the next update puts it right.
 */
export async function foundInputs(spec: SwitchSpec, { log, signal }: Pick<CallContext, "log" | "signal">) {
  return await withPort(spec, log, async (port) => {
    const { route } = await port.observe(signal);
    const active = liveColor(route.weights) ?? "";
    return route.intact ? { active } : { active, route: asProperties(await port.readFound(signal)) };
  });
}

/** What the engine's state says of an app; all of it may be missing. */
export function stateBefore(olds: PropertyMap): Before {
  const { live, colors, receipt } = plain(olds) as {
    live?: string;
    colors?: Readonly<Record<string, { image?: string }>>;
    receipt?: Pick<Receipt, "at"> | null;
  };
  return { live, image: colors?.[live ?? ""]?.image, receipt: receipt ?? undefined };
}

/** What no schema says: the active colour is one of the app's. */
export function activeFailures({ active, colors }: SwitchSpec, at = ""): CheckFailure[] {
  if (Object.hasOwn(colors, active)) return [];
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
