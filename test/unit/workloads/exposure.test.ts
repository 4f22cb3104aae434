import { parseStack } from "../../../config";
import { loadBalancerUrl } from "../../../workloads/exposure";
import { type Registered, source } from "../infra/program";
import { app, deployed, one } from "./cluster";

const SERVICE = "kubernetes:core/v1:Service";
const INGRESS = "kubernetes:networking.k8s.io/v1:Ingress";
const GATEWAY = "kubernetes:gateway.networking.k8s.io/v1:Gateway";
const ROUTE = "kubernetes:gateway.networking.k8s.io/v1:HTTPRoute";
const SWITCH = "gke-bluegreen:workloads:TrafficSwitch";
const secret = { env: "SECRET_FOR_TEST" };
beforeAll(() => void (process.env["SECRET_FOR_TEST"] = "pem"));

const exposed = (expose: object, more: object = {}) => ({ apps: { web: app({ expose, ...more }) } });

describe("the live Service", () => {
  test.each<[string, object, object]>([
    ["ClusterIP", { kind: "ClusterIP" }, { type: "ClusterIP" }],
    ["Headless", { kind: "Headless" }, { type: "ClusterIP", clusterIP: "None" }],
    ["NodePort", { kind: "NodePort", nodePort: 30080 }, { type: "NodePort", ports: [{ nodePort: 30080 }] }],
    ["LoadBalancer", { kind: "LoadBalancer", sourceRanges: ["192.0.2.0/24"] }, { type: "LoadBalancer", loadBalancerSourceRanges: ["192.0.2.0/24"] }],
    ["Ingress", { kind: "Ingress", hosts: ["a.example"] }, { type: "ClusterIP" }],
    ["Gateway", { kind: "Gateway", hosts: ["a.example"] }, { type: "ClusterIP" }],
  ])("of kind %s", async (_, expose, spec) => {
    const service = await one(exposed(expose), SERVICE, "web");
    expect(service).toMatchObject({ spec });
    // It alone says where the traffic goes, and the switch alone writes it.
    expect(service["spec"]).not.toHaveProperty("selector");
  }); // prettier-ignore

  test("an internal load balancer says so", async () => {
    expect(await one(exposed({ kind: "LoadBalancer", internal: true }), SERVICE, "web")).toMatchObject({
      metadata: { annotations: { "networking.gke.io/load-balancer-type": "Internal" } },
    });
  });

  test.each<[string, string, object]>([
    ["http://192.0.2.80", "speaks HTTP at its port", {}],
    ["http://192.0.2.80:8080", "speaks HTTP at another", { port: 8080 }],
    ["https://192.0.2.80", "speaks HTTPS at its port", { port: 443, readiness: { path: "/", https: true } }],
    ["https://192.0.2.80:8443", "speaks HTTPS at another", { port: 8443, readiness: { path: "/", https: true } }],
  ])("is told as %s where the app %s", (url, _, more) => {
    const cluster = { existing: { name: "c", location: "asia-northeast3-a" } };
    const { apps } = parseStack({ cluster, ...exposed({ kind: "LoadBalancer" }, more) }, source);
    expect(loadBalancerUrl(apps["web"]!, { ip: "192.0.2.80" })).toBe(url);
  });

  test("further ports are inside only", async () => {
    const ports = { port: 8080, ports: { metrics: 9090 } };
    expect(await one(exposed({ kind: "LoadBalancer" }, ports), SERVICE, "web")).toMatchObject({
      spec: { ports: [{ name: "http", port: 8080 }] },
    });
    expect(await one(exposed({ kind: "ClusterIP" }, ports), SERVICE, "web")).toMatchObject({
      spec: { ports: [{ name: "http" }, { name: "metrics", port: 9090, targetPort: 9090 }] },
    });
  });
});

