import { policiesPage } from "../policies/documentation";

/** The generated pages: path from the repository's root → text. */
export function pages(): Readonly<Record<string, string>> {
  return { "docs/policies.md": policiesPage() };
}
