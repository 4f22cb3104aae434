import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { readFileSync } from "node:fs";
import { z } from "zod";
import { apps } from "../../config/apps";
import { notebooks } from "../../config/notebooks";
import { switches } from "../../config/switching";
import { tenants } from "../../config/tenants";
import { mendStackTraces } from "../../lib/errors/stack-traces";
import { deployWorkloads } from "../../workloads";

mendStackTraces();

/** Blue/green apps, or notebooks, alone, on a cluster that stands: the configuration is a file that the drill writes. */
const config = z
  .strictObject({ apps, switches, tenants: tenants.optional(), notebooks })
  .parse(JSON.parse(readFileSync(process.env["BLUE_GREEN_CONFIG"] ?? "", "utf8")));
const kubeconfig = pulumi.secret(process.env["KUBECONFIG_TEXT"] ?? "");
const provider = new k8s.Provider("app-cluster", { kubeconfig, clusterIdentifier: "drill" });

const deployed = deployWorkloads({
  apps: config.apps,
  switches: config.switches,
  tenants: config.tenants ?? {},
  notebooks: config.notebooks,
  provider,
  kubeconfig,
  project: "test-project",
  images: {},
});
export { deployed as apps };
