import type { Build } from "../../definitions/cloudbuild-v1.types";
import { invalid } from "../../transport/errors";

/** `status="SUCCESS" AND tags="x"`: the fields that builds are searched by. */
export function matchesBuildFilter(build: Build, filter: string): boolean {
  if (!filter.trim()) return true;
  return filter.split(/\s+AND\s+/i).every((term) => {
    const [, field = "", value = ""] = /^\s*([\w.]+)\s*[=:]\s*"?([^"]*?)"?\s*$/.exec(term) ?? [];
    switch (field) {
      case "status":
        return build.status === value;
      case "tags":
        return build.tags?.includes(value) === true;
      case "trigger_id":
      case "build_trigger_id":
        return build.buildTriggerId === value;
      case "id":
      case "build_id":
        return build.id === value;
      case "images":
        return build.images?.includes(value) === true;
      default:
        if (field.startsWith("substitutions."))
          return build.substitutions?.[field.slice("substitutions.".length)] === value;
        throw invalid(
          `Invalid filter "${filter}": the sandbox filters by status, tags, build_trigger_id, build_id, images and substitutions.`,
        );
    }
  });
}
