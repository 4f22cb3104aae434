import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { KubeConfig } from "@kubernetes/client-node";
import { nearest } from "../../../lib/errors/nearest";
import { UserError } from "../../../lib/errors/user-error";

/** A cluster of the user's own that plays GKE's, as a context of a kubeconfig. */
export interface ContextChoice {
  readonly context: string;
  /** As `$KUBECONFIG`: one path, or several with colons between. */
  readonly kubeconfig: string;
}

/** What `--kubernetes` says: `sandbox` for nodes of the sandbox's own, `context:<name>` for a cluster of the user's. */
export function parseKubernetes(
  value: string,
  environment: NodeJS.ProcessEnv = process.env,
): ContextChoice | undefined {
  if (value === "sandbox") return undefined;
  const context = /^context:(.+)$/.exec(value)?.[1];
  if (context === undefined) {
    throw new UserError({
      setting: "--kubernetes",
      got: value,
      expected: "sandbox, or context:<name> for a cluster of your kubeconfig",
      fix: "`kubectl config get-contexts --output=name` lists the names, for example --kubernetes context:kind-kind.",
    });
  }
  const choice = { context, kubeconfig: environment["KUBECONFIG"] || join(homedir(), ".kube", "config") };
  contextConfig(choice);
  return choice;
}

/** The user's kubeconfig with this context chosen; credentials are read, or asked of their helper, when they are used. */
export function contextConfig({ context, kubeconfig }: ContextChoice): KubeConfig {
  const files = kubeconfig.split(delimiter).filter((file) => file !== "" && existsSync(file));
  const config = new KubeConfig();
  for (const [index, file] of files.entries()) {
    if (index === 0) config.loadFromFile(file);
    else {
      const other = new KubeConfig();
      other.loadFromFile(file);
      config.mergeConfig(other);
    }
  }
  const names = config.getContexts().map(({ name }) => name);
  if (names.includes(context)) {
    config.setCurrentContext(context);
    return config;
  }
  const near = nearest(context, names);
  throw new UserError({
    setting: "--kubernetes",
    got: `context:${context}, which ${kubeconfig} does not have`,
    expected: names.length > 0 ? `one of ${names.join(", ")}` : "a kubeconfig with a context",
    fix: near
      ? `Did you mean context:${near}?`
      : "Start the cluster (kind create cluster, minikube start, Docker Desktop: Settings, Kubernetes), or set KUBECONFIG to the file that names it.",
  });
}
