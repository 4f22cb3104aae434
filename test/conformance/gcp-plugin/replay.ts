import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fromJson, toJson } from "../../../lib/plugin/marshal";
import { InitFailedError, silentLog, type PropertyMap, type PropertyValue } from "../../../lib/plugin";
import { GcpProvider } from "../../../sandbox/plugins/gcp/core/provider";
import { functions } from "../../../sandbox/plugins/gcp/functions";
import { tables } from "../../../sandbox/plugins/gcp/resources";
import type { Call, JsonObject, JsonValue } from "./recording";

/** What our plugin answers to one recorded call: a response in the recording's form, or an error. */
export interface Answer {
  readonly response?: JsonObject;
  readonly error?: string;
}

/** Our plugin, asked as the engine asked the official one. */
export class Replay {
  private readonly provider = new GcpProvider(tables, functions, {
    PULUMI_HOME: mkdtempSync(join(tmpdir(), "gcp-replay-")),
  });

  constructor(private readonly endpoint: string) {}

  async ask(call: Call): Promise<Answer> {
    try {
      return { response: this.shown(await this.answer(call.method, this.placed(call.request) as JsonObject)) };
    } catch (error) {
      const init =
        error instanceof InitFailedError
          ? { response: this.shown({ partial: toJson(error.resource.properties) as JsonValue }) }
          : {};
      return { error: (error as Error).message.replaceAll(this.endpoint, "<endpoint>"), ...init };
    }
  }

  private async answer(method: string, request: JsonObject): Promise<JsonObject> {
    const map = (name: string): PropertyMap =>
      request[name] === undefined ? {} : (fromJson(request[name]) as PropertyMap);
    const text = (name: string): string => (typeof request[name] === "string" ? request[name] : "");
    const urn = text("urn");
    const [, , qualified = "", name = ""] = urn.split("::");
    const common = {
      urn,
      type: qualified.split("$").at(-1) ?? "",
      name,
      log: silentLog,
      signal: new AbortController().signal,
      id: text("id"),
      ignoreChanges: [],
      timeoutSeconds: 3,
      preview: request["preview"] === true,
    };
    const json = (value: PropertyValue) => toJson(value) as JsonValue;
    const { provider } = this;
    switch (method) {
      case "CheckConfig":
      case "Check": {
        const seed = Buffer.from(text("randomSeed"), "base64");
        const check = { ...common, olds: map("olds"), news: map("news"), randomSeed: seed };
        const { inputs, failures = [] } = await (method === "Check"
          ? provider.check(check)
          : provider.checkConfig(check));
        return {
          inputs: json(inputs),
          ...(failures.length > 0 && { failures: failures.map((failure) => ({ ...failure })) }),
        };
      }
      case "Configure":
        await provider.configure({
          variables: { ...(request["variables"] as Record<string, string>), "gcp:config:requestTimeout": "4s" },
          args: map("args"),
          log: silentLog,
        });
        return {};
      case "Diff": {
        const diff = await provider.diff({
          ...common,
          olds: map("olds"),
          news: map("news"),
          oldInputs: map("oldInputs"),
        });
        return diff as unknown as JsonObject;
      }
      case "Create": {
        const created = await provider.create({ ...common, inputs: map("properties") });
        return { ...(created.id && { id: created.id }), properties: json(created.properties) };
      }
      case "Update":
        return {
          properties: json(
            await provider.update({ ...common, olds: map("olds"), news: map("news"), oldInputs: map("oldInputs") }),
          ),
        };
      case "Read": {
        const read = await provider.read({ ...common, properties: map("properties"), inputs: map("inputs") });
        return read ? { id: read.id, properties: json(read.properties), inputs: json(read.inputs) } : {};
      }
      case "Delete":
        await provider.delete({ ...common, properties: map("properties"), oldInputs: map("oldInputs") });
        return {};
      case "Invoke": {
        const { result } = await provider.invoke({
          token: text("tok"),
          args: map("args"),
          preview: false,
          log: silentLog,
          signal: common.signal,
        });
        return { return: json(result) };
      }
      default:
        throw new Error(`no such call: ${method}`);
    }
  }

  /** The recording's placeholder becomes the address of the server that answers here, and the other way round. */
  private placed(value: JsonValue): JsonValue {
    return JSON.parse(JSON.stringify(value).replaceAll("<endpoint>", this.endpoint)) as JsonValue;
  }

  private shown(value: JsonObject): JsonObject {
    return JSON.parse(JSON.stringify(value).replaceAll(this.endpoint, "<endpoint>")) as JsonObject;
  }
}
