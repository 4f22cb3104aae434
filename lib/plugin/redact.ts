import type { CallLog } from "./engine-log";
import { InitFailedError } from "./errors";
import { fromStruct } from "./marshal";
import { isMap, Output, Secret, type PropertyValue } from "./value";

/** Shorter texts are parts of ordinary words; hiding them would make messages unreadable and give away as much. */
const shortest = 4;

/** Replaces what is secret in `inputs` wherever it stands in a text: servers like to repeat the values they refuse. */
export function redactor(inputs: PropertyValue): (text: string) => string {
  const secrets = new Set<string>();
  collect(inputs, false, secrets);
  // Longest first, so that no secret hides a part of another and leaves the rest.
  const ordered = [...secrets].sort((left, right) => right.length - left.length);
  return (text) => ordered.reduce((shown, secret) => shown.replaceAll(secret, "[secret]"), text);
}

function collect(value: PropertyValue | undefined, secret: boolean, found: Set<string>): void {
  if (value instanceof Secret) collect(value.value, true, found);
  else if (value instanceof Output) collect(value.value, secret || value.secret, found);
  else if (Array.isArray(value)) for (const item of value) collect(item, secret, found);
  else if (isMap(value)) for (const item of Object.values(value)) collect(item, secret, found);
  else if (secret && (typeof value === "string" || typeof value === "number")) add(String(value), found);
}

function add(text: string, found: Set<string>): void {
  const decoded = /^[A-Za-z0-9+/]+={0,2}$/.test(text) ? Buffer.from(text, "base64").toString("utf8") : "";
  const readable = /^[\x20-\x7e\s]+$/.test(decoded) ? decoded : "";
  for (const form of [text, readable, JSON.stringify(text).slice(1, -1), ...text.split("\n")]) {
    if (form.trim().length >= shortest) found.add(form.trim());
  }
}

/** Where a request of the engine's has properties, of the resource or of the function that it is about. */
const carriers = ["getNews", "getOlds", "getOldInputs", "getProperties", "getInputs", "getArgs"] as const;

type Struct = Parameters<typeof fromStruct>[0];
type Carrying = Partial<Record<(typeof carriers)[number], () => Struct>>;

/** {@link redactor} for all that a request of the engine's has; nothing is read before there is a text. */
export function redactionOf(request: unknown): (text: string) => string {
  let redact: ((text: string) => string) | undefined;
  return (text) => {
    redact ??= redactor(carriers.map((carrier) => fromStruct((request as Carrying)[carrier]?.())));
    return redact(text);
  };
}

/** A log that hides secrets. */
export function redactedLog(log: CallLog, redact: (text: string) => string): CallLog {
  return {
    status: (line) => log.status(redact(line)),
    debug: (message) => log.debug(redact(message)),
    info: (message) => log.info(redact(message)),
    warning: (message) => log.warning(redact(message)),
    error: (message) => log.error(redact(message)),
  };
}

/** The same error without secrets in its words. Its state is the engine's business, which encrypts it. */
export function redactedError(error: unknown, redact: (text: string) => string): unknown {
  if (!(error instanceof Error)) return error;
  const message = redact(error.message);
  if (error instanceof InitFailedError) {
    return new InitFailedError(message, { ...error.resource, reasons: error.resource.reasons.map(redact) });
  }
  if (message !== error.message) error.message = message;
  return error;
}
