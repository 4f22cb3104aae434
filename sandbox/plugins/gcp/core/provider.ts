import { UserError } from "../../../../lib/errors/user-error";
import {
  unwrapMap,
  type CheckRequest,
  type CheckResult,
  type ConfigureRequest,
  type CreateRequest,
  type DeleteRequest,
  type DiffRequest,
  type DiffResult,
  type InvokeRequest,
  type InvokeResult,
  type PropertyMap,
  type ProviderHandlers,
  type ReadRequest,
  type ReadResult,
  type UpdateRequest,
  copySecrets,
  type CallContext,
} from "../../../../lib/plugin";
import { check, defaultsKey } from "./check";
import { changesOf, diffResult, type Change } from "./compare";
import { credentialsText, readConfig, type GcpConfig } from "./config";
import { checkConfig, diffConfig } from "./config-check";
import { ignoring } from "./ignore-changes";
import { ResourceContext, type Action } from "./context";
import { CreationJournal } from "./creation-journal";
import { GoogleClient, tokenSource } from "./google-client";
import { parseId } from "./ids";
import { importedInputs, refreshedInputs } from "./inputs";
import { planLabels } from "./labels";
import * as lifecycle from "./lifecycle";
import { plan } from "./plan";
import { parseRows, type Fields } from "./schema";
import { hideSecrets, outputs } from "./state";
import type { ResourceTable } from "./context";

/** A function of the package, e.g. `gcp:organizations/getClientConfig:getClientConfig`. */
export type GcpFunction = (args: PropertyMap, call: FunctionCall) => Promise<PropertyMap>;

/** What a function of the provider can use. */
export interface FunctionCall {
  readonly config: GcpConfig;
  readonly client: GoogleClient;
  readonly token: () => Promise<string>;
  readonly signal: AbortSignal;
  readonly log: InvokeRequest["log"];
}

/** The gcp plugin: one engine for all the tables. */
export class GcpProvider implements ProviderHandlers {
  private readonly tables: ReadonlyMap<string, ResourceTable>;
  private readonly parsed = new Map<string, Fields>();
  private config: GcpConfig = readConfig({}, process.env);
  private token: () => Promise<string> = () => Promise.reject(new Error("the plugin was not configured"));
  private client = new GoogleClient(this.config, () => this.token());

  private readonly journal: CreationJournal;

  constructor(
    tables: readonly ResourceTable[],
    private readonly functions: Readonly<Record<string, GcpFunction>>,
    private readonly environment: NodeJS.ProcessEnv = process.env,
  ) {
    this.journal = CreationJournal.open(environment);
    this.tables = new Map(tables.map((table) => [table.type, table]));
  }

  checkConfig(request: CheckRequest): Promise<CheckResult> {
    return Promise.resolve(checkConfig(request));
  }

  diffConfig(request: DiffRequest): Promise<DiffResult> {
    return Promise.resolve(diffConfig(request));
  }

  configure(request: ConfigureRequest): Promise<void> {
    this.config = readConfig(request.variables, this.environment);
    this.token = tokenSource(this.config, () => credentialsText(request.variables, this.environment));
    this.client = new GoogleClient(this.config, () => this.token());
    return Promise.resolve();
  }

  check(request: CheckRequest): Promise<CheckResult> {
    const { table, fields } = this.of(request.type);
    const result = check(fields, table.autoname, request, this.journal.pendingName(request.urn));
    const more = table.hooks?.validate?.(unwrapMap(result.inputs)) ?? [];
    return Promise.resolve({ inputs: result.inputs, failures: [...(result.failures ?? []), ...more] });
  }

  diff(request: DiffRequest): Promise<DiffResult> {
    const { table, fields } = this.of(request.type);
    this.journal.forget(request.urn); // The engine has it in its state.
    const olds = unwrapMap(request.olds);
    const { changes } = this.planned(
      request.type,
      ignoring(unwrapMap(request.news), olds, request.ignoreChanges),
      olds,
    );
    const named = request.news[defaultsKey];
    const explicit = table.autoname !== undefined && !(Array.isArray(named) && named.includes(table.autoname.property));
    const diff = diffResult(fields, changes, explicit);
    return Promise.resolve(olds[lifecycle.brokenKey] === true ? replaceBroken(diff, table) : diff);
  }

  async create(request: CreateRequest): Promise<{ id: string; properties: PropertyMap }> {
    const { table, fields } = this.of(request.type);
    const inputs = unwrapMap(request.inputs);
    const { planned } = this.planned(request.type, inputs, undefined);
    const secret = (properties: PropertyMap) => copySecrets(request.inputs, properties) as PropertyMap;
    if (request.preview) return { id: "", properties: secret(outputs(table, fields, planned, undefined)) };
    const context = this.context(request, "create", planned, undefined, request.timeoutSeconds);
    const created = await lifecycle.create(context, request.inputs);
    return { id: created.id, properties: secret(created.properties) };
  }

