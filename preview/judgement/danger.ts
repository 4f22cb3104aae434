import { POD_PATCH } from "../../lib/release/marks";
import { counted } from "../../lib/wording";
import { fieldRules, holdsState, publicMembers, wideRoles } from "./danger-table";
import { textOf, type Preview, type ResourceChange } from "../model";
import { switchChanges, trafficSwitchType } from "./switches";

/** Something that a reviewer must see before anything else. */
export interface Danger {
  readonly rule: string;
  /** `stop`: data or traffic is lost. `look`: it may be, or a protection goes. */
  readonly level: "stop" | "look";
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly operation: string;
  readonly because: string;
  /** What is lost for good; "" when nothing. */
  readonly lost: string;
  /** What does not answer, and when; "" when nothing. */
  readonly outage: string;
}

/** Judges every change by the tables; `stop` first, then in the order of URNs. */
export function dangers(preview: Preview): Danger[] {
  const found = preview.changes.flatMap((change) => [
    ...endOfState(change, preview),
    ...ownOrSwitches(change).flatMap((one) => [...(preview.kind === "drift" ? driftDangers(one) : fieldDangers(one))]),
    ...optionDangers(change),
    ...accessDangers(change),
    ...disruptionDangers(change),
    ...patchDangers(change),
  ]);
  found.push(...providerDangers(preview.changes));
  const level = { stop: 0, look: 1 };
  return found.sort((left, right) => level[left.level] - level[right.level] || (left.urn < right.urn ? -1 : 1));
}

/** What has fields of its own to judge: of a group of switches, each app. */
function ownOrSwitches(change: ResourceChange): ResourceChange[] {
  const switches = switchChanges(change);
  return switches.length > 0 ? switches : [change];
}

/** Deletion and replacement of what holds state or takes traffic. */
function* endOfState(change: ResourceChange, { kind, changes }: Preview): Generator<Danger> {
  if (!ends(change)) return;
  const state = holdsState.find(({ type }) => type.test(change.type));
  if (!state || changes.some((other) => ends(other) && state.goesWith?.test(other.type))) return;
  const { outage, again } = state;
  if (again !== undefined) {
    if (change.action === "replace" && kind !== "drift")
      yield { ...base(change, "replaced"), level: "look", because: again, lost: "", outage };
    return;
  }
  const lost = typeof state.lost === "string" ? state.lost : state.lost(change.before?.inputs ?? {});
  if (kind === "drift") {
    yield {
      ...base(change, "gone"),
      level: "stop",
      operation: "gone",
      because: "it was deleted by hand; the next update makes it anew",
      lost,
      outage,
    };
    return;
  }
  const kept = change.before?.retainOnDelete === true;
  if (change.action === "delete") {
    yield {
      ...base(change, "deleted"),
      level: kept || lost + outage === "" ? "look" : "stop",
      because: kept
        ? "it leaves the stack, but retainOnDelete leaves the thing itself"
        : "it is no longer in the program",
      lost: kept ? "" : lost,
      outage: kept ? "" : outage,
    };
    return;
  }
  const because =
    change.replacedFor.length > 0 ? `changes of ${list(change.replacedFor)} replace it` : "it is replaced";
  const gap = change.order === "delete-first";
  yield {
    ...base(change, "replaced"),
    level: lost !== "" || gap ? "stop" : "look",
    because: gap ? `${because}, the old one first` : `${because}; the new one is made first`,
    lost,
    outage: gap && outage !== "" ? `${outage}, from the old one's end to the new one's readiness` : "",
  };
}

const ends = ({ action }: ResourceChange) => action === "delete" || action === "replace";

function* fieldDangers(change: ResourceChange): Generator<Danger> {
  if (change.action !== "update") return;
  for (const rule of fieldRules) {
    if (!rule.type.test(change.type) || rule.only?.(change.after?.inputs ?? {}) === false) continue;
    const hits = change.fields.filter(
      ({ path, before, after }) =>
        rule.path.test(path) && (rule.when?.(before, after) ?? true) && (!rule.liveColour || isLive(change, path)),
    );
    if (hits.length === 0) continue;
    const paths = hits.map(({ path }) => path);
    yield { ...base(change, rule.id), ...pick(rule), because: `${list(paths)}: ${rule.because}` };
  }
}

function isLive({ before, after }: ResourceChange, path: string): boolean {
  const live = textOf(after?.inputs["active"]);
  return live !== "" && before?.inputs["active"] === live && path.startsWith(`colors.${live}.`);
}

function pick({ level, lost, outage }: Pick<Danger, "level" | "lost" | "outage">) {
  return { level, lost, outage };
}

/** What somebody changed by hand on the traffic's path, and what to do about it. */
function* driftDangers(change: ResourceChange): Generator<Danger> {
  if (change.action !== "update") return;
  const moved = change.fields.find(({ path }) => path === "active");
  if (change.type === trafficSwitchType && moved) {
    const live = textOf(moved.after, "no colour");
    yield {
      ...base(change, "traffic-moved-by-hand"),
      level: "stop",
      operation: "moved by hand",
      because: `traffic goes to ${live || "no colour"}, the program says ${textOf(moved.before)}. To keep it there, set active to ${live || "the colour you want"} in the stack's configuration; to take it back, run the update: it verifies ${textOf(moved.before)} first. Do not run a refresh before you have decided`,
      lost: "",
      outage: "whatever the colour that is live now cannot serve: nothing verified it",
    };
  } else if (/:Service$/.test(change.type) && change.fields.some(({ path }) => path.startsWith("spec.selector"))) {
    yield {
      ...base(change, "selector-edited-by-hand"),
      level: "stop",
      operation: "edited by hand",
      because:
        "the Service selects other pods than the program says. The next update puts it back at once; if the edit was meant, bring it into the program first",
      lost: "",
      outage: "requests at the moment it is put back, behind a GKE load balancer",
    };
  }
}

