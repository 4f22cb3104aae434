/** Characters that change how the text around them is read, made visible (CVE-2021-42574), and control characters. */
// eslint-disable-next-line no-control-regex
const deceptive = /[\u0000-\u0008\u000b-\u001f\u007f\u0080-\u009f\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** A text in which no character changes how others are read. */
export function visible(text: string): string {
  return text.replace(deceptive, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Text of somebody else inside HTML: nothing of it is markup. */
export function escapeHtml(text: string): string {
  return visible(text).replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/**
 * Text of somebody else inside Markdown: nothing of it is markup, a link, a mention, or a reference.
 * Entities are never read as structure, but GitHub looks for mentions after it has decoded them: hence the zero-width spaces.
 */
export function escapeMarkdown(text: string): string {
  return entities(visible(text.replace(/\s+/g, " ")))
    .replaceAll("@", "@\u200b")
    .replace(/&#35;(?=\d)/g, "&#35;\u200b")
    .replace(/\bGH-(?=\d)/gi, (match) => `${match}\u200b`)
    .replaceAll("://", ":\u200b//")
    .replace(/\bwww\./gi, (match) => `${match}\u200b`);
}

function entities(text: string): string {
  return text.replace(/[&<>"'`*_[\]!|\\#~]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Names and values. Inside `<code>` GitHub looks for no mentions, references or emoji. */
export function code(text: string, limit = 160): string {
  return `<code>${entities(visible(shorten(text.replace(/\s+/g, " "), limit)))}</code>`;
}

/** The middle goes: beginnings and ends tell most about names and digests. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const head = Math.ceil((limit - 1) * 0.6);
  return wellFormed(`${text.slice(0, head)}…${text.slice(text.length - (limit - 1 - head))}`);
}

/** A fenced block whose fence is longer than any run of backticks inside. */
export function fence(content: string, language = ""): string {
  const longest = Math.max(0, ...[...content.matchAll(/`+/g)].map(([run]) => run.length));
  const bar = "`".repeat(Math.max(3, longest + 1));
  return `${bar}${language}\n${visible(content)}\n${bar}`;
}

/** How long a text is in UTF-8, in which GitHub counts. */
export function bytes(text: string): number {
  return Buffer.byteLength(text, "utf8");
}

/** Without the half characters that cutting a text can leave. */
function wellFormed(text: string): string {
  return Buffer.from(text, "utf8").toString("utf8");
}

/** The first `limit` characters, with a sign when there were more. */
export function start(text: string, limit: number): string {
  return text.length <= limit ? text : wellFormed(`${text.slice(0, limit)}…`);
}