describe("what the switch changes", () => {
  test.each<[string, object, object]>([
    ["ClusterIP", { kind: "ClusterIP" }, { kind: "selector", overlapSeconds: 0 }],
    ["ClusterIP behind an Ingress", { kind: "ClusterIP", overlap: "45s" }, { kind: "selector", overlapSeconds: 45 }],
    ["Headless", { kind: "Headless" }, { kind: "selector", overlapSeconds: 30 }],
    ["Ingress", { kind: "Ingress", hosts: ["a.example"], overlap: "90s" }, { kind: "selector", overlapSeconds: 90 }],
    ["Gateway", { kind: "Gateway", hosts: ["a.example"], steps: [5, 50, 100] }, { kind: "http-route", name: "web", service: "web", port: 80, paths: ["/"], propagationSeconds: 60, steps: [5, 50, 100] }],
  ])("for %s", async (_, expose, route) => {
    expect(await one(exposed(expose), SWITCH)).toMatchObject({ route });
  }); // prettier-ignore

  test.each<[string, object, object]>([
    ["speaks HTTP", {}, { scheme: "http" }],
    ["is probed over HTTPS", { readiness: { path: "/", https: true } }, { scheme: "https" }],
    ["is probed over HTTPS at another port", { readiness: { path: "/", https: true, port: 8443 } }, { scheme: "http" }],
    ["is behind an Ingress that speaks HTTPS with it", { expose: { kind: "Ingress", hosts: ["a.example"], backendHttps: true } }, { scheme: "https" }],
    ["is probed over gRPC: nobody asks it over HTTP", { readiness: { grpc: 9000 } }, { analysis: { seconds: 0 } }],
    ["is probed over HTTP", {}, { analysis: { seconds: 10 } }],
    ["has a Gateway, which is slow to hear", { drain: "5s", expose: { kind: "Gateway", hosts: ["a.example"] } }, { drainSeconds: 60 }],
    ["drains for long", { drain: "90s", expose: { kind: "Gateway", hosts: ["a.example"] } }, { drainSeconds: 90 }],
  ])("of an app that %s", async (_, changes, inputs) => {
    expect(await one(exposed({ kind: "ClusterIP" }, changes), SWITCH)).toMatchObject(inputs);
  }); // prettier-ignore
});

describe("a preview host", () => {
  const front = {
    Ingress: { type: INGRESS, name: "web" },
    Gateway: { type: ROUTE, name: "web-preview-route" },
  } as const;

  /** What the front leads the preview host to, where the switch ends with this colour live. */
  async function leadsTo(kind: keyof typeof front, active: string, live: string) {
    const how = { kind, hosts: ["a.example"], previewHost: "next.example" };
    const registrations: string[] = [];
    const answer = ({ type }: Registered) => {
      registrations.push(type);
      return type.includes("TrafficSwitch") ? { live } : {};
    };
    const resources = await deployed(exposed(how, { active }), undefined, answer);
    const { type, name } = front[kind];
    const [made] = resources.filter((one) => one.type === type && one.name === name);
    const behind = ["web-blue", "web-green"].filter((service) => JSON.stringify(made ?? {}).includes(`"${service}"`));
    return { behind, last: registrations.at(-1) };
  }

  test.each(["Ingress", "Gateway"] as const)(
    "of an %s leads to the colour that the switch left without traffic",
    async (kind) => {
      expect(await leadsTo(kind, "green", "green")).toEqual({ behind: ["web-blue"], last: front[kind].type });
      // Made of what the switch says, it comes last: a release that is refused leaves it alone.
      expect(await leadsTo(kind, "green", "blue")).toEqual({ behind: ["web-green"], last: front[kind].type });
    },
  );
});

