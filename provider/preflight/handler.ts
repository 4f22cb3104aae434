import type {
  CallLog,
  CheckFailure,
  CheckRequest,
  CheckResult,
  CreateRequest,
  PropertyMap,
  UpdateRequest,
} from "../../lib/plugin";
import { equalValues, hasUnknowns, StateOnlyHandler } from "../../lib/plugin";
import { GoogleClient, GoogleError } from "../../lib/google";
import { type PreflightInputs, preflightInputs, type PreflightPool } from "./inputs";
import { needs, type Quota, tooMuch } from "./needs";

interface Region {
  readonly quotas?: readonly Quota[];
  readonly zones?: readonly string[];
}

interface ServerConfig {
  readonly validMasterVersions?: readonly string[];
  readonly channels?: readonly { readonly channel?: string; readonly validVersions?: readonly string[] }[];
}

/**
 * `gke-bluegreen:infra:Preflight`: asks Google, before anything is created and in previews too, whether what is configured can be had.
 * A new project's APIs are not on yet when the preview asks; then it asks again when they are, still before the network and the cluster.
 */
export class PreflightHandler extends StateOnlyHandler {
  constructor(private readonly google = new GoogleClient()) {
    super();
  }

  override async check(request: CheckRequest): Promise<CheckResult> {
    const { olds, news } = request;
    if (hasUnknowns(news) || equalValues(olds, news)) return { inputs: news };
    const failures = await this.failures(preflightInputs(news), before(olds), request.log, request.signal, 0);
    return { inputs: news, failures };
  }

  protected override idOf({ inputs }: CreateRequest): string {
    return preflightInputs(inputs).location;
  }

  protected override async bringAbout(news: PropertyMap, request: CreateRequest | UpdateRequest): Promise<void> {
    const { log, signal } = request;
    const olds = "oldInputs" in request ? request.oldInputs : {};
    const failures = await this.failures(preflightInputs(news), before(olds), log, signal, 15_000);
    if (failures.length > 0)
      throw new Error(failures.map(({ property, reason }) => `${property}: ${reason}`).join("\n"));
  }

  private async failures(
    inputs: PreflightInputs,
    olds: PreflightInputs | undefined,
    log: CallLog,
    signal: AbortSignal,
    patienceMs: number,
  ): Promise<CheckFailure[]> {
    const ask = async <T>(api: "compute" | "container", path: string): Promise<T | "unknown" | undefined> => {
      try {
        return await this.google.json<T>(api, path, { signal, patienceMs });
      } catch (error) {
        if (error instanceof GoogleError && error.status === 404) return undefined;
        // A preview in a new project, or without an account: what cannot be asked is not wrong.
        log.debug(`the preflight could not ask ${path}: ${error instanceof Error ? error.message : String(error)}`);
        return "unknown";
      }
    };
    const region = inputs.location.replace(/-[a-z]$/, "");
    const [regional, versions] = await Promise.all([
      ask<Region>("compute", `projects/${inputs.project}/regions/${region}`),
      inputs.version === undefined
        ? "unknown"
        : ask<ServerConfig>("container", `projects/${inputs.project}/locations/${inputs.location}/serverConfig`),
    ]);
    if (regional === undefined)
      return [{ property: "location", reason: `there is no region ${region}, where cluster.location is` }];
    const failures: CheckFailure[] = [];
    if (regional !== "unknown")
      for (const reason of tooMuch(needs(inputs), olds ? needs(olds) : {}, regional.quotas ?? [], region))
        failures.push({ property: "quota", reason });
    if (typeof versions === "object") failures.push(...versionFailures(inputs, versions));
    const zones = regional === "unknown" ? [] : (regional.zones ?? []).map((zone) => zone.split("/").at(-1) ?? "");
    const offers = await Promise.all(inputs.pools.map((pool) => this.notOffered(pool, inputs, zones, ask)));
    return [...failures, ...offers.flat()];
  }

  /** Machine types and accelerators that a pool's zones do not have. */
  private async notOffered(
    pool: PreflightPool,
    inputs: PreflightInputs,
    all: readonly string[],
    ask: <T>(api: "compute", path: string) => Promise<T | "unknown" | undefined>,
  ): Promise<CheckFailure[]> {
    const given = pool.zones ?? inputs.zones ?? (/-[a-z]$/.test(inputs.location) ? [inputs.location] : undefined);
    const zones = given ?? all;
    const wanted = [
      { kind: "machineTypes", name: pool.machineType, property: `pools.${pool.name}.machineType` },
      ...pool.gpus.map(({ type }) => ({ kind: "acceleratorTypes", name: type, property: `pools.${pool.name}.gpus` })),
    ];
    const failures = await Promise.all(
      wanted.map(async ({ kind, name, property }) => {
        const found = await Promise.all(
          zones.map((zone) => ask<object>("compute", `projects/${inputs.project}/zones/${zone}/${kind}/${name}`)),
        );
        const without = zones.filter((_, index) => found[index] === undefined);
        // GKE itself chooses three of a region's zones, among those that have it.
        if (without.length === 0 || (!given && without.length < zones.length)) return [];
        const where = zones.filter((zone) => !without.includes(zone));
        return [
          {
            property,
            reason: `${name} is not offered in ${without.join(", ")}${where.length > 0 ? `, only in ${where.join(", ")}` : ""}: choose another type, or other zones`,
          },
        ];
      }),
    );
    return failures.flat();
  }
}

const before = (olds: PropertyMap): PreflightInputs | undefined =>
  Object.keys(olds).length > 0 ? preflightInputs(olds) : undefined;

function versionFailures(
  { version, location }: PreflightInputs,
  { validMasterVersions = [] }: ServerConfig,
): CheckFailure[] {
  if (version === undefined || validMasterVersions.length === 0) return [];
  if (
    validMasterVersions.some(
      (valid) => valid === version || valid.startsWith(`${version}.`) || valid.startsWith(`${version}-`),
    )
  )
    return [];
  const minors = [...new Set(validMasterVersions.map((valid) => valid.split(".").slice(0, 2).join(".")))];
  return [
    {
      property: "version",
      reason: `${version} is not offered in ${location}; there are ${minors.join(", ")} (newest ${validMasterVersions[0]})`,
    },
  ];
}
