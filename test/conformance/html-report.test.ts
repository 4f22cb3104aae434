import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import puppeteer, { type Browser } from "puppeteer-core";
import { priceReport } from "../../preview/judgement/cost";
import { readEventLog } from "../../preview/events/engine-event";
import { readPreview } from "../../preview/events/read-preview";
import { render } from "../../preview/formats/render";
import { makeReport } from "../../preview/report";
import { eventLog, type Step } from "../../sandbox/testing/engine-events";

jest.setTimeout(60_000);

/** The HTML report in a real browser: as a file, without a network. */
const folder = mkdtempSync(join(tmpdir(), "html-report-"));
const hostile = `<img src="http://example.com/x" onerror="document.title='run'"><script>document.title='run'</script> ✅ ü 日本`;
let browser: Browser;

beforeAll(async () => {
  // The sandbox of the browser itself is of no use to root, and shared memory is small in containers.
  const args = ["--no-sandbox", "--disable-dev-shm-usage"];
  browser = await puppeteer.launch({ executablePath: "/usr/bin/chromium", args, userDataDir: join(folder, "profile") });
});
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Opens a report and answers what the browser asked for besides the file, and what it complained of. */
async function open(steps: readonly Step[], width: number) {
  const preview = readPreview(readEventLog(eventLog(steps)), { project: "shop", stack: "prod" });
  const file = join(folder, `${readdirSync(folder).length}.html`);
  writeFileSync(file, render(makeReport(preview, { cost: priceReport(preview, undefined) }), "html"));
  const page = await browser.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => void requests.push(request.url()));
  page.on("console", (message) => void complaints.push(message.text()));
  await page.setViewport({ width, height: 900 });
  const url = pathToFileURL(file).href;
  await page.goto(url, { waitUntil: "load" });
  return { page, complaints, requests: requests.filter((one) => one !== url) };
}

const steps = (text: string): Step[] => [
  {
    type: "gcp:container/cluster:Cluster",
    name: "main",
    ops: ["delete-replaced", "replace", "create-replacement"],
    old: { location: "us-central1-a", description: text },
    next: { location: "us-central1-b", description: `${text} new` },
    diff: { location: "update-replace", description: "update" },
  },
  { type: "kubernetes:core/v1:ConfigMap", name: text, op: "create", next: { data: { [text]: text } } },
];

test("opens without a network, with nothing to complain of", async () => {
  const { page, requests, complaints } = await open(steps("plain"), 1200);
  expect(requests).toEqual([]);
  expect(complaints).toEqual([]);
  expect(await page.title()).toContain("shop/prod");
  // What is seen, not what is in the file: a folded line is not.
  expect(await page.evaluate(`document.body.innerText`)).toContain("Danger");
  const drawn = await page.evaluate(`[...document.querySelectorAll("svg text")].map((one) => one.textContent).join()`);
  expect(drawn).toContain("main");
});

test("shows what looks like HTML as the text that it is", async () => {
  const { page, requests } = await open(steps(hostile), 1200);
  expect(requests).toEqual([]);
  expect(await page.title()).not.toBe("run");
  expect(await page.$$("script, img, iframe, object, embed, link, form")).toHaveLength(0);
  expect(await page.evaluate(`document.body.textContent`)).toContain(hostile);
});

test.each([1200, 400])("fits a window of %i pixels", async (width) => {
  const { page } = await open(steps("a-name-that-is-as-long-as-names-of-generated-resources-are-".repeat(3)), width);
  await page.evaluate(`document.querySelectorAll("details").forEach((one) => one.setAttribute("open", ""))`);
  expect(await page.evaluate(`document.documentElement.scrollWidth`)).toBeLessThanOrEqual(width);
});

/** Words of tables that stand on two lines; text for the page, which has other types than this file. */
const brokenWords = `
  [...document.querySelectorAll("td")].flatMap((cell) => {
    const found = [];
    const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      for (const { 0: word, index } of node.textContent.matchAll(/[\\p{L}\\d]+/gu)) {
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        if (new Set([...range.getClientRects()].map(({ top }) => top)).size > 1) found.push(word);
      }
    }
    return found;
  })`;

test("a narrow window breaks no word of a table, and scrolls the table", async () => {
  const { page } = await open(steps("plain"), 480);
  expect(await page.evaluate(brokenWords)).toEqual([]);
  expect(await page.evaluate(`document.documentElement.scrollWidth`)).toBeLessThanOrEqual(480);
});
