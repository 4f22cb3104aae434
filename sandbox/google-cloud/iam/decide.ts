import { holds, type ConditionContext } from "./conditions";
import { permissionsOf } from "./roles";

/** A policy as it stands on a resource: the only part of it that decides. */
export interface Bindings {
  readonly bindings?:
    | readonly {
        readonly role?: string | undefined;
        readonly members?: readonly string[] | undefined;
        readonly condition?: { readonly expression?: string | undefined } | undefined;
      }[]
    | undefined;
}

/**
 * Whether somebody has a permission: some policy, on the resource or on what it is part of, binds them to a role with it.
 * @param members every way in which a policy can mean the caller
 */
export function decides(
  members: ReadonlySet<string>,
  permission: string,
  policies: readonly Bindings[],
  context: ConditionContext,
): boolean {
  return policies.some(({ bindings = [] }) =>
    bindings.some(
      (binding) =>
        permissionsOf(binding.role ?? "").has(permission) &&
        (binding.members ?? []).some((member) => members.has(member)) &&
        (!binding.condition?.expression || holds(binding.condition.expression, context)),
    ),
  );
}
