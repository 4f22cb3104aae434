import { UserError } from "../../lib/errors/user-error";
import { sandboxHome } from "../../sandbox/home/folder";

/** The address on 127.0.0.1 that leads to an app's load balancer in the sandbox. */
export async function loopbackAddress(app: string): Promise<string> {
  const { addonStatus } = await import("../../sandbox/kubernetes/addons");
  const { ClusterStore } = await import("../../sandbox/kubernetes/state");
  const home = sandboxHome();
  for (const { index } of new ClusterStore(home).all()) {
    const status = await addonStatus({ home, index });
    const found = status?.loadBalancers
      .find((one) => one.for.endsWith(`/${app}`))
      ?.ports.find(({ url }) => url !== undefined);
    if (found?.url !== undefined) return found.url;
  }
  throw new UserError({
    setting: app,
    got: "no load balancer in the sandbox",
    expected: "an app with expose: { kind: LoadBalancer }",
    fix: "npm run up",
  });
}
