import { z } from "zod";

/** A field of a schedule: its bounds, and names for its numbers. */
interface Field {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  readonly names?: readonly string[];
}

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/** Bounds of the parser that Kubernetes uses: https://github.com/robfig/cron/blob/v3.0.1/spec.go */
const fields: readonly Field[] = [
  { name: "minute", least: 0, most: 59 },
  { name: "hour", least: 0, most: 23 },
  { name: "day of the month", least: 1, most: 31 },
  { name: "month", least: 1, most: 12, names: months },
  { name: "day of the week", least: 0, most: 6, names: weekdays },
];
const macros = ["@hourly", "@daily", "@midnight", "@weekly", "@monthly", "@yearly", "@annually"];
const interval = /^@every ([0-9]+(\.[0-9]*)?(ns|us|µs|ms|s|m|h))+$/;

/** What is wrong with a schedule, in words that say what is right; nothing where Kubernetes takes it. */
function scheduleMistake(text: string): string | undefined {
  if (macros.includes(text) || interval.test(text)) return undefined;
  const parts = text.trim().split(/\s+/);
  if (text.startsWith("@") || parts.length !== fields.length)
    return 'five fields (minute hour day month weekday) such as "30 2 * * *", or @hourly, @daily, @weekly, @monthly';
  for (const [index, field] of fields.entries()) {
    const part = parts[index] ?? "";
    if (!part.split(",").every((one) => fits(one, field)))
      return `${field.least} to ${field.most} as the ${field.name} (field ${index + 1} is ${part}), or *, a range 1-5, a list 1,2 or a step */5`;
  }
  return undefined;
}

function fits(text: string, { least, most, names = [] }: Field): boolean {
  const [range = "", step, ...more] = text.split("/");
  if (more.length > 0 || (step !== undefined && !/^0*[1-9]\d*$/.test(step))) return false;
  if (range === "*" || range === "?") return true;
  const ends = range.split("-");
  if (ends.length > 2) return false;
  const numbers = ends.map((end) => {
    const named = names.indexOf(end.toLowerCase());
    // January is 1, Sunday is 0.
    if (named >= 0) return named + least;
    return /^\d+$/.test(end) ? Number(end) : NaN;
  });
  const [first = NaN, last = first] = numbers;
  return first >= least && last <= most && first <= last;
}

/** A schedule as cron writes it. */
export const schedule = z.string().superRefine((text, context) => {
  const message = scheduleMistake(text);
  if (message !== undefined) context.addIssue({ code: "custom", message });
});
