import { poll } from "../../lib/retry";
import { addonStatus } from "../kubernetes/addons";

/**
 * The address on 127.0.0.1 that leads to a cluster's load balancer, such as `Service default/web` or `Ingresses and Gateways`; waits until
 * there is one.
 * @param cluster the sandbox's folder, and the cluster's number in it
 */
export async function loopbackUrl(
  cluster: { readonly home: string; readonly index: number },
  what: string,
  port: number,
  withinMs: number,
): Promise<string> {
  const look = async () => {
    const status = await addonStatus(cluster);
    const ports = status?.loadBalancers.find((one) => one.for === what)?.ports;
    return ports?.find((one) => one.port === port)?.url;
  };
  const url = await poll(look, { everyMs: 100, withinMs });
  if (url !== undefined) return url;
  throw new Error(`no loopback address of ${what}, port ${port}, within ${withinMs / 1000} s`);
}
