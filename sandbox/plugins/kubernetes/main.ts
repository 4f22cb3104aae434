import { runPlugin } from "../../../lib/plugin";
import { version } from "@pulumi/kubernetes/package.json";
import { KubernetesProvider } from "./provider";

void runPlugin(
  { name: "kubernetes", version: version.replace(/^v/, ""), supportsAutonaming: true },
  new KubernetesProvider(),
);
