import type { ComposeServiceConfig } from "../config/compose";
import { healthPort } from "./health";
import { knownImage } from "./known-images";
import type { ComposeModel, ComposeService } from "./model";

/** What a service becomes. A worker is a StatefulSet without disks: it has a name of its own and no switch. */
export type ServiceKind = "app" | "stateful" | "worker" | "job";

/** @param exposed ports that the image says it listens on */
export function kindOf(
  name: string,
  service: ComposeService,
  model: ComposeModel,
  told: ComposeServiceConfig,
  exposed: readonly number[],
): ServiceKind {
  if (told.as !== undefined) return told.as;
  const hasPorts = (service.ports ?? []).length > 0;
  const isAwaited = Object.values(model.services).some(
    (other) => other.depends_on?.[name]?.condition === "service_completed_successfully",
  );
  if (isAwaited || (service.restart === "no" && !hasPorts)) return "job";
  if (keepsData(service)) return "stateful";
  const listens =
    hasPorts ||
    (service.expose ?? []).length > 0 ||
    exposed.length > 0 ||
    healthPort(service.healthcheck) !== undefined;
  if (listens || knownImage(service.image) !== undefined) return "app";
  return "worker";
}

const keepsData = (service: ComposeService): boolean =>
  knownImage(service.image)?.database === true || (service.volumes ?? []).some(({ type }) => type === "volume");
