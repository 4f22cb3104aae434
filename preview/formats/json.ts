import { normalisedPlan } from "../plan/hash";
import { counts, exitCodes, type Report } from "../report";

/** Changes when a reader of an older version would misread a newer one. */
export const jsonVersion = 1;

/** The report for programs. Resources' whole properties are left out: only what changes is anybody's business here. */
export function renderJson(report: Report): string {
  const { preview, drift, ...rest } = report;
  const document = {
    version: jsonVersion,
    exitCode: exitCodes[report.verdict],
    counts: counts(report),
    ...rest,
    ...(drift && { drift: shown(drift) }),
    preview: shown(preview),
    plan: normalisedPlan(preview),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function shown(preview: Report["preview"]) {
  const changes = preview.changes.map((change) => ({ ...change, before: undefined, after: undefined }));
  return { ...preview, changes, resources: undefined };
}