describe("an Ingress", () => {
  test.each<[string, object, object]>([
    ["hosts and prefixes", { hosts: ["a.example", "b.example"], paths: ["/x"] }, { spec: { rules: [{ host: "a.example", http: { paths: [{ path: "/x", pathType: "Prefix", backend: { service: { name: "web", port: { number: 80 } } } }] } }, { host: "b.example" }] } }],
    ["other Services by prefix", { hosts: ["a.example"], backends: { "/api": "api" } }, { spec: { rules: [{ http: { paths: [{ path: "/" }, { path: "/api", backend: { service: { name: "api", port: { name: "http" } } } }] } }] } }],
    ["a certificate's Secret", { hosts: ["a.example"], tls: { secret: "mine" } }, { spec: { tls: [{ hosts: ["a.example"], secretName: "mine" }] } }],
    ["a given certificate", { hosts: ["a.example"], tls: { certificate: secret, key: secret } }, { spec: { tls: [{ secretName: "web-certificate" }] } }],
    ["cert-manager", { hosts: ["a.example"], tls: { certManagerIssuer: "le" } }, { metadata: { annotations: { "cert-manager.io/cluster-issuer": "le" } }, spec: { tls: [{ secretName: "web-tls" }] } }],
    ["Google's certificate", { hosts: ["a.example"], tls: { managedCertificate: true } }, { metadata: { annotations: { "networking.gke.io/managed-certificates": "web", "networking.gke.io/v1beta1.FrontendConfig": "web" } } }],
    ["class gce", { hosts: ["a.example"] }, { metadata: { annotations: { "kubernetes.io/ingress.class": "gce" } } }],
    ["class nginx", { class: "nginx", hosts: ["a.example"] }, { spec: { ingressClassName: "nginx" } }],
    ["an HTTPS backend of nginx", { class: "nginx", hosts: ["a.example"], backendHttps: true }, { metadata: { annotations: { "nginx.ingress.kubernetes.io/backend-protocol": "HTTPS" } } }],
    ["nginx without redirect", { class: "nginx", hosts: ["a.example"], tls: { secret: "s" }, redirectToHttps: false }, { metadata: { annotations: { "nginx.ingress.kubernetes.io/ssl-redirect": "false" } } }],
    ["a host for the idle colour", { hosts: ["a.example"], previewHost: "next.example" }, { spec: { rules: [{ host: "a.example" }, { host: "next.example", http: { paths: [{ backend: { service: { name: "web-green" } } }] } }] } }],
  ])("with %s", async (_, expose, wanted) => {
    expect(await one(exposed({ kind: "Ingress", ...expose }), INGRESS)).toMatchObject(wanted);
  }); // prettier-ignore

  test("on GKE drains, asks the readiness path, and knows of an HTTPS backend", async () => {
    const sections = exposed(
      { kind: "Ingress", hosts: ["a.example"], backendHttps: true },
      { readiness: { path: "/ok" }, drain: "90s" },
    );
    expect(await one(sections, "kubernetes:cloud.google.com/v1:BackendConfig")).toMatchObject({
      spec: {
        connectionDraining: { drainingTimeoutSec: 90 },
        healthCheck: { type: "HTTPS", requestPath: "/ok", port: 80 },
      },
    });
    expect(await one(sections, SERVICE, "web")).toMatchObject({
      metadata: {
        annotations: {
          "cloud.google.com/neg": '{"ingress":true}',
          "cloud.google.com/backend-config": '{"default":"web"}',
          "cloud.google.com/app-protocols": '{"http":"HTTPS"}',
        },
      },
    });
  });

  test("with a given certificate keeps it in a Secret that the engine encrypts", async () => {
    const sections = exposed({ kind: "Ingress", hosts: ["a.example"], tls: { certificate: secret, key: secret } });
    expect(JSON.stringify(await one(sections, "kubernetes:core/v1:Secret"))).not.toContain('"[secret]"');
    expect(await one(sections, "kubernetes:core/v1:Secret", "web-certificate")).toMatchObject({
      type: "kubernetes.io/tls",
    });
  });
});

