/** An HTTPRoute, as far as the switch writes it. */
export interface HttpRoute {
  readonly metadata: { readonly resourceVersion: string; readonly annotations?: Record<string, string> };
  readonly spec: { readonly rules?: readonly HttpRule[] };
}

interface HttpRule {
  readonly matches?: readonly { readonly path?: { readonly type?: string; readonly value?: string } }[];
  readonly backendRefs?: readonly BackendRef[];
}

/** A Service that a rule leads to, with its part of the requests. */
export interface BackendRef {
  readonly name: string;
  readonly port?: number;
  readonly weight?: number;
}

/** What leads requests by their path's prefix. */
export const pathMatches = (prefixes: readonly string[]) =>
  prefixes.map((value) => ({ path: { type: "PathPrefix", value } }));
