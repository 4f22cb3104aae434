import type { Sample } from "./open-loop";

const WIDTH = 960;
const HEIGHT = 320;
const MARGIN = { left: 56, right: 28, top: 40, bottom: 40 };
const BUCKET_MS = 200;

const fills: Readonly<Record<string, string>> = { blue: "#1f5fbf", green: "#1b7f4b" };

/** Requests per second by colour over time, stacked, with failures in red on top: one SVG that needs nothing else. */
export function plot(samples: readonly Sample[], title: string): string {
  const end = Math.max(1, ...samples.map(({ at }) => at));
  const buckets = Math.ceil((end + 1) / BUCKET_MS);
  const series = [...new Set(samples.map(({ color }) => color ?? "failed"))].sort();
  const counts = new Map(series.map((name) => [name, new Array<number>(buckets).fill(0)]));
  for (const { at, color } of samples) {
    const row = counts.get(color ?? "failed");
    const bucket = Math.floor(at / BUCKET_MS);
    if (row) row[bucket] = (row[bucket] ?? 0) + 1000 / BUCKET_MS;
  }
  const totals = Array.from({ length: buckets }, (_, index) =>
    [...counts.values()].reduce((sum, row) => sum + (row[index] ?? 0), 0),
  );
  const top = Math.max(1, ...totals) * 1.1;
  const x = (bucket: number) => MARGIN.left + (bucket / buckets) * (WIDTH - MARGIN.left - MARGIN.right);
  const y = (rate: number) => HEIGHT - MARGIN.bottom - (rate / top) * (HEIGHT - MARGIN.top - MARGIN.bottom);
  const base = new Array<number>(buckets).fill(0);
  const areas = series.map((name) => {
    const row = counts.get(name) ?? [];
    const lower = base.map((value, index) => `${x(index).toFixed(1)},${y(value).toFixed(1)}`);
    row.forEach((value, index) => (base[index] = (base[index] ?? 0) + value));
    const upper = base.map((value, index) => `${x(index).toFixed(1)},${y(value).toFixed(1)}`);
    return `<polygon fill="${fills[name] ?? (name === "failed" ? "#c62828" : "#777")}" points="${[...upper, ...lower.reverse()].join(" ")}"/>`;
  });
  const seconds = Math.floor(end / 1000);
  const step = Math.max(1, Math.ceil(seconds / 10));
  const ticks = Array.from({ length: Math.floor(seconds / step) + 1 }, (_, index) => index * step).map(
    (second) =>
      `<text x="${x((second * 1000) / BUCKET_MS).toFixed(1)}" y="${HEIGHT - 16}" text-anchor="middle">${second} s</text>`,
  );
  const rates = [0, Math.round(top / 2.2), Math.round(top / 1.1)].map(
    (rate) => `<text x="${MARGIN.left - 8}" y="${y(rate) + 4}" text-anchor="end">${rate}/s</text>`,
  );
  const legend = series.map((name, index) => {
    const left = WIDTH - MARGIN.right - (series.length - index) * 90;
    return `<rect x="${left}" y="14" width="12" height="12" fill="${fills[name] ?? (name === "failed" ? "#c62828" : "#777")}"/><text x="${left + 18}" y="24">${escapeXml(name)}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="system-ui, sans-serif" font-size="13">
<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>
<text x="${MARGIN.left}" y="24" font-size="15" font-weight="bold">${escapeXml(title)}</text>
${[...legend, ...areas, ...ticks, ...rates].join("\n")}
</svg>
`;
}

/** The picture and the figures as a page that opens without a network. */
export function page(svg: string, facts: Readonly<Record<string, string>>): string {
  const rows = Object.entries(facts).map(
    ([name, value]) => `<tr><th>${escapeXml(name)}</th><td>${escapeXml(value)}</td></tr>`,
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>A switch of colour</title>
<style>body { max-width: 1000px; margin: 2rem auto; font: 16px/1.5 system-ui; } th { text-align: left; padding-right: 2rem; font-weight: normal; color: #555 }</style>
<h1>A switch of colour</h1>
${svg}
<table>${rows.join("\n")}</table>
</html>
`;
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