describe("a Gateway", () => {
  test.each<[string, object, object]>([
    ["plain HTTP", {}, { spec: { gatewayClassName: "gke-l7-global-external-managed", listeners: [{ port: 80, protocol: "HTTP" }] } }],
    ["a certificate's Secret", { tls: { secret: "s" } }, { spec: { listeners: [{ port: 443, tls: { certificateRefs: [{ name: "s" }] } }] } }],
    ["a given certificate", { tls: { certificate: secret, key: secret } }, { spec: { listeners: [{ tls: { certificateRefs: [{ name: "web-certificate" }] } }] } }],
    ["cert-manager", { tls: { certManagerIssuer: "le" } }, { metadata: { annotations: { "cert-manager.io/cluster-issuer": "le" } }, spec: { listeners: [{ hostname: "a.example", tls: { certificateRefs: [{ name: "web-tls" }] } }] } }],
    ["a certificate map", { tls: { certificateMap: "map" } }, { metadata: { annotations: { "networking.gke.io/certmap": "map" } }, spec: { listeners: [{ port: 443, protocol: "HTTPS" }] } }],
  ])("with %s", async (_, expose, wanted) => {
    expect(await one(exposed({ kind: "Gateway", hosts: ["a.example"], ...expose }), GATEWAY)).toMatchObject(wanted);
  }); // prettier-ignore

  test("references both colours always, and leads nobody to a colour that the switch has not verified", async () => {
    expect(await one(exposed({ kind: "Gateway", hosts: ["a.example"], paths: ["/x"] }), ROUTE)).toMatchObject({
      spec: {
        hostnames: ["a.example"],
        rules: [
          {
            matches: [{ path: { type: "PathPrefix", value: "/x" } }],
            backendRefs: [
              { name: "web-blue", weight: 0 },
              { name: "web-green", weight: 0 },
            ],
          },
        ],
      },
    });
  });

  test("has a host for the idle colour, and a header for any", async () => {
    const how = { kind: "Gateway", hosts: ["a.example"], previewHost: "next.example", previewHeader: "x-color" };
    expect(await one(exposed(how), ROUTE, "web-preview-route")).toMatchObject({
      spec: { hostnames: ["next.example"], rules: [{ backendRefs: [{ name: "web-green" }] }] },
    });
    expect(await one(exposed(how), ROUTE, "web-preview-header-route")).toMatchObject({
      spec: {
        hostnames: ["a.example"],
        rules: ["blue", "green"].map((value) => ({
          matches: [{ headers: [{ type: "Exact", name: "x-color", value }] }],
          backendRefs: [{ name: `web-${value}` }],
        })),
      },
    });
  });

  test.each<[string, object, object]>([
    ["HTTP", { path: "/ok" }, { type: "HTTP", httpHealthCheck: { port: 80, requestPath: "/ok" } }],
    ["HTTPS", { path: "/ok", https: true }, { type: "HTTPS", httpsHealthCheck: { port: 80, requestPath: "/ok" } }],
    ["gRPC", { grpc: 9000 }, { type: "GRPC", grpcHealthCheck: { port: 9000 } }],
    ["TCP", { tcp: 9000 }, { type: "TCP", tcpHealthCheck: { port: 9000 } }],
  ])("of GKE's checks health over %s and drains", async (_, readiness, config) => {
    const sections = exposed({ kind: "Gateway", hosts: ["a.example"] }, { readiness });
    expect(await one(sections, "kubernetes:networking.gke.io/v1:HealthCheckPolicy", "web-green-health")).toMatchObject({
      spec: { default: { config }, targetRef: { kind: "Service", name: "web-green" } },
    });
    expect(await one(sections, "kubernetes:networking.gke.io/v1:GCPBackendPolicy", "web-blue-backend")).toMatchObject({
      spec: { default: { connectionDraining: { drainingTimeoutSec: 60 } } },
    });
  });

  test("of another class gets none of GKE's policies", async () => {
    const resources = await deployed(exposed({ kind: "Gateway", class: "istio", hosts: ["a.example"] }));
    expect(resources.filter(({ type }) => type.includes("networking.gke.io"))).toEqual([]);
  });
});

