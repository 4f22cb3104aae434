import { GoogleError as PlainGoogleError } from "../../../../lib/google";
import type { Json, JsonMap } from "./json";
import { isJsonMap, listAt, textAt } from "./json";

/** An error of Google's, with the message that Google's own Go client makes of it. */
export class GoogleError extends PlainGoogleError {
  constructor(
    status: number,
    reason: string,
    message: string,
    /** What the API itself said, without code and details. */
    readonly said: string,
    readonly body: JsonMap,
  ) {
    super(status, reason, message);
  }

  static fromBody(status: number, body: Json): GoogleError {
    const error = isJsonMap(body) && isJsonMap(body["error"]) ? body["error"] : undefined;
    if (!error) {
      const text = typeof body === "string" ? body : JSON.stringify(body);
      return new GoogleError(status, "", `googleapi: got HTTP response code ${status} with body: ${text}`, text, {});
    }
    const said = textAt(error, "message");
    const errors = listAt(error, "errors");
    const details = error["details"];
    let message = `googleapi: Error ${status}: ${said}`;
    if (Array.isArray(details) && details.length > 0)
      message += `\nDetails:\n${JSON.stringify(sortKeys(details), null, 2)}\n`;
    const [first] = errors;
    if (!first) message = message.trim();
    else if (errors.length === 1 && textAt(first, "message") === said) message += `, ${textAt(first, "reason")}`;
    else {
      const lines = errors.map((one) => `Reason: ${textAt(one, "reason")}, Message: ${textAt(one, "message")}\n`);
      message += `\nMore details:\n${lines.join("")}`;
    }
    return new GoogleError(status, first ? textAt(first, "reason") : "", message, said, error);
  }

  /** The reason in the machine-readable details, such as `SERVICE_DISABLED`. */
  get code(): string {
    for (const detail of listAt(this.body, "details")) {
      if (textAt(detail, "@type").endsWith("google.rpc.ErrorInfo")) return textAt(detail, "reason");
    }
    return textAt(this.body, "status");
  }
}

/** Whether an error says that there is no such thing. */
export function isNotFound(error: unknown): boolean {
  return error instanceof GoogleError && error.status === 404;
}

function sortKeys(value: Json): Json {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (!isJsonMap(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sortKeys(value[key] ?? null)]),
  );
}

/** The connection broke after the request had left: nobody knows whether Google did it. */
export class UnknownOutcomeError extends Error {
  override readonly name = "UnknownOutcomeError";
}

/** One error, as the official plugin shows it. */
export function oneError(message: string): string {
  return `1 error occurred:\n\t* ${message}\n\n`;
}

/** What the reader can do about an error, where that is known. */
export function advice(
  error: unknown,
  subject: { readonly type: string; readonly name: string; readonly id: string },
): string {
  if (!(error instanceof GoogleError)) return "";
  const lines = adviceLines(error, subject);
  return lines.length > 0 ? `${lines.join("\n")}\n` : "";
}

function adviceLines(
  error: GoogleError,
  subject: { readonly type: string; readonly name: string; readonly id: string },
): string[] {
  if (error.code === "SERVICE_DISABLED" || error.reason === "accessNotConfigured") {
    const info = listAt(error.body, "details").find((detail) => textAt(detail, "metadata", "service") !== "");
    const service = info ? textAt(info, "metadata", "service") : "the service";
    return [
      `What to do: enable it with \`gcloud services enable ${service}\`, or as a gcp.projects.Service that this resource depends on.`,
    ];
  }
  if (error.status === 409 && /already exist/i.test(error.said)) {
    return [
      `What to do: choose another name, or take the existing one into this stack with`,
      `  pulumi import ${subject.type} ${subject.name} ${subject.id}`,
    ];
  }
  if (error.status === 403 && /quota/i.test(error.said)) {
    return ["What to do: ask for fewer or smaller nodes, another region, or a higher quota."];
  }
  if (error.status === 403) return ["What to do: give the account that deploys a role with this permission."];
  if (error.status === 401) {
    return [
      "What to do: get a new access token (`gcloud auth application-default login`, or GOOGLE_OAUTH_ACCESS_TOKEN); tokens live for an hour.",
    ];
  }
  return [];
}
