import type { Sensitive } from "../config";
import { hideCredentials } from "../lib/redaction/credentials";

/**
 * The readers are given words in place of secrets, so that no secret is in a request, a file or an answer; what holds such a word is secret
 * as a whole, a database's address with its password for example.
 */
export const secretWord = (name: string): string => `<gke-bluegreen-secret:${name}>`;

const word = /<gke-bluegreen-secret:(\w+)>/g;

export const holdsSecret = (text: string): boolean => text.search(word) >= 0;

/** A text with the secrets in their places. */
export const withSecrets = (text: string, secrets: Readonly<Record<string, Sensitive>>): string =>
  text.replace(word, (_, name: string) => secrets[name]?.reveal() ?? "");

/** `_FILE` names a place, and such a switch says yes or no. */
const place = /_(FILE|PATH|DIR|URL|HOST|PORT|USER|NAME|LENGTH|TTL|EXPIR\w*)$/i;
const label =
  /(pass(word|wd|phrase|code)?|pwd|secret|token|api_?key|(access|private|client|signing|account|secret)_?key|credential)s?$/i;
const yesOrNo = /^(yes|no|true|false|on|off|0|1|)$/i;

/** Whether a variable looks like a credential in clear text: by its name, or by what it holds. */
export function isCredential(name: string, value: string): boolean {
  if (yesOrNo.test(value)) return false;
  if (!place.test(name) && label.test(name)) return true;
  return hideCredentials(value) !== value;
}
