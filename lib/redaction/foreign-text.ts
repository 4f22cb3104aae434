/**
 * A text that somebody else's program wrote, as this project prints it: without what moves a terminal's cursor or colours it, and so that no
 * line of it is a command to a pipeline's runner (`::error::`, `##[group]`, `##vso[…]`).
 */
export function foreignText(text: string): string {
  return (
    text
      // Operating system commands (titles, links), control sequences, and other escapes.
      .replace(
        // eslint-disable-next-line no-control-regex
        /\u001b\][^\u0007\u001b\n]{0,4096}(?:\u0007|\u001b\\)?|\u001b\[[0-?]*[ -/]*[@-~]?|\u001b[ -/]*[0-~]?|\u009b[0-?]*[ -/]*[@-~]?/g,
        "",
      )
      .replace(/\r\n?/g, "\n")
      // eslint-disable-next-line no-control-regex
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g, "")
      // A runner trims a line before it looks for a command.
      .replace(/^(\s*):(?=:)/gm, "$1: ")
      .replace(/##(?=\[|vso\[)/g, "## ")
  );
}
