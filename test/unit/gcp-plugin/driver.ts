import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { silentLog, type CheckFailure, type DiffResult, type PropertyMap } from "../../../lib/plugin";
import { GcpProvider } from "../../../sandbox/plugins/gcp/core/provider";
import { functions } from "../../../sandbox/plugins/gcp/functions";
import { tables } from "../../../sandbox/plugins/gcp/resources";

/** A resource as the engine keeps it. */
export interface Kept {
  readonly id: string;
  readonly inputs: PropertyMap;
  readonly state: PropertyMap;
}

/** Asks the plugin as the engine does, for one resource at a time. */
export class Driver {
  readonly home = mkdtempSync(join(tmpdir(), "gcp-plugin-"));
  readonly provider: GcpProvider;

  constructor(environment: NodeJS.ProcessEnv) {
    this.provider = new GcpProvider(tables, functions, { PULUMI_HOME: this.home, ...environment });
  }

  async configure(variables: Record<string, string>): Promise<this> {
    const prefixed = Object.fromEntries(
      Object.entries(variables).map(([name, value]) => [`gcp:config:${name}`, value]),
    );
    await this.provider.configure({ variables: prefixed, args: {}, log: silentLog });
    return this;
  }

  call(type: string, name = "it", signal = new AbortController().signal) {
    return { urn: `urn:pulumi:dev::test::${type}::${name}`, type, name, log: silentLog, signal };
  }

  async failures(type: string, inputs: PropertyMap): Promise<readonly CheckFailure[]> {
    const checked = await this.provider.check({
      ...this.call(type),
      olds: {},
      news: inputs,
      randomSeed: Buffer.from("seed"),
    });
    return checked.failures ?? [];
  }

  async check(type: string, inputs: PropertyMap, olds: PropertyMap = {}): Promise<PropertyMap> {
    const checked = await this.provider.check({
      ...this.call(type),
      olds,
      news: inputs,
      randomSeed: Buffer.from("seed"),
    });
    expect(checked.failures).toEqual([]);
    return checked.inputs;
  }

  async preview(type: string, inputs: PropertyMap): Promise<PropertyMap> {
    const news = await this.check(type, inputs);
    return (await this.provider.create({ ...this.call(type), inputs: news, preview: true, timeoutSeconds: undefined }))
      .properties;
  }

  async create(type: string, inputs: PropertyMap, signal?: AbortSignal): Promise<Kept> {
    const news = await this.check(type, inputs);
    const made = await this.provider.create({
      ...this.call(type, "it", signal),
      inputs: news,
      preview: false,
      timeoutSeconds: undefined,
    });
    return { id: made.id, inputs: news, state: made.properties };
  }

  async diff(type: string, kept: Kept, inputs: PropertyMap): Promise<DiffResult> {
    const news = await this.check(type, inputs, kept.inputs);
    return this.provider.diff({
      ...this.call(type),
      id: kept.id,
      olds: kept.state,
      oldInputs: kept.inputs,
      news,
      ignoreChanges: [],
    });
  }

  async update(type: string, kept: Kept, inputs: PropertyMap): Promise<Kept> {
    const news = await this.check(type, inputs, kept.inputs);
    const state = await this.provider.update({
      ...this.call(type),
      id: kept.id,
      olds: kept.state,
      oldInputs: kept.inputs,
      news,
      preview: false,
      ignoreChanges: [],
      timeoutSeconds: undefined,
    });
    return { id: kept.id, inputs: news, state };
  }

  async read(type: string, id: string, kept?: Kept): Promise<Kept | undefined> {
    const read = await this.provider.read({
      ...this.call(type),
      id,
      properties: kept?.state ?? {},
      inputs: kept?.inputs ?? {},
    });
    return read && { id: read.id, inputs: read.inputs, state: read.properties };
  }

  async delete(type: string, kept: Kept): Promise<void> {
    await this.provider.delete({
      ...this.call(type),
      id: kept.id,
      properties: kept.state,
      oldInputs: kept.inputs,
      timeoutSeconds: undefined,
    });
  }
}
