import type * as k8s from "@pulumi/kubernetes";
import type { AppConfig } from "../config/apps";
import { type ContainerPort, portOf } from "../config/containers";

/** A port of a Service, which leads to a port of the container. */
export function servicePort(name: string, given: ContainerPort) {
  const { port, servicePort: own = port, protocol } = portOf(given);
  return {
    name,
    port: own,
    targetPort: port,
    ...(protocol !== "TCP" && { protocol }),
  } satisfies k8s.types.input.core.v1.ServicePort;
}

/** The port that clients and load balancers name. */
export const servicePortOf = ({ servicePort: own, port }: Pick<AppConfig, "port" | "servicePort">): number =>
  own ?? port;
