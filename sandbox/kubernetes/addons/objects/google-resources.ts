import type { KubernetesObject } from "@kubernetes/client-node";

/** The part of JSON Schema that custom resource definitions know. */
type Schema = Readonly<Record<string, unknown>>;
type Fields = Readonly<Record<string, Schema>>;

const text: Schema = { type: "string" };
const whole: Schema = { type: "integer", format: "int64" };
const yesNo: Schema = { type: "boolean" };
const object = (properties: Fields): Schema => ({ type: "object", properties });
const list = (items: Schema): Schema => ({ type: "array", items });
const oneOf = (...values: string[]): Schema => ({ type: "string", enum: values });

const targetRef: Schema = {
  ...object({ group: text, kind: text, name: text, namespace: text }),
  required: ["group", "kind", "name"],
};
const connectionDraining = object({ drainingTimeoutSec: { ...whole, minimum: 0, maximum: 3600 } });
const timing: Fields = {
  checkIntervalSec: { ...whole, minimum: 1, maximum: 300 },
  timeoutSec: { ...whole, minimum: 1, maximum: 300 },
  healthyThreshold: { ...whole, minimum: 1, maximum: 10 },
  unhealthyThreshold: { ...whole, minimum: 1, maximum: 10 },
};
const probePort: Fields = { portSpecification: text, port: whole, portName: text };
const httpProbe = object({ ...probePort, host: text, requestPath: text, response: text, proxyHeader: text });

/** https://cloud.google.com/kubernetes-engine/docs/how-to/ingress-configuration */
const backendConfig: Fields = {
  timeoutSec: whole,
  connectionDraining,
  healthCheck: object({ ...timing, type: oneOf("HTTP", "HTTPS", "HTTP2"), port: whole, requestPath: text }),
  logging: object({ enable: yesNo, sampleRate: { type: "number", minimum: 0, maximum: 1 } }),
  sessionAffinity: object({ affinityType: text, affinityCookieTtlSec: whole }),
  securityPolicy: object({ name: text }),
  customRequestHeaders: object({ headers: list(text) }),
  customResponseHeaders: object({ headers: list(text) }),
  iap: object({ enabled: yesNo, oauthclientCredentials: object({ secretName: text }) }),
  cdn: object({
    enabled: yesNo,
    cacheMode: text,
    clientTtl: whole,
    defaultTtl: whole,
    maxTtl: whole,
    negativeCaching: yesNo,
    negativeCachingPolicy: list(object({ code: whole, ttl: whole })),
    requestCoalescing: yesNo,
    serveWhileStale: whole,
    signedUrlCacheMaxAgeSec: whole,
    signedUrlKeys: list(object({ keyName: text, keyValue: text, secretName: text })),
    bypassCacheOnRequestHeaders: list(object({ headerName: text })),
    cachePolicy: object({
      includeHost: yesNo,
      includeProtocol: yesNo,
      includeQueryString: yesNo,
      queryStringBlacklist: list(text),
      queryStringWhitelist: list(text),
    }),
  }),
};

const frontendConfig: Fields = {
  sslPolicy: text,
  redirectToHttps: object({ enabled: yesNo, responseCodeName: text }),
};

const managedCertificate: Fields = { domains: { ...list(text), minItems: 1, maxItems: 100 } };

/** https://cloud.google.com/kubernetes-engine/docs/how-to/configure-gateway-resources */
const backendPolicy: Fields = {
  targetRef,
  default: object({
    timeoutSec: whole,
    connectionDraining,
    logging: object({ enabled: yesNo, sampleRate: { ...whole, minimum: 0, maximum: 1_000_000 } }),
    sessionAffinity: object({ type: text, cookieTtlSec: whole }),
    securityPolicy: text,
    maxRatePerEndpoint: whole,
    iap: object({ enabled: yesNo, clientID: text, oauth2ClientSecret: object({ name: text }) }),
  }),
};

const gatewayPolicy: Fields = {
  targetRef,
  default: object({ allowGlobalAccess: yesNo, sslPolicy: text, region: text }),
};

const healthCheckPolicy: Fields = {
  targetRef,
  default: object({
    ...timing,
    logConfig: object({ enabled: yesNo }),
    config: object({
      type: oneOf("HTTP", "HTTPS", "HTTP2", "GRPC", "TCP"),
      httpHealthCheck: httpProbe,
      httpsHealthCheck: httpProbe,
      http2HealthCheck: httpProbe,
      grpcHealthCheck: object({ ...probePort, grpcServiceName: text }),
      tcpHealthCheck: object({ ...probePort, request: text, response: text, proxyHeader: text }),
    }),
  }),
};

interface GoogleKind {
  readonly group: "cloud.google.com" | "networking.gke.io";
  readonly version: "v1" | "v1beta1";
  readonly kind: string;
  readonly plural: string;
  readonly spec: Fields;
}

const kinds: readonly GoogleKind[] = [
  { group: "cloud.google.com", version: "v1", kind: "BackendConfig", plural: "backendconfigs", spec: backendConfig },
  {
    group: "networking.gke.io",
    version: "v1beta1",
    kind: "FrontendConfig",
    plural: "frontendconfigs",
    spec: frontendConfig,
  },
  {
    group: "networking.gke.io",
    version: "v1",
    kind: "ManagedCertificate",
    plural: "managedcertificates",
    spec: managedCertificate,
  },
  {
    group: "networking.gke.io",
    version: "v1",
    kind: "GCPBackendPolicy",
    plural: "gcpbackendpolicies",
    spec: backendPolicy,
  },
  {
    group: "networking.gke.io",
    version: "v1",
    kind: "GCPGatewayPolicy",
    plural: "gcpgatewaypolicies",
    spec: gatewayPolicy,
  },
  {
    group: "networking.gke.io",
    version: "v1",
    kind: "HealthCheckPolicy",
    plural: "healthcheckpolicies",
    spec: healthCheckPolicy,
  },
];

/** Definitions of what GKE adds to Ingress and Gateway, with the fields that its documentation lists. */
export function googleApiObjects(): KubernetesObject[] {
  return kinds.map(({ group, version, kind, plural, spec }) => {
    const schema = {
      type: "object",
      properties: {
        apiVersion: text,
        kind: text,
        metadata: { type: "object" },
        spec: object(spec),
        status: { type: "object", "x-kubernetes-preserve-unknown-fields": true },
      },
    };
    const definition = {
      apiVersion: "apiextensions.k8s.io/v1",
      kind: "CustomResourceDefinition",
      metadata: { name: `${plural}.${group}` },
      spec: {
        group,
        scope: "Namespaced",
        names: { kind, plural, singular: kind.toLowerCase(), listKind: `${kind}List` },
        versions: [
          {
            name: version,
            served: true,
            storage: true,
            schema: { openAPIV3Schema: schema },
            subresources: { status: {} },
          },
        ],
      },
    };
    return definition;
  });
}