describe("ports, addresses and clients", () => {
  const gateway = (more: object) => ({ kind: "Gateway", hosts: ["a.example"], ...more });

  test("a Service's port may differ from the container's, for everybody who names it", async () => {
    const more = { port: 8080, servicePort: 80 };
    expect(await one(exposed({ kind: "ClusterIP" }, more), SERVICE, "web")).toMatchObject({
      spec: { ports: [{ name: "http", port: 80, targetPort: 8080 }] },
    });
    expect(await one(exposed({ kind: "ClusterIP" }, more), SWITCH)).toMatchObject({ port: 80 });
    expect(await one(exposed(gateway({}), more), SWITCH)).toMatchObject({ route: { port: 80 } });
    expect(await one(exposed({ kind: "Ingress", hosts: ["a.example"] }, more), INGRESS)).toMatchObject({
      spec: { rules: [{ http: { paths: [{ backend: { service: { port: { number: 80 } } } }] } }] },
    });
  });

  test("users have the further ports that say so, UDP too", async () => {
    const ports = { dns: { port: 5353, servicePort: 53, protocol: "UDP", outside: true }, metrics: 9090 };
    expect(await one(exposed({ kind: "LoadBalancer" }, { ports }), SERVICE, "web")).toMatchObject({
      spec: { ports: [{ name: "http" }, { name: "dns", port: 53, targetPort: 5353, protocol: "UDP" }] },
    });
  });

  test.each<[string, object, string, string | undefined, object]>([
    ["by number", { kind: "LoadBalancer", address: "203.0.113.7" }, SERVICE, "web", { spec: { loadBalancerIP: "203.0.113.7" } }],
    ["by name", { kind: "LoadBalancer", address: "shop" }, SERVICE, "web", { metadata: { annotations: { "networking.gke.io/load-balancer-ip-addresses": "shop" } } }],
    ["of an Ingress", { kind: "Ingress", hosts: ["a.example"], address: "shop" }, INGRESS, undefined, { metadata: { annotations: { "kubernetes.io/ingress.global-static-ip-name": "shop" } } }],
    ["of an internal Ingress", { kind: "Ingress", class: "gce-internal", hosts: ["a.example"], address: "shop" }, INGRESS, undefined, { metadata: { annotations: { "kubernetes.io/ingress.regional-static-ip-name": "shop" } } }],
    ["of a Gateway", gateway({ address: "shop" }), GATEWAY, undefined, { spec: { addresses: [{ type: "NamedAddress", value: "shop" }] } }],
  ])("a reserved address %s", async (_, expose, type, name, object) =>
    expect(await one(exposed(expose), type, name)).toMatchObject(object)); // prettier-ignore

  test.each<[string, object, string, string | undefined, object]>([
    ["within the cluster", { kind: "ClusterIP", sessionAffinity: { by: "client-address", timeout: "10m" } }, SERVICE, "web", { spec: { sessionAffinity: "ClientIP", sessionAffinityConfig: { clientIP: { timeoutSeconds: 600 } } } }],
    ["by nginx's cookie", { kind: "Ingress", class: "nginx", hosts: ["a.example"], sessionAffinity: { by: "cookie" } }, INGRESS, undefined, { metadata: { annotations: { "nginx.ingress.kubernetes.io/affinity": "cookie" } } }],
    ["by Google's cookie", { kind: "Ingress", hosts: ["a.example"], sessionAffinity: { by: "cookie", timeout: "1h" } }, "kubernetes:cloud.google.com/v1:BackendConfig", undefined, { spec: { sessionAffinity: { affinityType: "GENERATED_COOKIE", affinityCookieTtlSec: 3600 } } }],
    ["at a Gateway", gateway({ sessionAffinity: { by: "client-address" } }), "kubernetes:networking.gke.io/v1:GCPBackendPolicy", "web-blue-backend", { spec: { default: { sessionAffinity: { type: "CLIENT_IP" } } } }],
  ])("one client's requests go to one pod %s", async (_, expose, type, name, object) =>
    expect(await one(exposed(expose), type, name)).toMatchObject(object)); // prettier-ignore

  test.each<[string, object, object, string]>([
    ["in clear text", { backendProtocol: "GRPC" }, { readiness: { grpc: 80 } }, "kubernetes.io/h2c"],
    ["over TLS", { backendProtocol: "HTTP2" }, { readiness: { path: "/", https: true } }, "HTTP2"],
  ])("a Gateway speaks HTTP/2 %s", async (_, more, changes, appProtocol) =>
    expect(await one(exposed(gateway(more), changes), SERVICE, "web-blue")).toMatchObject({
      spec: { ports: [{ name: "http", appProtocol }] },
    }),
  );

  test("several apps hang their routes on one Gateway, which lets their namespaces in", async () => {
    const shared = { gateway: { name: "front", namespace: "platform", listener: "https" } };
    const resources = await deployed({
      apps: {
        front: app({ namespace: "platform", expose: gateway({ allowFrom: ["shop"] }) }),
        web: app({ namespace: "shop", expose: gateway({ paths: ["/web"], ...shared }) }),
      },
    });
    const gateways = resources.filter(({ type }) => type === GATEWAY);
    expect(gateways.map(({ name }) => name)).toEqual(["front-gateway"]);
    const values = ["platform", "shop"];
    const selector = { matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "In", values }] };
    expect(gateways[0]?.inputs).toMatchObject({
      spec: { listeners: [{ name: "http", allowedRoutes: { namespaces: { from: "Selector", selector } } }] },
    });
    expect(resources.find(({ name }) => name === "web-route")?.inputs).toMatchObject({
      spec: { parentRefs: [{ name: "front", namespace: "platform", sectionName: "https" }] },
    });
  });
});
