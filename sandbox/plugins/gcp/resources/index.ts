import type { ResourceTable } from "../core/context";
import { address, globalAddress } from "./address";
import { repository } from "./artifact-registry";
import { trigger } from "./cloud-build";
import { cluster } from "./cluster";
import { serviceAccount, workloadIdentityPool, workloadIdentityPoolProvider } from "./iam";
import { iamMembers } from "./iam-member";
import { alertPolicy, notificationChannel } from "./monitoring";
import { firewall, network, subnetwork } from "./network";
import { nodePool } from "./node-pool";
import { projectService } from "./project-service";
import { router, routerNat } from "./router";
import { secret, secretVersion } from "./secret-manager";
import { bucket, bucketObject } from "./storage";

/** Every resource type of this plugin. */
export const tables: readonly ResourceTable[] = [
  projectService,
  network,
  subnetwork,
  firewall,
  router,
  routerNat,
  address,
  globalAddress,
  cluster,
  nodePool,
  repository,
  trigger,
  serviceAccount,
  workloadIdentityPool,
  workloadIdentityPoolProvider,
  ...iamMembers,
  secret,
  secretVersion,
  bucket,
  bucketObject,
  alertPolicy,
  notificationChannel,
];
