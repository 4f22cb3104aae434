import { z } from "zod";

const check = z.union([
  z.strictObject({
    http: z.strictObject({
      path: z.string().startsWith("/"),
      status: z.number().int(),
      /** Text that the body must hold. */
      body: z.string().optional(),
      /** Header → exact value. */
      headers: z.record(z.string(), z.string()).default({}),
      /** Milliseconds within which each answer must come. */
      withinMs: z.number().int().positive(),
      /** Answers in a row that must be right. */
      times: z.number().int().positive(),
    }),
  }),
  z.strictObject({
    job: z.strictObject({
      image: z.string(),
      command: z.array(z.string()),
      timeoutSeconds: z.number().int().positive(),
    }),
  }),
  z.strictObject({
    prometheus: z.strictObject({
      /** `namespace/service:port` of a Prometheus server in the cluster. */
      server: z.string(),
      query: z.string(),
      max: z.number(),
    }),
  }),
]);

const route = z.discriminatedUnion("kind", [
  /** The live Service's selector. `overlap`: both colours for a while, for load balancers that learn of endpoints slowly. */
  z.strictObject({
    kind: z.literal("selector"),
    service: z.string(),
    /** The part of the selector that both colours share. */
    selector: z.record(z.string(), z.string()),
    overlapSeconds: z.number().min(0),
  }),
  /** Weights of an HTTPRoute between the colours' Services. */
  z.strictObject({
    kind: z.literal("http-route"),
    name: z.string(),
    /** Percentages of the target, ending in 100; each but the last is watched for the analysis' time. */
    steps: z.array(z.number().int().min(1).max(100)).nonempty(),
  }),
]);

const color = z.strictObject({
  deployment: z.string(),
  service: z.string(),
  image: z.string(),
  /** Hash of the pod template: two specs with one revision are the same release. */
  revision: z.string(),
});

/** The inputs of a `TrafficSwitch`, parsed. */
export const switchSpec = z.strictObject({
  kubeconfig: z.string(),
  namespace: z.string(),
  app: z.string(),
  active: z.string(),
  colors: z.record(z.string(), color),
  route,
  port: z.number().int(),
  /** Replicas of the live colour; `null` where an autoscaler decides. */
  replicas: z.number().int().positive().nullable(),
  /** The fewest replicas an autoscaler keeps; where there is none, equal to `replicas`. */
  minReplicas: z.number().int().positive(),
  verify: z.array(check),
  analysis: z.strictObject({
    seconds: z.number().min(0),
    /** 0 to 1. */
    maxErrorRate: z.number().min(0).max(1),
    path: z.string().startsWith("/"),
  }),
  drainSeconds: z.number().min(0),
  idle: z.enum(["warm", "scaled-down"]),
  /** The longest wait for the target's replicas. */
  readySeconds: z.number().positive(),
  allowInPlace: z.boolean(),
});

export type SwitchSpec = z.output<typeof switchSpec>;
export type Check = z.output<typeof check>;
export type Color = string;

/** A check as one line for a person. */
export function describeCheck(one: Check): string {
  if ("http" in one)
    return `GET ${one.http.path} → ${one.http.status}${one.http.times > 1 ? ` ×${one.http.times}` : ""}`;
  if ("job" in one) return `job ${one.job.command.join(" ")}`;
  return `${one.prometheus.query} ≤ ${one.prometheus.max}`;
}
