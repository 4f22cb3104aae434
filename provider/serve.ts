import { version } from "../package.json";
import { functionByToken, handlerByType, runPlugin } from "../lib/plugin";
import { RUNS_REVISION } from "../lib/release/marks";
import { SETTINGS_IN_USE } from "../lib/release/settings-in-use";
import { ClusterCleanupHandler } from "./cluster-cleanup/handler";
import { ClusterProtectionHandler } from "./cluster-protection/handler";
import { ImageHandler } from "./image/handler";
import { JobRunHandler } from "./job-run/handler";
import { PinnedImageHandler } from "./pinned-image/handler";
import { PreflightHandler } from "./preflight/handler";
import { runsRevision } from "./runs-revision/function";
import { ServicesReadyHandler } from "./services-ready/handler";
import { settingsInUse } from "./settings-in-use/function";
import { StatefulSetClaimsHandler } from "./stateful-set-claims/handler";
import { ReleaseGuardHandler } from "./traffic-switch/guard-handler";
import { VolumeDiskHandler } from "./volume-disk/handler";
import { TrafficSwitchHandler } from "./traffic-switch/handler";
import { alone, together } from "./traffic-switch/layout";
import type { BeforeStep } from "./traffic-switch/transaction";

/** What a drill's plugin does beside the usual. */
export interface ServeOptions {
  /** Called before each step of a switch: where a drill ends the process. */
  readonly beforeStep?: BeforeStep;
}

/** Serves the product's own resource plugin: every type it has, one line each. */
export async function serve({ beforeStep }: ServeOptions = {}): Promise<void> {
  await runPlugin(
    { name: "gke-bluegreen", version },
    {
      ...handlerByType({
        "gke-bluegreen:infra:ClusterCleanup": new ClusterCleanupHandler(),
        "gke-bluegreen:infra:ClusterProtection": new ClusterProtectionHandler(),
        "gke-bluegreen:infra:Image": new ImageHandler(),
        "gke-bluegreen:infra:Preflight": new PreflightHandler(),
        "gke-bluegreen:infra:ServicesReady": new ServicesReadyHandler(),
        "gke-bluegreen:workloads:JobRun": new JobRunHandler(),
        "gke-bluegreen:workloads:PinnedImage": new PinnedImageHandler(),
        "gke-bluegreen:workloads:ReleaseGuard": new ReleaseGuardHandler(),
        "gke-bluegreen:workloads:StatefulSetClaims": new StatefulSetClaimsHandler(),
        "gke-bluegreen:workloads:TrafficSwitch": new TrafficSwitchHandler(alone, beforeStep),
        "gke-bluegreen:workloads:TrafficSwitchGroup": new TrafficSwitchHandler(together, beforeStep),
        "gke-bluegreen:workloads:VolumeDisk": new VolumeDiskHandler(),
      }),
      configure: () => Promise.resolve(),
      invoke: functionByToken({
        [RUNS_REVISION]: (request) => runsRevision(request),
        [SETTINGS_IN_USE]: (request) => settingsInUse(request),
      }),
    },
  );
}
