import {
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
import { tellSetbacks } from "./setbacks";
import { groupKeys } from "../../lib/release/group-keys";
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
      ? [
          ...parsed.data.members.flatMap((spec, index) => activeFailures(spec, `members[${index}].`)),
          ...repeated(parsed.data.members),
        ]
      : parsed.error.issues.map(({ path, message }) => ({ property: path.map(String).join("."), reason: message }));
    return Promise.resolve({ inputs: news, failures });
  }

  async diff({ oldInputs, news, olds, log, signal }: DiffRequest): Promise<DiffResult> {
    const result = diffInputs(oldInputs, news, { replaceOn: [] });
    const group = groupSpec.safeParse(plain(news));
    if (result.changes === "none" && group.success) {
      const { members } = group.data;
      const reasons = await Promise.all(
        members.map((spec) => unsettled(spec, lastSwitch(appBefore(olds, spec), spec), { log, signal })),
      );
      const found = reasons.filter((reason) => reason !== undefined);
      for (const reason of found) log.info(reason);
      if (found.length > 0) return { changes: "some", detailedDiff: { members: { kind: "update" } } };
    }
    const before = membersOf(oldInputs);
    const lines = membersOf(news).flatMap((member) => {
      const line = announcement(find(before, member)?.inputs ?? {}, member.inputs);
      return line === undefined ? [] : [`${member.key}: ${line}`];
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

  async read({ id, inputs, properties, log, signal }: ReadRequest): Promise<ReadResult> {
    const parsed = groupSpec.safeParse(plain(inputs));
    // What an earlier version wrote, which the next update writes anew.
    if (!parsed.success) return { id, inputs, properties };
    const { members } = parsed.data;
    try {
      const found = await Promise.all(members.map((spec) => foundInputs(spec, { log, signal })));
      const seen = withFound(inputs["members"] ?? [], found);
      const live = Object.fromEntries(groupKeys(members).map((key, index) => [key, found[index]?.active ?? ""]));
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
    const keys = groupKeys(specs);
    const all = specs.map((spec, index) => {
      const outcome = outcomes[index] ?? { live: spec.active, receipt: undefined };
      const receipt = receiptAfter(outcome, appBefore(olds, spec), spec, receiptBefore(olds, spec));
      return { key: keys[index] ?? spec.app, live: outcome.live, receipt };
    });
    return {
      ...inputs,
      live: Object.fromEntries(all.map(({ key, live }) => [key, live])),
      receipts: Object.fromEntries(all.map(({ key, receipt }) => [key, receipt])),
    };
  };
  const clients = new Map(
    specs.map(({ kubeconfig }) => [kubeconfig, new KubernetesClient(kubeconfig, { onSetback: tellSetbacks(log) })]),
  );
  const memberOf = (spec: SwitchSpec): Member[] => {
    const client = clients.get(spec.kubeconfig);
    return client
      ? [{ port: new KubernetesPort(client, spec), spec, lastSwitch: lastSwitch(appBefore(olds, spec), spec) }]
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

const idOf = (inputs: PropertyMap) =>
  membersOf(inputs)
    .map(({ key }) => key)
    .join("+");

/** The members as they are in the inputs, secrets in their places, with what the cluster says of each, in their order. */
function withFound(value: PropertyValue, found: readonly PropertyMap[]): PropertyValue {
  if (value instanceof Secret) return new Secret(withFound(value.value, found));
  if (value instanceof Output && value.value !== undefined)
    return new Output(withFound(value.value, found), value.secret, value.dependencies);
  return Array.isArray(value) ? value.map((one, index) => withOwn(one, found[index] ?? {})) : value;
}

function withOwn(member: PropertyValue, own: PropertyMap): PropertyValue {
  if (member instanceof Secret) return new Secret(withOwn(member.value, own));
  if (member instanceof Output && member.value !== undefined)
    return new Output(withOwn(member.value, own), member.secret, member.dependencies);
  return isMap(member) ? { ...member, ...(copySecrets(member, own) as PropertyMap) } : member;
}

type Name = Pick<SwitchSpec, "namespace" | "app">;

/** One app's switch in a group's inputs. */
interface GroupMember extends Name {
  /** Its name among the group's outputs. */
  readonly key: string;
  readonly inputs: PropertyMap;
}

/** The apps' switches, in the group's order. */
function membersOf(inputs: PropertyMap): readonly GroupMember[] {
  const members = inputs["members"] === undefined ? [] : unwrap(inputs["members"]);
  if (!Array.isArray(members)) return [];
  const found = members.flatMap((one) => {
    const member = unwrap(one);
    if (!isMap(member)) return [];
    return [
      { namespace: String(plain(member["namespace"])), app: String(plain(member["app"])), inputs: member } as const,
    ];
  });
  const keys = groupKeys(found);
  return found.map((one, index) => ({ ...one, key: keys[index] ?? one.app }));
}

const find = (members: readonly GroupMember[], { namespace, app }: Name) =>
  members.find((one) => one.namespace === namespace && one.app === app);

/** An app has one traffic: it is in a group once. */
function repeated(members: readonly Name[]): CheckFailure[] {
  return members.flatMap(({ namespace, app }, index) => {
    const first = members.findIndex((one) => one.namespace === namespace && one.app === app);
    if (first === index) return [];
    const reason = `${app} in namespace ${namespace} is members[${first}] already; name each app of the group once`;
    return [{ property: `members[${index}].app`, reason }];
  });
}

function mapOf(outputs: PropertyMap, name: "live" | "receipts"): PropertyMap {
  const value = outputs[name] === undefined ? {} : unwrap(outputs[name]);
  return isMap(value) ? value : {};
}

function receiptBefore(olds: PropertyMap, name: Name): PropertyValue | undefined {
  return mapOf(olds, "receipts")[find(membersOf(olds), name)?.key ?? ""];
}

/** What the engine's state says of one app. */
function appBefore(olds: PropertyMap, name: Name): Before {
  const member = find(membersOf(olds), name);
  const live = mapOf(olds, "live")[member?.key ?? ""];
  return stateBefore({
    ...member?.inputs,
    receipt: receiptBefore(olds, name) ?? null,
    ...(live !== undefined && { live }),
  });
}

function previewed(inputs: PropertyMap, olds: PropertyMap): PropertyMap {
  const before = membersOf(olds);
  const all = membersOf(inputs).map((member) => {
    const { active = unknown } = member.inputs;
    const live = mapOf(olds, "live")[find(before, member)?.key ?? ""];
    return { key: member.key, active, receipt: live === active ? (receiptBefore(olds, member) ?? null) : unknown };
  });
  return {
    ...inputs,
    live: Object.fromEntries(all.map(({ key, active }) => [key, active])),
    receipts: Object.fromEntries(all.map(({ key, receipt }) => [key, receipt])),
  };
}
