import { columns, type Report } from "./report";

/** The figures as a page of the documentation. */
export function markdown(reports: readonly Report[]): string {
  const sections = [...reports]
    .sort((one, other) => one.benchmark.localeCompare(other.benchmark))
    .map(({ benchmark, figures, machine }) => {
      const rows = figures.map((figure) => {
        const { value, unit, aim, met } = columns(figure);
        return `| ${figure.figure} | ${value} ${unit} | ${aim} | ${met} |`;
      });
      const { cpus, model, memoryGiB, node, date } = machine;
      return [
        `## ${benchmark}`,
        "",
        `${date.slice(0, 10)}: ${cpus} × ${model}, ${memoryGiB} GiB, Node ${node}.`,
        "",
        "| figure | value | aim | met |",
        "| - | - | - | - |",
        ...rows,
      ].join("\n");
    });
  return `${[introduction, ...sections].join("\n\n")}\n`;
}

const introduction = `# Benchmarks

Made by \`npm run bench -- --page docs/benchmarks.md\`, which measures on the machine it runs on; \`--only NAME\` does one benchmark anew.
Times are of this machine, and a busy one makes them longer: compare ratios, or run it yourself. What each figure is made from is in the
JSON files that the same command leaves in \`bench-results/\`.`;
