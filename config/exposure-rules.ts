import type { z } from "zod";
import type { probe } from "./containers";
import type { exposure } from "./exposure";

type Issue = (path: (string | number)[], message: string) => void;
type Exposure = z.output<typeof exposure>;
type Exposed<Kind extends Exposure["kind"]> = Extract<Exposure, { kind: Kind }>;

/** An app, as far as these rules look at it. */
interface ExposedApp {
  readonly expose: Exposure;
  readonly readiness: z.output<typeof probe>;
  readonly ports: Readonly<Record<string, number | { readonly outside: boolean }>>;
}

/** What must hold of how an app is reached. */
export function exposureRules({ expose, readiness, ports }: ExposedApp, issue: Issue): void {
  if (expose.kind === "Ingress") ingressRules(expose, issue);
  if (expose.kind === "Gateway") gatewayRules(expose, issue);
  const inside = expose.kind === "ClusterIP" || expose.kind === "NodePort" || expose.kind === "LoadBalancer";
  if (inside && expose.sessionAffinity?.by === "cookie")
    issue(["expose", "sessionAffinity", "by"], "client-address: only an Ingress or a Gateway reads cookies");
  const grpc = "backendProtocol" in expose && expose.backendProtocol === "GRPC";
  if (grpc && "path" in readiness)
    issue(
      ["readiness"],
      "{ grpc: PORT } or { tcp: PORT } beside backendProtocol: GRPC, whose server answers no plain HTTP",
    );
  const outside = expose.kind === "LoadBalancer" || expose.kind === "NodePort";
  for (const [name, one] of Object.entries(ports))
    if (typeof one !== "number" && one.outside && !outside)
      issue(
        ["ports", name, "outside"],
        "false, or expose.kind LoadBalancer or NodePort: others lead users to one port only",
      );
}

function ingressRules(expose: Exposed<"Ingress">, issue: Issue): void {
  if (expose.tls && "managedCertificate" in expose.tls) {
    if (expose.class !== "gce") issue(["expose", "tls"], "another certificate: Google's are for class gce");
    if (expose.hosts.some((one) => one.startsWith("*")))
      issue(["expose", "hosts"], "hosts without *, which Google's managed certificates do not have");
  }
  if (expose.class === "nginx") {
    if (expose.address !== undefined)
      issue(["expose", "address"], "none for class nginx: the address is that of its controller's Service");
    if (expose.backendProtocol === "HTTP2")
      issue(["expose", "backendProtocol"], "GRPC: nginx speaks HTTP/2 for gRPC only");
  } else if (expose.backendProtocol !== undefined && !expose.backendHttps)
    issue(
      ["expose", "backendHttps"],
      "true: Google's load balancers speak HTTP/2 with an Ingress's backends over TLS only",
    );
}

function gatewayRules(expose: Exposed<"Gateway">, issue: Issue): void {
  if (expose.steps.at(-1) !== 100) issue(["expose", "steps"], "steps that end in 100");
  if (!expose.gateway) return;
  for (const key of ["tls", "address", "allowFrom"] as const)
    if (expose[key] !== undefined)
      issue(["expose", key], "nothing beside `gateway`: this belongs to the Gateway that exists");
}
