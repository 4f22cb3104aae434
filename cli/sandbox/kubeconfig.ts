import { readFileSync } from "node:fs";
import { Command } from "commander";
import { UserError } from "../../lib/errors/user-error";
import { sandboxHome } from "../../sandbox/home/folder";

/** `gke-bluegreen sandbox kubeconfig <cluster>`. Fails where no cluster, or more than one, is called so. */
export function sandboxKubeconfigCommand(): Command {
  return new Command("kubeconfig")
    .description("print a kubeconfig for one cluster, complete in itself, for kubectl, Lens and others")
    .argument("<cluster>", "its name, or location/name when two are called the same")
    .action(async (wanted: string) => {
      const { ClusterStore } = await import("../../sandbox/kubernetes/state");
      const { kubeconfigFile } = await import("../../sandbox/kubernetes/cluster");
      const store = new ClusterStore(sandboxHome());
      const ids = store.all().map(({ spec }) => spec.id);
      const found = ids.filter(({ name, location }) => name === wanted || `${location}/${name}` === wanted);
      const [id] = found;
      if (id === undefined || found.length > 1) {
        const names = (found.length > 1 ? found : ids).map(({ location, name }) => `${location}/${name}`);
        throw new UserError({
          setting: "cluster",
          got: found.length > 1 ? `${wanted}, which ${found.length} clusters are called` : wanted,
          expected: names.length > 0 ? `one of ${names.join(", ")}` : "a cluster; this sandbox has none yet",
          fix: names.length > 0 ? "Name one of these." : "Create one: `pulumi up`, with the sandbox's environment.",
        });
      }
      process.stdout.write(`${readFileSync(kubeconfigFile(store, id), "utf8")}\n`);
    });
}
