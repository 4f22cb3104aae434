import { z } from "zod";
import { apps } from "./apps";
import { compose } from "./compose";
import { crossRules } from "./cross-rules";
import { cluster } from "./cluster";
import { daemonSets } from "./daemon-sets";
import { externalNames } from "./external-names";
import { identities } from "./identities";
import { images } from "./images";
import { cronJobs, jobs } from "./jobs";
import { loadTests } from "./load-tests";
import { manifests } from "./manifests";
import { monitoring } from "./monitoring";
import { network } from "./network";
import { notebooks } from "./notebooks";
import { preflight } from "./preflight";
import { registry } from "./registry";
import { services } from "./services";
import { switches } from "./switching";
import { statefulSets } from "./stateful-sets";
import { tenants } from "./tenants";
import { triggers } from "./triggers";
import { volumes } from "./volumes";

/** The sections of a stack's configuration: one `gke-bluegreen:<section>` key each. */
export const sections = {
  cluster,
  network,
  images,
  apps,
  switches,
  tenants,
  statefulSets,
  daemonSets,
  jobs,
  cronJobs,
  volumes,
  externalNames,
  compose,
  manifests,
  loadTests,
  notebooks,
  registry,
  services,
  identities,
  triggers,
  monitoring,
  preflight,
};

/** The whole configuration of a stack, with what must hold between sections. */
export const stackSchema = z.strictObject(sections).superRefine(crossRules);

/** A stack's configuration after validation, with its defaults. */
export type StackConfig = z.output<typeof stackSchema>;
/** A stack's configuration as it is written. */
export type StackConfigInput = z.input<typeof stackSchema>;
