import { composePage } from "../compose/page";
import { stackFileSchema } from "../config/json-schema";
import { configurationPage } from "../config/reference";
import { policiesPage } from "../policies/documentation";
import { fidelityData, fidelityPage } from "../sandbox/google-cloud/fidelity/page";
import { fixtureLabels } from "../sandbox/google-cloud/fidelity/fixture-labels";
import { architecturePage } from "./rooms";

/** The generated pages: path from the repository's root → text. */
export function pages(): Readonly<Record<string, string>> {
  return {
    "docs/architecture.md": architecturePage(),
    "docs/policies.md": policiesPage(),
    "docs/sandbox-fidelity.md": fidelityPage(fixtureLabels),
    "docs/sandbox-fidelity.json": fidelityData(fixtureLabels),
    "docs/compose.md": composePage(),
    "docs/configuration.md": configurationPage(),
    "docs/stack-file.schema.json": `${JSON.stringify(stackFileSchema(), null, 2)}\n`,
  };
}
