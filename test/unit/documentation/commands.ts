import type { Command } from "commander";

/** What is wrong with a command line of ours; nothing where the command line program would take it. */
export function mistakeIn(program: Command, words: readonly string[]): string | undefined {
  let command = program;
  let positional = 0;
  const given = new Set<string>();
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? "";
    if (word === "…" || word === "...") return undefined;
    if (word.startsWith("-")) {
      const name = word.split("=")[0] ?? word;
      if (name === "--help") return undefined;
      const option = command.options.find(({ long, short }) => long === name || short === name);
      if (!option) return `${command.name()} has no option ${name}`;
      given.add(option.attributeName());
      const next = words[index + 1];
      if (option.required && !word.includes("=")) {
        if (next === undefined || next.startsWith("-")) return `${name} needs a value`;
        index++;
      }
      continue;
    }
    const inner =
      positional === 0
        ? command.commands.find((one) => one.name() === word || one.aliases().includes(word))
        : undefined;
    if (inner) {
      command = inner;
      continue;
    }
    const last = command.registeredArguments.at(-1);
    if (positional >= command.registeredArguments.length && !last?.variadic)
      return command.commands.length > 0
        ? `${command.name()} has no command ${word}`
        : `${command.name()} takes no ${positional === 0 ? "" : "further "}argument ${word}`;
    positional++;
  }
  const missing = command.registeredArguments.filter(({ required }) => required)[positional];
  if (missing) return `${command.name()} needs ${missing.name()}`;
  const unset = command.options.find((option) => option.mandatory && !given.has(option.attributeName()));
  return unset ? `${command.name()} needs ${unset.flags}` : undefined;
}
