import { readEventLog } from "../../../preview/events/engine-event";
import { readPreview } from "../../../preview/events/read-preview";
import { formats, render } from "../../../preview/formats/render";
import { makeReport } from "../../../preview/report";
import { priceReport } from "../../../preview/judgement/cost";
import { eventLog, urn, type Step } from "../../../sandbox/testing/engine-events";

const secret = (value: string) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  ciphertext: value,
});
const types = [
  "kubernetes:core/v1:Secret",
  "gcp:container/cluster:Cluster",
  "gke-bluegreen:workloads:TrafficSwitch",
  "kubernetes:core/v1:Service",
];

/** A log with a text in every field that a program, a plugin, a policy or a pull request can fill. */
function everywhere(text: string, inputs: (text: string) => Record<string, unknown>): string {
  const steps: Step[] = types.flatMap((type) => [
    { type, name: `${text}1`, op: "create", next: inputs(text) },
    { type, name: `${text}2`, op: "delete", old: inputs(text) },
    {
      type,
      name: `${text}3`,
      op: "update",
      old: inputs(`${text}old`),
      next: inputs(text),
      diff: { [`["${text.replace(/[\\"]/g, "\\$&")}"]`]: "update", active: "update", app: "update" },
    },
    {
      type,
      name: `${text}4`,
      ops: ["delete-replaced", "replace", "create-replacement"],
      old: inputs(text),
      next: inputs(`${text}new`),
      diff: { app: "update-replace", [text]: "add" },
    },
  ]);
  return eventLog(steps, [
    { diagnosticEvent: { severity: "warning", message: text, urn: urn(steps[0]!) } },
    { diagnosticEvent: { severity: "error", message: text, urn: text } },
    {
      policyEvent: {
        policyName: text,
        policyPackName: text,
        message: text,
        enforcementLevel: "mandatory",
        resourceUrn: `${urn(steps[0]!)}`,
      },
    },
    {
      resourcePreEvent: {
        metadata: {
          op: "update",
          type: text,
          urn: `urn:pulumi:prod::shop::${text}::x`,
          old: { inputs: {} },
          new: { inputs: { [text]: text } },
        },
      },
    },
    { [`${text}Event`]: {} },
    { summaryEvent: { PolicyPacks: { [text]: text } } },
  ]);
}

function renderAll(log: string, text: string) {
  const where = { project: text, stack: text };
  const found = readPreview(readEventLog(log), where);
  const report = makeReport(found, {
    cost: priceReport(found, text),
    drift: readPreview(readEventLog(log), { ...where, kind: "drift" }),
    context: { head: text, base: text, label: text, runUrl: `javascript:${text}`, tools: [text] },
  });
  return formats.map((format) => [format, render(report, format)] as const);
}

describe("secrets", () => {
  const canary = "canary-9f8e7d";
  const inputs = (text: string) => ({
    app: secret(text),
    stringData: { plain: text },
    data: { plain: Buffer.from(text).toString("base64") },
    password: text,
    nested: { apiKey: text, token: text },
    env: [{ name: "API_KEY", value: text }],
    kubeconfig: text,
    webhookUrl: text,
  });

  test.each(formats)("those that are marked, or named like secrets, are in no report: %s", (format) => {
    const steps: Step[] = types.slice(0, 1).flatMap((type) => [
      { type, name: "a", op: "create", next: inputs(canary) },
      { type, name: "b", op: "update", old: inputs(`${canary}-old`), next: inputs(canary) },
    ]);
    const report = makeReport(readPreview(readEventLog(eventLog(steps)), { project: "p", stack: "s" }));
    const text = render(report, format, { all: true, colour: false });
    for (const form of [canary, Buffer.from(canary).toString("base64")]) expect(text).not.toContain(form);
  });

  test("what a Kubernetes Secret holds is hidden wherever else it stands, and what stands beside it is not", () => {
    const mark = "4dabf18193072939515e22adb298388d,,,1b47061264138c4ac30d75fd1eb44270,value,,,,,";
    const plain = Buffer.from("canary-plain").toString("base64");
    const debug =
      `RegisterResource RPC finished: x,apiVersion,,,v1,data,,,,,${mark}first,,,${plain},` +
      `second,,,canary text,immutable,,,,true,kind,,,Secret,metadata,,,,,name,,,apikey,namespace,,,default`;
    const next = { data: { leak: "before canary-plain and canary text after", kind: "Secret", namespace: "default" } };
    const log = eventLog(
      [{ type: "kubernetes:core/v1:ConfigMap", name: "c", op: "create", next }],
      [{ diagnosticEvent: { severity: "debug", message: debug } }],
    );
    for (const [, text] of renderAll(log, "prod")) {
      expect(text).not.toMatch(/canary/);
      expect(text).toContain("namespace");
      expect(text).toContain("Secret");
    }
  });

  test("one that the engine knows is hidden also where nobody marked it, in every form", () => {
    const value = 'multi line\nsécret"with quotes';
    const debug = `RegisterResource RPC finished: x,,,1b47061264138c4ac30d75fd1eb44270,value,,,${value},,\n`;
    const forms = [
      value,
      JSON.stringify(value).slice(1, -1),
      Buffer.from(value).toString("base64"),
      encodeURIComponent(value),
      "multi line",
    ];
    const step: Step = { type: "kubernetes:core/v1:ConfigMap", name: "c", op: "create", next: { data: { forms } } };
    const log = eventLog(
      [step],
      [
        { diagnosticEvent: { severity: "debug", message: debug } },
        { diagnosticEvent: { severity: "warning", message: forms.join(" | ") } },
        { policyEvent: { policyName: "p", message: forms.join(" | "), enforcementLevel: "advisory" } },
      ],
    );
    for (const [, text] of renderAll(log, "prod")) {
      for (const form of forms) expect(text).not.toContain(form);
    }
  });

  test.each([
    "ya29.a0AfH6SMBx1234567890",
    "ghp_0123456789abcdefghijklmnopqrstuvwxyz",
    "eyJhbGciOiJSUzI1NiIs.eyJzdWIiOiIxMjM0NTY3ODkw.c2lnbmF0dXJl",
    "https://hooks.slack.com/services/T000/B000/XXXX",
    "-----BEGIN PRIVATE KEY-----\nMIIEvQ\n-----END PRIVATE KEY-----",
    "postgres://user:hunter22@db/x",
  ])("texts that look like credentials are hidden in messages: %s", (credential) => {
    const log = eventLog([], [{ diagnosticEvent: { severity: "error", message: `cannot use ${credential} here` } }]);
    for (const [, text] of renderAll(log, "prod")) {
      expect(text).not.toContain(credential.split("\n")[1] ?? credential);
      expect(text).not.toContain("hunter22");
    }
  });

  test("debug messages are in no report", () => {
    const log = eventLog([], [{ diagnosticEvent: { severity: "debug", message: "debug-canary" } }]);
    for (const [, text] of renderAll(log, "prod")) expect(text).not.toContain("debug-canary");
  });
});

