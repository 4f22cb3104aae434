import { pause } from "../../lib/retry";
import { type KubernetesClient, KubernetesError } from "../../lib/kubernetes";
import { cloudMonitoring } from "./cloud-monitoring";
import type { ProbeResult } from "./cluster-port";
import { awaitJob, createJob, deleteJob } from "./jobs";
import { askApp, type Heard, isRefusal, servicePath } from "./probe";
import type { Check, Color, SwitchSpec } from "../../lib/release/spec";

type Http = Extract<Check, { http: unknown }>["http"];
type Job = Extract<Check, { job: unknown }>["job"];
type Prometheus = Extract<Check, { prometheus: unknown }>["prometheus"];

/** Runs one check against a colour, by way of the API server: it works from a laptop and from CI alike. */
export async function runCheck(
  client: KubernetesClient,
  spec: SwitchSpec,
  color: Color,
  check: Check,
  signal: AbortSignal,
): Promise<ProbeResult> {
  if ("http" in check) return await http(client, spec, color, check.http, signal);
  if ("job" in check) return await job(client, spec, color, check.job, signal);
  if ("prometheus" in check) return await prometheus(client, check.prometheus, signal);
  return await cloudMonitoring(check.cloudMonitoring, signal);
}

async function http(
  client: KubernetesClient,
  spec: SwitchSpec,
  color: Color,
  wanted: Http,
  signal: AbortSignal,
): Promise<ProbeResult> {
  const path = servicePath(spec, spec.colors[color]?.service ?? "", wanted.path);
  let slowest = 0;
  for (let time = 1; time <= wanted.times; time++) {
    let heardOf: Heard;
    try {
      const limits = { signal, timeoutMs: Math.max(wanted.withinMs, 1000) };
      heardOf = await heard(() => askApp(client, path, limits), signal);
    } catch (error) {
      if (signal.aborted) throw error;
      return { ok: false, seen: error instanceof Error ? error.message : String(error) };
    }
    const { answer, took } = heardOf;
    slowest = Math.max(slowest, took);
    const wrong = mismatch(wanted, answer, took);
    if (wrong !== undefined) return { ok: false, seen: wanted.times > 1 ? `answer ${time}: ${wrong}` : wrong };
  }
  return { ok: true, seen: `${wanted.times === 1 ? "" : `${wanted.times} answers, `}slowest ${slowest} ms` };
}

/** Tries while the API server does not pass a question on: {@link WAYS} times, a second apart. */
const WAYS = 60;

/** That of an API server which cannot reach the app just now tells nothing of the app, and its time is not the app's. */
async function heard(ask: () => Promise<Heard>, signal: AbortSignal): Promise<Heard> {
  for (let way = 1; ; way++) {
    const one = await ask();
    if (way >= WAYS || !isRefusal(one.answer.status, one.answer.text)) return one;
    await pause(1000, signal);
  }
}

function mismatch(
  wanted: Http,
  answer: { status: number; text: string; headers: NodeJS.Dict<string | string[]> },
  took: number,
): string | undefined {
  if (answer.status !== wanted.status) return `answered ${answer.status}: ${excerpt(answer.text)}`;
  if (wanted.body !== undefined && !answer.text.includes(wanted.body))
    return `the body lacks ${JSON.stringify(wanted.body)}: ${excerpt(answer.text)}`;
  for (const [name, value] of Object.entries(wanted.headers)) {
    const found = answer.headers[name.toLowerCase()];
    if (found !== value) return `header ${name} is ${JSON.stringify(found ?? null)}, not ${JSON.stringify(value)}`;
  }
  return took > wanted.withinMs ? `took ${took} ms, more than ${wanted.withinMs}` : undefined;
}

const excerpt = (text: string) => JSON.stringify(text.replace(/\s+/g, " ").trim().slice(0, 120));

/** A Job that gets the colour's address as $TARGET_URL; its exit code is the verdict. */
async function job(
  client: KubernetesClient,
  { namespace, colors, port, scheme, app }: SwitchSpec,
  color: Color,
  wanted: Job,
  signal: AbortSignal,
): Promise<ProbeResult> {
  const target = `${scheme}://${colors[color]?.service}.${namespace}:${port}`;
  const name = await createJob(client, namespace, signal, {
    metadata: { generateName: `${app}-verify-`, labels: { app: `${app}-verify` } },
    ttlSecondsAfterFinished: 3600,
    timeoutSeconds: wanted.timeoutSeconds,
    image: wanted.image,
    command: wanted.command,
    env: [{ name: "TARGET_URL", value: target }],
    runAsUser: 65532,
  });
  const result = await awaitJob(client, namespace, name, signal);
  if (result.ok) await deleteJob(client, namespace, name, signal);
  return result;
}

type Sample = readonly [time: number, value: string];
/** Source: https://prometheus.io/docs/prometheus/latest/querying/api/#expression-query-result-formats, read 2026-11. */
type PrometheusData =
  | { readonly resultType: "vector"; readonly result: readonly { readonly value: Sample }[] }
  | { readonly resultType: "scalar"; readonly result: Sample }
  | { readonly resultType: "matrix" | "string" };

async function prometheus(
  client: KubernetesClient,
  { server, query, max }: Prometheus,
  signal: AbortSignal,
): Promise<ProbeResult> {
  const [, namespace = "", service = "", port = ""] = /^([^/]+)\/([^:]+):(\d+)$/.exec(server) ?? [];
  const path = servicePath({ namespace, port, scheme: "http" }, service, "/api/v1/query");
  try {
    const { data } = await client.json<{ data: PrometheusData }>("GET", path, { query: { query }, signal });
    if (data.resultType !== "vector" && data.resultType !== "scalar")
      return { ok: false, seen: `the query gives a ${data.resultType}, and not one number a series` };
    const samples = data.resultType === "scalar" ? [data.result] : data.result.map(({ value }) => value);
    const values = samples.map(([, value]) => Number(value));
    if (values.length === 0) return { ok: false, seen: "the query has no result" };
    const worst = Math.max(...values);
    return { ok: worst <= max, seen: String(worst) };
  } catch (error) {
    if (!(error instanceof KubernetesError)) throw error;
    return { ok: false, seen: error.message };
  }
}
