import { readFileSync } from "node:fs";
import { join } from "node:path";
import { rows } from "./rows";

const read = (file: string) => JSON.parse(readFileSync(join(__dirname, file), "utf8")) as Record<string, string>;
// Read when somebody else than the sandbox's owner calls for the first time.
let roles: Record<string, string> | undefined;
let methods: Record<string, string> | undefined;
const permissionsOfRole = new Map<string, ReadonlySet<string>>();

/** Whether Google has a predefined role of this name: `roles/container.viewer`. */
export function isPredefinedRole(role: string): boolean {
  return role.startsWith("roles/") && Object.hasOwn((roles ??= read("roles.json")), role);
}

/** What a role permits, of what the sandbox asks for. A role that does not exist permits nothing. */
export function permissionsOf(role: string): ReadonlySet<string> {
  const known = permissionsOfRole.get(role);
  if (known) return known;
  const text = isPredefinedRole(role) ? roles?.[role] : undefined;
  const permissions = new Set(
    (text ?? "").split(" ").flatMap((group) => {
      const at = group.lastIndexOf(".");
      return at < 0
        ? []
        : group
            .slice(at + 1)
            .split(",")
            .map((verb) => `${group.slice(0, at)}.${verb}`);
    }),
  );
  permissionsOfRole.set(role, permissions);
  return permissions;
}

let known: ReadonlySet<string> | undefined;

/** Whether the sandbox can tell who has a permission. */
export function isKnownPermission(permission: string): boolean {
  known ??= new Set(Object.keys((roles ??= read("roles.json"))).flatMap((role) => [...permissionsOf(role)]));
  return known.has(permission);
}

/** What a method needs, all of it; undefined where nobody has said so. @param title such as `container.ClusterManager.GetCluster` */
export function permissionsFor(title: string): readonly string[] | undefined {
  return rows[title]?.permissions ?? (methods ??= read("methods.json"))[title]?.split(" ");
}