  async read(request: ReadRequest): Promise<ReadResult> {
    const { table, fields } = this.of(request.type);
    this.journal.forget(request.urn); // The engine has it in its state.
    const imported = Object.keys(request.properties).length === 0;
    const context = this.context(request, "read", unwrapMap(request.properties), undefined, undefined);
    const templates = [table.id ?? table.item, ...(table.importIds ?? [])];
    const parts = parseId(templates, request.id);
    if (parts) Object.assign(context.vars, parts);
    else if (imported) {
      throw new UserError({
        setting: `the id of ${request.type}`,
        got: JSON.stringify(request.id),
        expected: `one of: ${templates.map((template) => template.replaceAll("+", "")).join(", ")}`,
        fix: "Fill in the words in braces and import again.",
      });
    }
    const api = await lifecycle.readItem(context);
    if (!api) return undefined;
    const state = await lifecycle.stateOf(context, api, "read", imported);
    const id = lifecycle.idOf(context);
    const inputs =
      Object.keys(request.inputs).length > 0
        ? refreshedInputs(fields, unwrapMap(request.inputs), state)
        : importedInputs(fields, state);
    return {
      id,
      properties: copySecrets(
        request.inputs,
        copySecrets(request.properties, outputs(table, fields, state, id)),
      ) as PropertyMap,
      inputs: copySecrets(request.inputs, hideSecrets(fields, inputs)) as PropertyMap,
    };
  }

  async update(request: UpdateRequest): Promise<PropertyMap> {
    const { table, fields } = this.of(request.type);
    this.journal.forget(request.urn); // The engine has it in its state.
    const olds = unwrapMap(request.olds);
    const news = ignoring(unwrapMap(request.news), olds, request.ignoreChanges);
    const { planned, changes } = this.planned(request.type, news, olds);
    const secret = (properties: PropertyMap) => copySecrets(request.news, properties) as PropertyMap;
    if (request.preview) return secret(outputs(table, fields, planned, request.id));
    const context = this.context(request, "update", planned, olds, request.timeoutSeconds);
    Object.assign(context.vars, parseId([table.id ?? table.item], request.id) ?? {});
    return secret(await lifecycle.update(context, request.id, changes, request.news));
  }

  async delete(request: DeleteRequest): Promise<void> {
    const { table } = this.of(request.type);
    this.journal.forget(request.urn); // The engine has it in its state.
    const context = this.context(request, "delete", unwrapMap(request.properties), undefined, request.timeoutSeconds);
    Object.assign(context.vars, parseId([table.id ?? table.item, ...(table.importIds ?? [])], request.id) ?? {});
    await lifecycle.remove(context);
  }

  async invoke(request: InvokeRequest): Promise<InvokeResult> {
    const work = this.functions[request.token];
    if (!work) {
      throw new Error(
        `this sandbox's gcp plugin has no function ${request.token}; it has ${Object.keys(this.functions).sort().join(", ")}`,
      );
    }
    const { config, client, token } = this;
    const result = await work(unwrapMap(request.args), {
      config,
      client,
      token,
      signal: request.signal,
      log: request.log,
    });
    return { result };
  }

  private of(type: string): { table: ResourceTable; fields: Fields } {
    const table = this.tables.get(type);
    if (!table) {
      throw new Error(
        `this sandbox's gcp plugin has no resource type ${type}; it has ${[...this.tables.keys()].sort().join(", ")}`,
      );
    }
    const fields = this.parsed.get(type) ?? parseRows(table.rows);
    this.parsed.set(type, fields);
    return { table, fields };
  }

  private planned(
    type: string,
    inputs: PropertyMap,
    olds: PropertyMap | undefined,
  ): { planned: PropertyMap; changes: Change[] } {
    const { table, fields } = this.of(type);
    const { project, region, zone, deletionPolicy } = this.config;
    const location = zone ?? region;
    const planned = plan(fields, inputs, olds, {
      ...(project !== undefined && { project }),
      ...(region !== undefined && { region }),
      ...(zone !== undefined && { zone }),
      ...(location !== undefined && { location }),
    });
    if (fields.has("deletionPolicy"))
      planned["deletionPolicy"] = inputs["deletionPolicy"] ?? deletionPolicy ?? olds?.["deletionPolicy"] ?? "DELETE";
    planLabels(table, planned, olds, this.config);
    const changed = (property: string): boolean =>
      olds !== undefined &&
      changesOf(new Map([...fields].filter(([name]) => name === property)), olds, planned).length > 0;
    table.hooks?.plan?.(planned, olds, { project, changed });
    return { planned, changes: olds ? changesOf(fields, olds, planned) : [] };
  }

  private context(
    call: CallContext,
    action: Action,
    planned: PropertyMap,
    old: PropertyMap | undefined,
    timeoutSeconds: number | undefined,
  ): ResourceContext {
    const { table, fields } = this.of(call.type);
    const minutes = table.minutes?.[action] ?? 20;
    return new ResourceContext(
      {
        table,
        fields,
        client: this.client,
        config: this.config,
        signal: call.signal,
        log: call.log,
        urn: call.urn,
        action,
        journal: this.journal,
        deadline: Date.now() + (timeoutSeconds ?? minutes * 60) * 1000,
      },
      planned,
      old,
    );
  }
}

/** What failed while it was being made is removed and made anew. */
function replaceBroken(diff: DiffResult, table: ResourceTable): DiffResult {
  const property = table.autoname?.property ?? "name";
  return {
    ...diff,
    changes: "some",
    detailedDiff: { ...diff.detailedDiff, [property]: { kind: "update-replace" } },
    diffs: [...new Set([...(diff.diffs ?? []), property])].sort(),
    replaces: [...new Set([...(diff.replaces ?? []), property])].sort(),
    deleteBeforeReplace: true,
  };
}
