import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { KubernetesObject } from "@kubernetes/client-node";
import { load } from "js-yaml";
import { moduleFiles } from "../../../toolchain";

const kinds = ["backendtlspolicies", "gatewayclasses", "gateways", "grpcroutes", "httproutes", "referencegrants"];

/** The Gateway API's standard definitions, from the module that the Gateway controller is built with. */
export async function gatewayApiObjects(): Promise<KubernetesObject[]> {
  const files = kinds.map((kind) => join("config", "crd", "standard", `gateway.networking.k8s.io_${kind}.yaml`));
  const folder = await moduleFiles("traefik", "sigs.k8s.io/gateway-api", files);
  const names = (await readdir(folder)).sort();
  return await Promise.all(
    names.map(async (name) => load(await readFile(join(folder, name), "utf8")) as KubernetesObject),
  );
}
