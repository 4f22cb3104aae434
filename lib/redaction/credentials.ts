import { rules } from "@secretlint/secretlint-rule-preset-recommend";
import type { SecretLintRuleContext, SecretLintSourceCode } from "@secretlint/types";

/** What stands for something that is not shown. */
const HIDDEN = "[secret]";

type Range = readonly [start: number, end: number];

/**
 * Replaces in a text whatever looks like a credential: what a maintained rule set knows (tokens of clouds, registries, forges and model
 * providers, database addresses), and the shapes below. It takes time in proportion to the text's length.
 */
export function hideCredentials(text: string): string {
  if (text.length < shortest) return text;
  let hidden = text;
  const found = long.test(text) ? ranges(text) : [];
  if (found.length > 0) {
    let end = 0;
    hidden = "";
    for (const [start, stop] of found) {
      if (start > end || end === 0) hidden += text.slice(end, start) + HIDDEN;
      end = Math.max(end, stop);
    }
    hidden += text.slice(end);
  }
  return shapes.reduce((result, { pattern, replacement }) => result.replace(pattern, replacement), hidden);
}

/** No credential with its label is shorter: `token=abcd`. */
const shortest = 8;

/** Whatever the rule set knows is at least this long, or an address. */
const long = /\S{16}|:\/\//;

/** In order, of what the rules report. */
function ranges(text: string): Range[] {
  const found: Range[] = [];
  for (const scan of scanners()) scan(text, found);
  return found.sort(([left], [right]) => left - right);
}

type Scan = (text: string, found: Range[]) => void;

let made: readonly Scan[] | undefined;

/** The rules, each made once: a report is thousands of texts. */
function scanners(): readonly Scan[] {
  return (made ??= rules.flatMap((rule) => {
    // Of comments in what is looked through nobody takes orders: `secretlint-disable`.
    if (rule.meta.id.endsWith("filter-comments")) return [];
    let found: Range[] = [];
    const context: Pick<SecretLintRuleContext, "createTranslator" | "ignore" | "report"> = {
      createTranslator: () => (id, data) => ({ message: "", messageId: String(id), data }),
      ignore: () => undefined,
      report: ({ range: [start, end] }) => void found.push([start, end]),
    };
    const creator = rule.create(context as SecretLintRuleContext, {});
    return [
      (text: string, into: Range[]) => {
        found = into;
        void creator.file?.(source(text));
      },
    ];
  }));
}

function source(content: string): SecretLintSourceCode {
  const position = { line: 1, column: 0 };
  return {
    content,
    contentType: "text",
    filePath: "text",
    ext: "",
    hasBOM: false,
    getContent: () => content,
    indexToPosition: () => position,
    rangeToLocation: () => ({ start: position, end: position }),
    locationToRange: () => [0, 0],
  } as unknown as SecretLintSourceCode;
}

const label =
  "(?:pass(?:word|wd|phrase)|passwd|pwd|secret|token|api[_-]?key|(?:access|private|client|signing|account)[_-]?key|credential)s?";

/**
 * What the rule set leaves to others, because a scanner of source files would find too much by it. Each takes linear time: whatever repeats
 * is bounded, or ends where the next match can begin.
 */
const shapes: readonly { readonly pattern: RegExp; readonly replacement: string }[] = [
  { pattern: /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,30}PRIVATE KEY-----|$)/g, replacement: HIDDEN },
  // Google: OAuth access token, API key, OAuth client secret. Pulumi: access token.
  { pattern: /\bya29\.[\w-]{10,}(?:\.[\w-]+)*/g, replacement: HIDDEN },
  { pattern: /\bAIza[\w-]{35}(?![\w-])/g, replacement: HIDDEN },
  { pattern: /\bGOCSPX-[\w-]{20,}/g, replacement: HIDDEN },
  { pattern: /\bpul-[0-9a-f]{40}\b/g, replacement: HIDDEN },
  // JSON web tokens (also Kubernetes service account tokens).
  { pattern: /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]*/g, replacement: HIDDEN },
  { pattern: /\b(Bearer|Basic)\s{1,8}[\w.~+/-]{8,}=*/gi, replacement: `$1 ${HIDDEN}` },
  // user:password@ and :password@ in an address.
  { pattern: /(?<![\w+.-])([a-z][\w+.-]{0,30}:\/\/[^\s/:@]{0,256}):[^\s/@]{1,256}@/gi, replacement: `$1:${HIDDEN}@` },
  // The `auth` of a registry's entry, in JSON that may itself be in JSON.
  { pattern: /(\\{0,4}["']_?auth(?:Token)?\\{0,4}["']\s{0,8}:\s{0,8}\\{0,4}["'])[\w+/=.-]{4,}/gi, replacement: `$1${HIDDEN}` },
  // name=value, "name": "value", in JSON that may itself be in JSON.
  { pattern: new RegExp(`(${label}\\\\{0,4}["']?\\s{0,8}[=:]\\s{0,8}\\\\{0,4}")[^"\\\\\\n]{1,4096}`, "gi"), replacement: `$1${HIDDEN}` },
  { pattern: new RegExp(`(${label}\\\\{0,4}["']?\\s{0,8}[=:]\\s{0,8}')[^'\\\\\\n]{1,4096}`, "gi"), replacement: `$1${HIDDEN}` },
  { pattern: new RegExp(`(${label}\\s{0,8}[=:]\\s{0,8})(?!\\[secret\\])[^\\s"',;}\\\\&]{4,}`, "gi"), replacement: `$1${HIDDEN}` },
]; // prettier-ignore
