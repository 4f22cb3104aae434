import { UserError } from "../../../../lib/errors/user-error";
import type { CreationJournal } from "./creation-journal";
import type { CallLog, PropertyMap } from "../../../../lib/plugin";
import type { GcpConfig, ServiceName } from "./config";
import type { GoogleAnswer, GoogleClient, GoogleRequest } from "./google-client";
import { lastPart } from "./equivalence";
import { isJsonMap, textAt, type Json, type JsonMap } from "./json";
import type { Scope } from "./links";
import { waitFor, type WaitKind } from "./operations";
import type { Fields } from "./schema";
import type { Table, TableHooks } from "./table";

/** Everything this plugin knows of one resource type. */
export type ResourceTable = Table<ResourceContext>;

/** What a resource type's table cannot say. */
export type Hooks = TableHooks<ResourceContext>;

/** What a call of the engine is about. */
export interface ContextParts {
  readonly table: ResourceTable;
  readonly fields: Fields;
  readonly client: GoogleClient;
  readonly config: GcpConfig;
  readonly signal: AbortSignal;
  readonly log: CallLog;
  readonly deadline: number;
  readonly urn: string;
  readonly action: Action;
  readonly journal: CreationJournal;
}

/** What the engine asks for. */
export type Action = "create" | "read" | "update" | "delete";

/** One call about one resource: what is planned, what is known, and how to ask Google about it. */
export class ResourceContext {
  /** What is known of the resource's type. */
  readonly table: ResourceTable;
  /** Its properties, by Pulumi's names. */
  readonly fields: Fields;
  /** The provider's configuration. */
  readonly config: GcpConfig;
  /** Sends what this call sends. */
  readonly client: GoogleClient;
  /** What the engine shows beside the resource. */
  readonly log: CallLog;
  /** Ends the call, as Ctrl-C does. */
  readonly signal: AbortSignal;
  /** The engine's name of the resource. */
  readonly urn: string;
  /** What is done, for messages and timeouts. */
  readonly action: Action;
  /** What was begun and not told to the engine yet. */
  readonly journal: CreationJournal;
  /** Values for the braces in the table's addresses. */
  readonly vars: Record<string, string> = {};
  /** Point in time (ms) at which to give up waiting. */
  readonly deadline: number;

  constructor(
    parts: ContextParts,
    /** What the resource is to be; for a read or delete, what it last was. */
    readonly planned: PropertyMap,
    /** What it was before an update. */
    readonly old: PropertyMap | undefined,
  ) {
    this.table = parts.table;
    this.fields = parts.fields;
    this.client = parts.client;
    this.config = parts.config;
    this.log = parts.log;
    this.signal = parts.signal;
    this.urn = parts.urn;
    this.action = parts.action;
    this.journal = parts.journal;
    this.deadline = parts.deadline;
    this.learn(planned);
  }

  /** Takes texts of a state as values for addresses. */
  learn(state: PropertyMap): void {
    for (const [name, value] of Object.entries(state))
      if (typeof value === "string" && value !== "") this.vars[name] = value;
  }

  get project(): string {
    const project = this.vars["project"] ?? this.config.project;
    if (project !== undefined) return lastPart(project);
    throw new UserError({
      setting: "gcp:project",
      got: "nothing",
      expected: "the id of a Google Cloud project",
      fix: "Run `pulumi config set gcp:project <id>`, set GOOGLE_PROJECT, or give the resource a `project`.",
    });
  }

  get scope(): Scope {
    return {
      project: this.project,
      region: lastPart(this.vars["region"] ?? this.config.region ?? regionOf(this.vars["location"]) ?? "") || undefined,
    };
  }

  /** A template with its braces filled in. */
  fill(template: string): string {
    return template.replace(/\{(\w+)\}/g, (_, name: string) => {
      if (name === "project") return this.project;
      const value = this.vars[name] ?? this.fallback(name);
      if (value !== undefined) return ["region", "zone", "cluster", "router"].includes(name) ? lastPart(value) : value;
      throw new UserError({
        setting: this.urn,
        got: `no ${name}`,
        expected: `a value for ${name}, which is part of the address ${template}`,
        fix:
          name === "region" || name === "zone" || name === "location"
            ? `Give the resource a \`${name}\`, or set gcp:${name === "location" ? "zone" : name} for the stack.`
            : `Give the resource a \`${name}\`.`,
      });
    });
  }

  private fallback(name: string): string | undefined {
    if (name === "region") return this.config.region;
    if (name === "zone") return this.config.zone;
    if (name === "location") return this.config.zone ?? this.config.region;
    return undefined;
  }

  /** A full address of the resource's service, or of another one. */
  url(template: string, service: ServiceName = this.table.service): string {
    return this.config.endpoint(service) + this.fill(template);
  }

  /** One request; templates as in tables. */
  async send(method: GoogleRequest["method"], template: string, body?: Json, service?: ServiceName): Promise<JsonMap> {
    return (await this.exchange(method, template, body, service)).json;
  }

  async exchange(
    method: GoogleRequest["method"],
    template: string,
    body?: Json,
    service?: ServiceName,
  ): Promise<{ json: JsonMap; maybeTwice: GoogleAnswer["maybeTwice"] }> {
    const { json, maybeTwice } = await this.client.exchange({
      method,
      url: this.url(template, service),
      ...(body !== undefined && { body }),
      signal: this.signal,
      log: this.log,
    });
    return { json: isJsonMap(json) ? json : {}, maybeTwice };
  }

  /** Waits for the operation of an answer, if it is one. */
  wait(answer: JsonMap, activity: string, kind: WaitKind = this.table.wait ?? "none"): Promise<JsonMap> {
    return waitFor(kind, answer, {
      client: this.client,
      config: this.config,
      signal: this.signal,
      log: this.log,
      activity,
      deadline: this.deadline,
      operationUrl: (operation) => this.operationUrl(kind, operation),
    });
  }

  private operationUrl(kind: WaitKind, operation: JsonMap): string {
    const name = textAt(operation, "name");
    if (kind === "longrunning") return this.config.endpoint(this.table.service, "operations") + name;
    if (kind === "container") {
      const location = textAt(operation, "location") || textAt(operation, "zone") || this.fill("{location}");
      return this.url(`projects/{project}/locations/${location}/operations/${name}`);
    }
    const [zone, region] = [textAt(operation, "zone"), textAt(operation, "region")];
    const place = zone ? `zones/${lastPart(zone)}` : region ? `regions/${lastPart(region)}` : "global";
    return this.url(`projects/{project}/${place}/operations/${name}`, "compute");
  }
}

/** `europe-west1` of `europe-west1-b` and of itself. */
export function regionOf(location: string | undefined): string | undefined {
  return location === undefined ? undefined : (/^(.+)-[a-z]$/.exec(location)?.[1] ?? location);
}
