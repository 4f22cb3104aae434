import { z } from "zod";

/** A question that a monitoring system answers with numbers. */
const queries = [
  z.strictObject({
    prometheus: z.strictObject({
      /** `namespace/service:port` of a Prometheus server in the cluster. */
      server: z.string(),
      query: z.string(),
      max: z.number(),
    }),
  }),
  z.strictObject({
    cloudMonitoring: z.strictObject({
      project: z.string(),
      /** A monitoring filter, with a restriction on `metric.type`. */
      filter: z.string(),
      /** How each series becomes one number: ALIGN_MEAN, ALIGN_RATE, … */
      aligner: z.string(),
      /** How the series become one: REDUCE_SUM, …; each must be within the limit where it is REDUCE_NONE. */
      reducer: z.string(),
      /** Seconds before now that are looked at. */
      windowSeconds: z.number().int().min(60),
      max: z.number(),
      /** What no data means. Errors that never happened have no series. */
      noData: z.enum(["pass", "fail"]),
    }),
  }),
] as const;

const query = z.union(queries);

/** A Job that gets the colour's address as $TARGET_URL. */
const job = z.strictObject({
  image: z.string(),
  command: z.array(z.string()),
  timeoutSeconds: z.number().int().positive(),
});

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
  z.strictObject({ job }),
  ...queries,
]);

/** What must have been done before a release's pods start, such as a migration: once for each release, and again when it failed. */
const hook = z.strictObject({
  job: job.extend({
    /** Where absent, the colour's own. */
    image: z.string().optional(),
    serviceAccount: z.string().optional(),
    runAsUser: z.number().int().optional(),
  }),
});

const route = z.discriminatedUnion("kind", [
  /** The live Service's selector. `overlap`: both colours for a while, for load balancers that learn of endpoints slowly. */
  z.strictObject({
    kind: z.literal("selector"),
    service: z.string(),
    /** The part of the selector that both colours share. */
    selector: z.record(z.string(), z.string()),
    overlapSeconds: z.number().min(0),
  }),
  /** Weights of an HTTPRoute between the colours' Services; its rules are the switch's alone. */
  z.strictObject({
    kind: z.literal("http-route"),
    name: z.string(),
    /** Prefixes of the paths that lead to the app. */
    paths: z.array(z.string()),
    /** Of the colours' Services. */
    port: z.number().int(),
    /** The live Service, for whoever asks within the cluster: it follows the route when a colour has all of the traffic. */
    service: z.string(),
    /** The part of the live Service's selector that both colours share. */
    selector: z.record(z.string(), z.string()),
    /** Percentages of the target, ending in 100; each but the last is watched for the analysis' time. */
    steps: z.array(z.number().int().min(1).max(100)).nonempty(),
    /** How long the load balancer may take to hear of new pods, and of what is no longer led to. */
    propagationSeconds: z.number().min(0),
  }),
]);

const color = z.strictObject({
  deployment: z.string(),
  service: z.string(),
  image: z.string(),
  /** Hash of the pod template: two specs with one revision are the same release. */
  revision: z.string(),
  /** The pod template as the program states it; absent in what earlier versions wrote. */
  template: z.record(z.string(), z.unknown()).optional(),
  /** Environment of its container, which hooks get as well; as in a pod. */
  env: z.array(z.record(z.string(), z.unknown())).default([]),
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
  /** How the app answers at that port. */
  scheme: z.enum(["http", "https"]),
  /** Replicas of the live colour; `null` where an autoscaler decides. */
  replicas: z.number().int().positive().nullable(),
  /** The fewest replicas an autoscaler keeps; where there is none, equal to `replicas`. */
  minReplicas: z.number().int().positive(),
  before: z.array(hook),
  verify: z.array(check),
  analysis: z.strictObject({
    seconds: z.number().min(0),
    /** 0 to 1. */
    maxErrorRate: z.number().min(0).max(1),
    path: z.string().startsWith("/"),
    /** Asked at the end of each analysis. */
    queries: z.array(query),
  }),
  drainSeconds: z.number().min(0),
  idle: z.enum(["warm", "scaled-down"]),
  /** How long after a switch the colour that was left stays warm; `null`: until the next. */
  warmSeconds: z.number().positive().nullable(),
  /** The longest wait for the target's replicas. */
  readySeconds: z.number().positive(),
  /** The longest time for which a switch that failed tries to bring the traffic back. */
  returnSeconds: z.number().positive().default(300),
  allowInPlace: z.boolean(),
});

/** The inputs of a `TrafficSwitchGroup`, parsed: apps that are switched together, in this order. */
export const groupSpec = z.strictObject({ members: z.array(switchSpec).min(2) });

/** What a `TrafficSwitch` is given, after validation. */
export type SwitchSpec = z.output<typeof switchSpec>;
/** One check of a colour before it has traffic. */
export type Check = z.output<typeof check>;
/** One question to Prometheus or Cloud Monitoring. */
export type Query = z.output<typeof query>;
/** One step before a release's pods start. */
export type Hook = z.output<typeof hook>;
/** The name of a colour, such as blue. */
export type Color = string;

/** A check as one line for a person. */
export function describeCheck(one: Check): string {
  if ("http" in one)
    return `GET ${one.http.path} → ${one.http.status}${one.http.times > 1 ? ` ×${one.http.times}` : ""}`;
  if ("job" in one) return `job ${one.job.command.join(" ")}`;
  if ("prometheus" in one) return `${one.prometheus.query} ≤ ${one.prometheus.max}`;
  const { aligner, filter, max } = one.cloudMonitoring;
  return `${aligner}(${filter}) ≤ ${max}`;
}

/** A hook as one line for a person. */
export function describeHook({ job: { command } }: Hook): string {
  return `job ${command.join(" ")}`;
}
