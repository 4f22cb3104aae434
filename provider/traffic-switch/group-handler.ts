import {
  type CheckRequest,
  type CheckResult,
  copySecrets,
  type CreateRequest,
  type DeleteRequest,
  type DiffRequest,
  type DiffResult,
  diffInputs,
  hasUnknowns,
  isMap,
  Output,
  type PropertyMap,
  type PropertyValue,
  type ReadRequest,
  type ReadResult,
  type ResourceHandler,
  Secret,
  unknown,
  type UpdateRequest,
  unwrap,
} from "../../lib/plugin";
import { KubernetesClient, KubernetesError } from "../../lib/kubernetes";
import { announcement, unsettled } from "./announcement";
import { plain } from "./connection";
import { activeFailures, foundInputs, receiptAfter, saved, stateBefore, stopForDrill } from "./handler";
import { KubernetesPort } from "./kubernetes-port";
import { type Before, lastSwitch } from "./member";
import { groupSpec, type SwitchSpec } from "../../lib/release/spec";
import { type Member, type Outcome, runTogether } from "./transaction";

/**
 * `gke-bluegreen:workloads:TrafficSwitchGroup`: several apps whose traffic moves in one transaction. Its inputs are the inputs of a
 * `TrafficSwitch` for each, in the order in which they move; what fails moves all of them back, the last one first.
 */
export class TrafficSwitchGroupHandler implements ResourceHandler {
  check({ news }: CheckRequest): Promise<CheckResult> {
    if (hasUnknowns(news)) return Promise.resolve({ inputs: news });
    const parsed = groupSpec.safeParse(plain(news));
    const failures = parsed.success
      ? parsed.data.members.flatMap((spec, index) => activeFailures(spec, `members[${index}].`))
      : parsed.error.issues.map(({ path, message }) => ({ property: path.map(String).join("."), reason: message }));
    return Promise.resolve({ inputs: news, failures });
  }

  async diff({ oldInputs, news, olds, log, signal }: DiffRequest): Promise<DiffResult> {
    const result = diffInputs(oldInputs, news, { replaceOn: [] });
    const group = groupSpec.safeParse(plain(news));
    if (result.changes === "none" && group.success) {
      const { members } = group.data;
      const reasons = await Promise.all(
        members.map((spec) => unsettled(spec, lastSwitch(appBefore(olds, spec.app), spec), signal)),
      );
      const found = reasons.filter((reason) => reason !== undefined);
      for (const reason of found) log.info(reason);
      if (found.length > 0) return { changes: "some", detailedDiff: { members: { kind: "update" } } };
    }
    const before = membersOf(oldInputs);
    const lines = [...membersOf(news)].flatMap(([app, inputs]) => {
      const line = announcement(before.get(app) ?? {}, inputs);
      return line === undefined ? [] : [`${app}: ${line}`];
    });
    if (lines.length > 1) log.info(`all or none of these apps, in this order:\n${lines.join("\n")}`);
    else if (lines[0] !== undefined) log.info(lines[0]);
    return result;
  }

  async create(request: CreateRequest) {
    const id = idOf(request.inputs);
    if (request.preview) return { id: "", properties: previewed(request.inputs, {}) };
    return { id, properties: await run(request.inputs, {}, request) };
  }

  async read({ id, inputs, properties, signal }: ReadRequest): Promise<ReadResult> {
    const parsed = groupSpec.safeParse(plain(inputs));
    // What an earlier version wrote, which the next update writes anew.
    if (!parsed.success) return { id, inputs, properties };
    const { members } = parsed.data;
    try {
      const found = new Map(
        await Promise.all(members.map(async (spec) => [spec.app, await foundInputs(spec, signal)] as const)),
      );
      const seen = withFound(inputs["members"] ?? [], found);
      const live = Object.fromEntries([...found].map(([app, { active }]) => [app, active]));
      return { id, inputs: { ...inputs, members: seen }, properties: { ...properties, members: seen, live } };
    } catch (error) {
      if (error instanceof KubernetesError && error.status === 404) return undefined;
      throw error;
    }
  }

  async update(request: UpdateRequest): Promise<PropertyMap> {
    if (request.preview) return previewed(request.news, request.olds);
    return await run(request.news, request.olds, request);
  }

