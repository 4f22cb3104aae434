import {
  type CallContext,
  type CheckFailure,
  type CheckRequest,
  type CheckResult,
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
import type { SwitchSpec } from "../../lib/release/spec";
import { announcement, unsettled } from "./announcement";
import { asProperties, withPort, withPorts } from "./connection";
import { beforeOf, find, type Layout } from "./layout";
import { lastSwitch, lateReceipt } from "./member";
import { liveColor } from "./plan";
import { type BeforeStep, type Outcome, runTogether, SwitchFailedError } from "./transaction";

/**
 * `gke-bluegreen:workloads:TrafficSwitch` and `TrafficSwitchGroup`: alone owns where the traffic of its apps goes and how many replicas
 * their colours have. Changing `active` of one or several is one update, and the update is a transaction (see `plan.ts`): all of them are
 * switched, or what fails moves all of them back. One app is a group of one.
 */
export class TrafficSwitchHandler implements ResourceHandler {
  /** @param beforeStep called before each step of an update */
  constructor(
    private readonly layout: Layout,
    private readonly beforeStep?: BeforeStep,
  ) {}

  check({ news }: CheckRequest): Promise<CheckResult> {
    if (hasUnknowns(news)) return Promise.resolve({ inputs: news });
    const parsed = this.layout.parse(news);
    const failures = parsed.specs
      ? this.refused(parsed.specs)
      : parsed.mistakes.map(({ path, message }) => ({ property: path.map(String).join("."), reason: message }));
    return Promise.resolve({ inputs: news, failures });
  }

  async diff({ oldInputs, news, olds, log, signal }: DiffRequest): Promise<DiffResult> {
    const { replaceOn, shown } = this.layout;
    const result = diffInputs(oldInputs, news, { replaceOn });
    const reasons = result.changes === "none" ? await this.unsettled(news, olds, { log, signal }) : [];
    for (const reason of reasons) log.info(reason);
    if (reasons.length > 0) return { changes: "some", detailedDiff: { [shown]: { kind: "update" } } };
    const before = this.layout.membersOf(oldInputs);
    const lines = this.layout.membersOf(news).flatMap((member) => {
      const line = announcement(find(before, member)?.inputs ?? {}, member.inputs);
      return line === undefined ? [] : [`${this.layout.labelOf(member.key)}${line}`];
    });
    if (lines.length > 1) log.info(`all or none of these apps, in this order:\n${lines.join("\n")}`);
    else if (lines[0] !== undefined) log.info(lines[0]);
    return result;
  }

  async create(request: CreateRequest) {
    if (request.preview) return { id: "", properties: this.previewed(request.inputs) };
    const properties = await this.run(request.inputs, {}, request);
    return { id: this.layout.idOf(request.inputs), properties };
  }

  async read({ id, inputs, properties, log, signal }: ReadRequest): Promise<ReadResult> {
    const { specs } = this.layout.parse(inputs);
    // What an earlier version wrote, which the next update writes anew.
    if (!specs) return { id, inputs, properties };
    try {
      const found = await Promise.all(specs.map((spec) => foundInputs(spec, { log, signal })));
      const ends = this.layout.membersOf(inputs).map(({ key }, index) => {
        return { key, live: found[index]?.active ?? "", receipt: null };
      });
      const { live } = this.layout.outputsOf(ends);
      return {
        id,
        inputs: this.layout.withFound(inputs, found),
        properties: { ...this.layout.withFound(properties, found), live },
      };
    } catch (error) {
      if (error instanceof KubernetesError && error.status === 404) return undefined;
      throw error;
    }
  }

  async update(request: UpdateRequest): Promise<PropertyMap> {
    if (request.preview) return this.previewed(request.news, request.olds);
    return await this.run(request.news, request.olds, request);
  }

  /** The Services and Deployments go by themselves; a switch has nothing of its own in the cluster. */
  delete(_: DeleteRequest): Promise<void> {
    return Promise.resolve();
  }

  /** What no schema says: the active colour is one of the app's, and an app has one traffic. */
  private refused(specs: readonly SwitchSpec[]): CheckFailure[] {
    return specs.flatMap(({ active, colors, namespace, app }, index) => {
      const at = this.layout.pathOf(index);
      const names = Object.keys(colors).join(", ");
      const noColour = `no colour ${JSON.stringify(active)}; the colours are ${names}`;
      const first = specs.findIndex((one) => one.namespace === namespace && one.app === app);
      const again = `${app} in namespace ${namespace} is members[${first}] already; name each app of the group once`;
      return [
        ...(Object.hasOwn(colors, active) ? [] : [{ property: `${at}active`, reason: noColour }]),
        ...(first === index ? [] : [{ property: `${at}app`, reason: again }]),
      ];
    });
  }

  /** Why there is something to do though no input changed. */
  private async unsettled(news: PropertyMap, olds: PropertyMap, context: Pick<CallContext, "log" | "signal">) {
    const { specs = [] } = this.layout.parse(news);
    const reasons = await Promise.all(specs.map((spec) => unsettled(spec, this.lastSwitch(olds, spec), context)));
    return reasons.filter((reason) => reason !== undefined);
  }

  private lastSwitch(olds: PropertyMap, spec: SwitchSpec): string | undefined {
    return lastSwitch(beforeOf(this.layout, olds, spec), spec);
  }

  private previewed(inputs: PropertyMap, olds: PropertyMap = {}): PropertyMap {
    const ends = this.layout.membersOf(inputs).map((member) => {
      const { active = unknown } = member.inputs;
      const { live, receipt = null } = this.layout.endOf(olds, member);
      return { key: member.key, live: active, receipt: live === active ? receipt : unknown };
    });
    return { ...inputs, ...this.layout.outputsOf(ends) };
  }

  private async run(inputs: PropertyMap, olds: PropertyMap, { log, signal }: Pick<CallContext, "log" | "signal">) {
    const { specs = [] } = this.layout.parse(inputs);
    const keys = this.layout.membersOf(inputs).map(({ key }) => key);
    const say = (app: string, line: string) => {
      log.status(`${this.layout.labelOf(app)}${line}`);
      log.info(`${this.layout.labelOf(app)}${line}`);
    };
    const stateOf = (outcomes: readonly Outcome[]): PropertyMap => {
      const ends = specs.map((spec, index) => {
        const outcome = outcomes[index] ?? { live: spec.active, receipt: undefined };
        const receipt = this.receiptAfter(outcome, olds, spec);
        return { key: keys[index] ?? spec.app, live: outcome.live, receipt };
      });
      return { ...inputs, ...this.layout.outputsOf(ends) };
    };
    try {
      const outcomes = await withPorts(specs, log, (apps) => {
        const members = apps.map((one) => ({ ...one, lastSwitch: this.lastSwitch(olds, one.spec) }));
        return runTogether(members, say, signal, this.beforeStep);
      });
      return stateOf(outcomes);
    } catch (error) {
      if (!(error instanceof SwitchFailedError) || error.done === undefined) throw error;
      // The switch is done: without what there is to keep of it, the next update would move the traffic back.
      const { message, done } = error;
      const id = this.layout.idOf(inputs);
      throw new InitFailedError(message, { id, inputs, properties: stateOf(done), reasons: [message] });
    }
  }

  /** What the engine keeps: this switch's receipt, that of one whose end nobody heard of, or the one that it has. */
  private receiptAfter({ live, receipt }: Outcome, olds: PropertyMap, spec: SwitchSpec): PropertyValue {
    const own = receipt ?? lateReceipt(beforeOf(this.layout, olds, spec), live, spec);
    return own ? asProperties(own) : (this.layout.endOf(olds, spec).receipt ?? null);
  }
}

/**
 * What the cluster says of a switch's inputs. A route changed by hand shows as a change of `active`, or of what else the program says of it;
 * the next update puts it right.
 */
async function foundInputs(spec: SwitchSpec, { log, signal }: Pick<CallContext, "log" | "signal">) {
  return await withPort(spec, log, async (port) => {
    const { route } = await port.observe(signal);
    const active = liveColor(route.weights) ?? "";
    return route.intact ? { active } : { active, route: asProperties(await port.readFound(signal)) };
  });
}