function* optionDangers(change: ResourceChange): Generator<Danger> {
  for (const { option, after } of change.options) {
    if (after) continue;
    yield {
      ...base(change, `${option}-lifted`),
      level: "look",
      because:
        option === "protect"
          ? "`protect` is lifted: the next change may delete it"
          : "`retainOnDelete` is dropped: a deletion then deletes the thing itself",
      lost: "",
      outage: "",
    };
  }
}

/** Grants that widen access: to everybody, or of roles that may do everything. */
function* accessDangers(change: ResourceChange): Generator<Danger> {
  if (change.action === "delete" || !change.after) return;
  const { inputs } = change.after;
  const before = change.before?.inputs ?? {};
  const say = (rule: string, because: string): Danger => ({
    ...base(change, rule),
    level: "look",
    because,
    lost: "",
    outage: "",
  });
  if (/^gcp:.*:\w*IAM(Member|Binding)$/i.test(change.type)) {
    const role = textOf(inputs["role"]);
    const members = [inputs["member"], ...(Array.isArray(inputs["members"]) ? (inputs["members"] as unknown[]) : [])];
    const open = members.filter((member) => typeof member === "string" && publicMembers.test(member));
    if (open.length > 0 && JSON.stringify(before) !== JSON.stringify(inputs)) {
      yield say("public-grant", `${role} is granted to ${open.join(", ")}`);
    } else if (wideRoles.test(role) && before["role"] !== role) {
      yield say("wide-grant", `${role} is granted to ${members.filter(Boolean).map(String).join(", ")}`);
    }
  }
  if (/:(Cluster)?RoleBinding$/.test(change.type)) {
    const role = (inputs["roleRef"] as { name?: unknown } | undefined)?.name;
    const subjects = Array.isArray(inputs["subjects"]) ? (inputs["subjects"] as { name?: unknown }[]) : [];
    const open = subjects.filter(({ name }) => typeof name === "string" && publicMembers.test(name));
    if (JSON.stringify(before) === JSON.stringify(inputs)) return;
    if (open.length > 0)
      yield say("public-grant", `${String(role)} is granted to ${open.map((s) => String(s.name)).join(", ")}`);
    else if (role === "cluster-admin") yield say("wide-grant", "cluster-admin is granted");
  }
  if (/^gcp:compute\/firewall:/.test(change.type)) {
    const ranges = inputs["sourceRanges"];
    const was = before["sourceRanges"];
    const everywhere = (value: unknown) =>
      Array.isArray(value) && (value.includes("0.0.0.0/0") || value.includes("::/0"));
    if (everywhere(ranges) && !everywhere(was)) yield say("firewall-opened", "the rule lets the whole internet in");
  }
}

function* disruptionDangers(change: ResourceChange): Generator<Danger> {
  if (!/:PodDisruptionBudget$/.test(change.type) || change.action !== "delete") return;
  yield {
    ...base(change, "budget-removed"),
    level: "look",
    because: "the PodDisruptionBudget goes: a node drain may then take all pods at once",
    lost: "",
    outage: "the app, at the next node upgrade",
  };
}

/** A changed provider replaces everything that it manages: usually a kubeconfig that became unknown, and not meant. */
function providerDangers(changes: readonly ResourceChange[]): Danger[] {
  const moved = changes.filter(({ providerChanged }) => providerChanged);
  const first = moved[0];
  if (!first) return [];
  return [
    {
      rule: "provider-changed",
      level: "stop",
      urn: first.urn,
      type: first.type,
      name: first.name,
      operation: "replaced",
      because: `the provider of ${counted(moved.length, "resource")} is another one after the change, so all of them are replaced`,
      lost: "whatever they hold",
      outage: "whatever they serve",
    },
  ];
}

function base(change: ResourceChange, rule: string) {
  const operation =
    change.action === "replace"
      ? change.order === "delete-first"
        ? "replace, delete first"
        : "replace"
      : change.action;
  return { rule, urn: change.urn, type: change.type, name: change.name, operation };
}

function list(paths: readonly string[]): string {
  const shown = paths.slice(0, 3).map((path) => `\`${path.replaceAll("`", "'")}\``);
  return paths.length > 3 ? `${shown.join(", ")} and ${paths.length - 3} more` : shown.join(", ");
}

/** Pods that a patch of the configuration writes: no key of this project says what it does, so a reviewer reads it. */
function* patchDangers(change: ResourceChange): Generator<Danger> {
  const patch = podAnnotation(change, POD_PATCH);
  if (patch === undefined || change.action === "delete") return;
  yield {
    ...base(change, "pod-patch"),
    level: "look",
    because: `podPatch writes ${patch} of its pods, past this project's own keys and checks`,
    lost: "",
    outage: "",
  };
}

function podAnnotation({ after }: ResourceChange, name: string): string | undefined {
  const spec = field(after?.inputs, "spec");
  const template = field(field(field(spec, "jobTemplate"), "spec") ?? spec, "template");
  const value = field(field(field(template, "metadata"), "annotations"), name);
  return typeof value === "string" ? value : undefined;
}

const field = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
