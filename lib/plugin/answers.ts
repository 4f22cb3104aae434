import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import type { ChangeKind, DiffResult } from "./diff";
import type { CheckFailure, CheckResult } from "./handlers";
import { toStruct } from "./marshal";

const kinds: Readonly<Record<ChangeKind, rpc.PropertyDiff.Kind>> = {
  add: rpc.PropertyDiff.Kind.ADD,
  "add-replace": rpc.PropertyDiff.Kind.ADD_REPLACE,
  delete: rpc.PropertyDiff.Kind.DELETE,
  "delete-replace": rpc.PropertyDiff.Kind.DELETE_REPLACE,
  update: rpc.PropertyDiff.Kind.UPDATE,
  "update-replace": rpc.PropertyDiff.Kind.UPDATE_REPLACE,
};

/** A Check answer as a message. */
export function check(result: CheckResult): rpc.CheckResponse {
  const response = new rpc.CheckResponse();
  response.setInputs(toStruct(result.inputs));
  response.setFailuresList(failures(result.failures));
  return response;
}

/** Failed inputs as messages. */
export function failures(list: readonly CheckFailure[] = []): rpc.CheckFailure[] {
  return list.map(({ property, reason }) => {
    const failure = new rpc.CheckFailure();
    failure.setProperty(property);
    failure.setReason(reason);
    return failure;
  });
}

/** A Diff answer as a message. The engine takes any `replaces` as the order to replace. */
export function diff(result: DiffResult): rpc.DiffResponse {
  const response = new rpc.DiffResponse();
  const changes = Object.entries(result.detailedDiff ?? {});
  response.setChanges(
    result.changes === "some" ? rpc.DiffResponse.DiffChanges.DIFF_SOME : rpc.DiffResponse.DiffChanges.DIFF_NONE,
  );
  const topLevel = new Set(changes.map(([path]) => /^[^.[]+/.exec(path)?.[0] ?? path));
  response.setDiffsList([...(result.diffs ?? topLevel)]);
  response.setReplacesList([
    ...(result.replaces ?? changes.filter(([, { kind }]) => kind.endsWith("-replace")).map(([path]) => path)),
  ]);
  response.setStablesList([...(result.stables ?? [])]);
  response.setDeletebeforereplace(result.deleteBeforeReplace ?? false);
  response.setHasdetaileddiff(result.detailedDiff !== undefined);
  const detailed = response.getDetaileddiffMap();
  for (const [path, change] of changes) {
    const property = new rpc.PropertyDiff();
    property.setKind(kinds[change.kind]);
    property.setInputdiff(change.inputDiff ?? false);
    detailed.set(path, property);
  }
  return response;
}
