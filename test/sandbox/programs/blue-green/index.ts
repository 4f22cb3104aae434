import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { readFileSync } from "node:fs";
import { z } from "zod";
import { apps } from "../../../../config/apps";
import { tenants } from "../../../../config/tenants";
import { deployWorkloads } from "../../../../workloads";

const file = process.env["BLUE_GREEN_CONFIG"];
if (file === undefined) throw new Error("BLUE_GREEN_CONFIG names no file");
const config = z.strictObject({ apps, tenants }).parse(JSON.parse(readFileSync(file, "utf8")));
const kubeconfig = readFileSync(process.env["KUBECONFIG"] ?? "", "utf8");
const provider = new k8s.Provider("cluster", { kubeconfig: pulumi.secret(kubeconfig), clusterIdentifier: "test" });

const deployed = deployWorkloads({ ...config, provider, kubeconfig: pulumi.secret(kubeconfig), images: {} });
export { deployed as apps };
