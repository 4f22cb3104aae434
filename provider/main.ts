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
import { TrafficSwitchGroupHandler } from "./traffic-switch/group-handler";
import { TrafficSwitchHandler } from "./traffic-switch/handler";

/** The product's own resource plugin: every type it has, one line each. */
void runPlugin(
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
      "gke-bluegreen:workloads:TrafficSwitch": new TrafficSwitchHandler(),
      "gke-bluegreen:workloads:TrafficSwitchGroup": new TrafficSwitchGroupHandler(),
    }),
    configure: () => Promise.resolve(),
    invoke: functionByToken({
      [RUNS_REVISION]: (request) => runsRevision(request),
      [SETTINGS_IN_USE]: (request) => settingsInUse(request),
    }),
  },
);
