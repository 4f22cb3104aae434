import { redactedError, redactedLog, redactor } from "../../../lib/plugin";
import type {
  CallContext,
  CheckRequest,
  CheckResult,
  ConfigureRequest,
  CreateRequest,
  DeleteRequest,
  DiffRequest,
  DiffResult,
  InvokeRequest,
  InvokeResult,
  PropertyMap,
  ProviderHandlers,
  ReadRequest,
  ReadResult,
  UpdateRequest,
} from "../../../lib/plugin";
import { condition } from "./await/pods";
import { checkResource, isNamespaced } from "./check";
import { ApiClient } from "./client";
import { Cluster } from "./cluster";
import { checkConfig, diffConfig } from "./config-check";
import { createResource } from "./create";
import { CreationJournal } from "./creation-journal";
import { deleteResource } from "./delete";
import { diffObject, mustKeepName } from "./diff";
import { replacesUnready } from "./force-new";
import { invokeFunction } from "./functions";
import { normalize } from "./normalize";
import { isPatchResource, kindOf, toObject } from "./object";
import { readResource } from "./read";
import { readSettings, type Settings } from "./settings";
import { parseState } from "./state";
import type { Target } from "./target";
import { updateResource } from "./update";

/** The `kubernetes` plugin: what the engine asks, answered with a cluster. */
export class KubernetesProvider implements ProviderHandlers {
  private settings: Settings | undefined;
  private cluster: Cluster | undefined;
  private journal: CreationJournal | undefined;

  checkConfig(request: CheckRequest): Promise<CheckResult> {
    return Promise.resolve(checkConfig(request));
  }

  diffConfig(request: DiffRequest): Promise<DiffResult> {
    return Promise.resolve(diffConfig(request));
  }

  configure(request: ConfigureRequest): Promise<void> {
    this.settings = readSettings(request.variables);
    const { cluster } = this.settings;
    if (cluster) {
      const client = new ApiClient(cluster);
      this.cluster = new Cluster(client, this.settings);
      this.journal = CreationJournal.open(client.server);
      // Asked while the program is still starting; whoever needs the answer waits for it.
      void this.cluster.unreachable();
    }
    return Promise.resolve();
  }

  async check(request: CheckRequest): Promise<CheckResult> {
    const isNew = Object.keys(request.olds).length === 0;
    return checkResource(
      request,
      await this.target(),
      isNew ? await this.journal?.pendingName(request.urn) : undefined,
    );
  }

  async diff(request: DiffRequest): Promise<DiffResult> {
    await this.journal?.confirm(request.urn);
    const target = await this.target();
    const { inputs, live } = parseState(request.olds);
    const written = toObject(request.news);
    const schemas =
      target.kind === "cluster"
        ? await target.cluster.schemas.forKind(kindOf(written)).catch(() => undefined)
        : undefined;
    const newInputs = normalize(written, schemas);
    const result = diffObject({
      oldInputs: normalize(inputs, schemas),
      live,
      newInputs,
      namespaced: await isNamespaced(request.type, target),
      patchResource: isPatchResource(request.type, written),
      ignoreChanges: request.ignoreChanges,
      settings: target.settings,
    });
    if (target.kind === "files" && target.settings.alwaysRender) return { ...result, changes: "some" };
    return replacesUnready(newInputs) ? this.replaceUnready(request, target, result) : result;
  }

  async create(request: CreateRequest): Promise<{ id: string; properties: PropertyMap }> {
    return this.discreetly(request, request.inputs, async (discreet) =>
      createResource(discreet, await this.target(), this.journal),
    );
  }

  async read(request: ReadRequest): Promise<ReadResult> {
    await this.journal?.confirm(request.urn);
    return readResource(request, await this.target());
  }

  async update(request: UpdateRequest): Promise<PropertyMap> {
    await this.journal?.confirm(request.urn);
    return this.discreetly(request, request.news, async (discreet) => updateResource(discreet, await this.target()));
  }

  async delete(request: DeleteRequest): Promise<void> {
    await this.journal?.confirm(request.urn);
    return deleteResource(request, await this.target());
  }

  async invoke(request: InvokeRequest): Promise<InvokeResult> {
    return invokeFunction(request, await this.target());
  }

  /** Does what is asked with no secret of the inputs in messages or errors. */
  private async discreetly<Request extends CallContext, Result>(
    request: Request,
    inputs: PropertyMap,
    work: (discreet: Request) => Promise<Result>,
  ): Promise<Result> {
    const redact = redactor(inputs);
    try {
      return await work({ ...request, log: redactedLog(request.log, redact) });
    } catch (error) {
      throw redactedError(error, redact);
    }
  }

  /** Adds the replacement that annotation `pulumi.com/replaceUnready` asks for. */
  private async replaceUnready(request: DiffRequest, target: Target, result: DiffResult): Promise<DiffResult> {
    const newInputs = toObject(request.news);
    const { live } = parseState(request.olds);
    if (target.kind !== "cluster") {
      request.log.warning("Cluster is unreachable, skipping replaceUnready check");
      return result;
    }
    if (kindOf(newInputs).kind !== "Job") {
      request.log.warning("replaceUnready annotation is not supported for this resource");
      return result;
    }
    const current = await target.cluster.objects.get(live, request.signal).catch(() => undefined);
    if (!current || condition(current, "Complete")?.status === "True") return result;
    return {
      ...result,
      changes: "some",
      replaces: [...(result.replaces ?? []), '.metadata.annotations["pulumi.com/replaceUnready"]'],
      deleteBeforeReplace: mustKeepName(newInputs, live),
    };
  }

  private async target(): Promise<Target> {
    const { settings, cluster } = this;
    if (!settings) throw new Error("the provider has not been configured");
    if (settings.renderYamlToDirectory) return { kind: "files", folder: settings.renderYamlToDirectory, settings };
    if (!cluster) return { kind: "unreachable", reason: settings.unusable ?? "no kubeconfig", settings };
    const reason = await cluster.unreachable();
    return reason === undefined ? { kind: "cluster", cluster, settings } : { kind: "unreachable", reason, settings };
  }
}