  /** The Services and Deployments go by themselves; a switch has nothing of its own in the cluster. */
  delete(_: DeleteRequest): Promise<void> {
    return Promise.resolve();
  }
}

async function run(
  inputs: PropertyMap,
  olds: PropertyMap,
  { log, signal }: CreateRequest | UpdateRequest,
): Promise<PropertyMap> {
  const { members: specs } = groupSpec.parse(plain(inputs));
  const say = (app: string, line: string) => {
    log.status(`${app}: ${line}`);
    log.info(`${app}: ${line}`);
  };
  const stateOf = (outcomes: readonly Outcome[]): PropertyMap => {
    const receipts = receiptsOf(olds);
    const all = specs.map((spec, index) => {
      const { app, active } = spec;
      const outcome = outcomes[index] ?? { live: active, receipt: undefined };
      return { app, live: outcome.live, receipt: receiptAfter(outcome, appBefore(olds, app), spec, receipts[app]) };
    });
    return {
      ...inputs,
      live: Object.fromEntries(all.map(({ app, live }) => [app, live])),
      receipts: Object.fromEntries(all.map(({ app, receipt }) => [app, receipt])),
    };
  };
  const clients = new Map(specs.map(({ kubeconfig }) => [kubeconfig, new KubernetesClient(kubeconfig)]));
  const memberOf = (spec: SwitchSpec): Member[] => {
    const client = clients.get(spec.kubeconfig);
    return client
      ? [{ port: new KubernetesPort(client, spec), spec, lastSwitch: lastSwitch(appBefore(olds, spec.app), spec) }]
      : [];
  };
  try {
    return stateOf(await runTogether(specs.flatMap(memberOf), say, signal, stopForDrill));
  } catch (error) {
    throw saved(error, idOf(inputs), inputs, stateOf);
  } finally {
    for (const client of clients.values()) client.close();
  }
}

const idOf = (inputs: PropertyMap) => [...membersOf(inputs).keys()].join("+");

/** The members as they are in the inputs, secrets in their places, with what the cluster says of each. */
function withFound(value: PropertyValue, found: ReadonlyMap<string, PropertyMap>): PropertyValue {
  if (value instanceof Secret) return new Secret(withFound(value.value, found));
  if (value instanceof Output && value.value !== undefined)
    return new Output(withFound(value.value, found), value.secret, value.dependencies);
  if (Array.isArray(value)) return value.map((one) => withFound(one, found));
  if (!isMap(value)) return value;
  const own = found.get(String(plain(value["app"])));
  const copied = own && copySecrets(value, own);
  return isMap(copied) ? { ...value, ...copied } : value;
}

/** App → its switch's inputs, in the group's order. */
function membersOf(inputs: PropertyMap): ReadonlyMap<string, PropertyMap> {
  const members = inputs["members"] === undefined ? [] : unwrap(inputs["members"]);
  if (!Array.isArray(members)) return new Map();
  return new Map(
    members.flatMap((one) => {
      const member = unwrap(one);
      return isMap(member) ? [[String(plain(member["app"])), member] as const] : [];
    }),
  );
}

function receiptsOf(outputs: PropertyMap): PropertyMap {
  const receipts = outputs["receipts"] === undefined ? {} : unwrap(outputs["receipts"]);
  return isMap(receipts) ? receipts : {};
}

/** What the engine's state says of one app. */
function appBefore(olds: PropertyMap, app: string): Before {
  const live = olds["live"] === undefined ? {} : unwrap(olds["live"]);
  const own = { ...membersOf(olds).get(app), receipt: receiptsOf(olds)[app] ?? null };
  return stateBefore({ ...own, ...(isMap(live) && live[app] !== undefined && { live: live[app] }) });
}

function previewed(inputs: PropertyMap, olds: PropertyMap): PropertyMap {
  const live = olds["live"] === undefined ? {} : unwrap(olds["live"]);
  const before = isMap(live) ? live : {};
  const receipts = receiptsOf(olds);
  const all = [...membersOf(inputs)].map(([app, { active }]) => ({ app, active: active ?? unknown }));
  return {
    ...inputs,
    live: Object.fromEntries(all.map(({ app, active }) => [app, active])),
    receipts: Object.fromEntries(
      all.map(({ app, active }) => [app, before[app] === active ? (receipts[app] ?? null) : unknown]),
    ),
  };
}
