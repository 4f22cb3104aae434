import { createHmac } from "node:crypto";
import type { StepMetadata } from "./engine-event";
import { generatedNames } from "./generated-names";
import { plain } from "./property-path";
import type { Redactor } from "./redaction";

/** What a value of an event becomes in a report. */
export type Convert = (value: unknown) => unknown;

/** How values of the engine's events are read. */
export interface Reading {
  /** As it may be shown. */
  readonly clean: Convert;
  /** As it is, secrets of the engine's apart. */
  readonly exact: Convert;
  /** What is exact as it may be shown. */
  readonly shown: Convert;
  /** Tells hidden values apart. */
  readonly fingerprint: (before: unknown, after: unknown) => string;
}

/** @param key of the fingerprints */
export function makeReading(redact: Redactor, steps: readonly StepMetadata[], key: string): Reading {
  const names = generatedNames(steps);
  return {
    clean: (value) => plain(value, (text) => names(redact(text))),
    exact: (value) => plain(value, names),
    shown: (value) => plain(value, redact),
    fingerprint: (before, after) =>
      createHmac("sha256", key)
        .update(JSON.stringify([before ?? null, after ?? null]))
        .digest("hex"),
  };
}