describe("markup of others", () => {
  const payload = `<img src=x onerror=alert(1)></details></code></svg>\`\`\`\n| a |@everyone [x](javascript:alert(1)) ![i](https://evil.example/i.png) #12 <!-- \u202e"'`;
  const inputs = (text: string) => ({
    app: text,
    active: text,
    [text]: text,
    verify: [{ job: { command: [text] } }],
    colors: { [text]: { image: text, revision: text } },
    role: text,
    location: text,
  });
  const rendered = Object.fromEntries(renderAll(everywhere(payload, inputs), payload));

  test("is text in HTML", () => {
    const html = rendered["html"] ?? "";
    expect(html).not.toMatch(/<img|<script|onerror=alert\(1\)>|<\/details><\/code>/i);
    expect(html).not.toMatch(/href="(?!https?:)/);
    expect(html).not.toContain("\u202e");
    const tags = new Set([...html.matchAll(/<([a-z!][\w-]*)/gi)].map(([, tag]) => tag?.toLowerCase()));
    const ours = [
      "!doctype",
      "html",
      "head",
      "meta",
      "title",
      "style",
      "body",
      "header",
      "h1",
      "h2",
      "p",
      "main",
      "section",
      "div",
      "table",
      "thead",
      "tbody",
      "tr",
      "th",
      "td",
      "code",
      "pre",
      "span",
      "b",
      "br",
      "details",
      "summary",
      "svg",
      "path",
      "g",
      "rect",
      "text",
      "footer",
      "a",
    ];
    expect([...tags].filter((tag) => !ours.includes(tag ?? ""))).toEqual([]);
  });

  test("is text in Markdown: no markup, mention, link, image, reference or comment outside of code", () => {
    const markdown = rendered["markdown"] ?? "";
    // Fenced blocks are literal; what remains is read as Markdown.
    const prose = markdown.replace(/^(`{3,})[^\n]*\n[\s\S]*?\n\1$/gm, "").replace(/<code>[^<]*<\/code>/g, "");
    expect(prose).not.toMatch(/<img|<!--/);
    expect(prose).not.toMatch(/@(?!\u200b)\w/);
    expect(prose).not.toMatch(/\]\((?!https?:)/);
    expect(prose).not.toMatch(/(^|[^&])#\d/);
    expect(prose).not.toContain("://evil");
    expect(markdown).not.toContain("\u202e");
  });

  test("does not end a fence", () => {
    const markdown = rendered["markdown"] ?? "";
    let open = "";
    for (const line of markdown.split("\n")) {
      const bar = /^(`{3,})/.exec(line)?.[1];
      if (!bar) continue;
      if (open === "") open = bar;
      else if (bar.length >= open.length && line.trim() === bar) open = "";
    }
    expect(open).toBe("");
  });

  test("is text in JSON and cannot move a terminal's cursor", () => {
    expect(() => JSON.parse(rendered["json"] ?? "") as unknown).not.toThrow();
    const log = eventLog([], [{ diagnosticEvent: { severity: "error", message: "\u001b[2J\u001b]0;title\u0007boo" } }]);
    // eslint-disable-next-line no-control-regex
    expect(Object.fromEntries(renderAll(log, "x"))["terminal"]).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f]/);
  });
});
