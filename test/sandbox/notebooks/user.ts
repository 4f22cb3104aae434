import { randomBytes } from "node:crypto";
import { request, type RequestOptions } from "node:http";
import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { anyAnswer, otherwise } from "../../../lib/errors/expected";

/** Somebody with a browser, as far as a hub sees it: cookies, forms, and JupyterLab's calls. */
export class User {
  private readonly cookies = new Map<string, string>();
  private token = "";
  private tab: NodeJS.Timeout | undefined;

  /** @param url of the proxy, without a slash at the end */
  constructor(
    private readonly url: string,
    readonly name: string,
  ) {}

  /** Fills the form in; whether that let the user in. */
  async signIn(password: string): Promise<boolean> {
    await this.ask("GET", "/hub/login");
    const form = new URLSearchParams({ username: this.name, password, _xsrf: this.cookie("_xsrf") });
    const answer = await this.ask("POST", "/hub/login", form);
    if (answer.status !== 302) return false;
    await this.ask("GET", "/hub/home");
    const made = await this.ask("POST", `/hub/api/users/${this.name}/tokens`, { note: "browser" });
    this.token = (JSON.parse(made.body) as { token: string }).token;
    return true;
  }

  /** Asks for a notebook and waits until it answers. */
  async start(): Promise<void> {
    const asked = await this.api("POST", `/hub/api/users/${this.name}/server`, {});
    if (!asked.ok) throw new Error(`${asked.status} ${await asked.text()}`);
    for (const deadline = Date.now() + 120_000; Date.now() < deadline; await sleep(300)) {
      const { servers } = (await (await this.api("GET", `/hub/api/users/${this.name}`)).json()) as {
        servers: Record<string, { ready: boolean }>;
      };
      if (servers[""]?.ready) return;
    }
    throw new Error(`no notebook of ${this.name} within 120 s`);
  }

  /** Looks at the notebook now and then, as an open tab does, until `leave`. */
  stay(): void {
    this.tab = setInterval(
      () => void this.api("GET", `/user/${this.name}/api/kernels`).catch(otherwise(undefined, anyAnswer)),
      3_000,
    );
  }

  /** Closes the tab. */
  leave(): void {
    clearInterval(this.tab);
  }

  /** Starts a kernel in the user's notebook. */
  async kernel(): Promise<Kernel> {
    const answer = await this.api("POST", `/user/${this.name}/api/kernels`, { name: "python3" });
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    const { id } = (await answer.json()) as { id: string };
    return await Kernel.connect(`${this.url}/user/${this.name}/api/kernels/${id}/channels`, this.token);
  }

  /** One call with the user's token. */
  async api(method: string, path: string, body?: object): Promise<Response> {
    const headers = { Authorization: `token ${this.token}`, "Content-Type": "application/json" };
    return await fetch(this.url + path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  }

  /** As a browser that goes from page to page. */
  private async ask(method: string, path: string, body?: URLSearchParams | object): Promise<Answer> {
    const form = body instanceof URLSearchParams;
    const answer = await navigate(this.url + path, {
      method,
      headers: {
        Cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; "),
        Referer: `${this.url}/hub/home`,
        "X-XSRFToken": this.cookie("_xsrf"),
        ...(body && { "Content-Type": form ? "application/x-www-form-urlencoded" : "application/json" }),
      },
      body: body && (form ? body.toString() : JSON.stringify(body)),
    });
    for (const line of answer.cookies) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.cookies.set(name, value);
    }
    return answer;
  }

  private readonly cookie = (name: string): string => this.cookies.get(name) ?? "";
}

interface Answer {
  readonly status: number;
  readonly cookies: readonly string[];
  readonly body: string;
}

/** One request. `fetch` says of itself that it is no browser on its way, and a hub gives it no token against forgery. */
function navigate(url: string, { body, ...options }: RequestOptions & { body: string | undefined }): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = request(url, options, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, cookies: response.headers["set-cookie"] ?? [], body: text }),
      );
    });
    call.on("error", reject);
    call.end(body);
  });
}

interface KernelMessage {
  readonly channel: string;
  readonly header: { readonly msg_type: string };
  readonly parent_header: { readonly msg_id?: string };
  readonly content: { readonly text?: string; readonly status?: string; readonly evalue?: string };
}

/** A kernel as JupyterLab has it: a WebSocket through the proxy, on which code goes in and output comes out. */
export class Kernel {
  private readonly listeners = new Set<(message: KernelMessage) => void>();

  private constructor(private readonly socket: Socket) {
    let received: Buffer = Buffer.alloc(0);
    socket.on("data", (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      for (let frame = firstFrame(received); frame; frame = firstFrame(received)) {
        received = frame.rest;
        if (frame.kind === TEXT)
          for (const listener of this.listeners) listener(JSON.parse(frame.text) as KernelMessage);
      }
    });
  }

  static async connect(url: string, token: string): Promise<Kernel> {
    return await new Promise((resolve, reject) => {
      const call = request(url, {
        headers: {
          Connection: "Upgrade",
          Upgrade: "websocket",
          "Sec-WebSocket-Version": "13",
          "Sec-WebSocket-Key": randomBytes(16).toString("base64"),
          Authorization: `token ${token}`,
        },
      });
      call.on("upgrade", (_, socket: Socket) => resolve(new Kernel(socket)));
      call.on("response", ({ statusCode }) => reject(new Error(`the kernel's channels answer ${statusCode}`)));
      call.on("error", reject);
      call.end();
    });
  }

  /** Runs code; answers what it printed, and throws what it threw. */
  async run(code: string): Promise<string> {
    const id = randomBytes(8).toString("hex");
    const header = {
      msg_id: id,
      msg_type: "execute_request",
      username: "",
      session: id,
      version: "5.3",
      date: new Date(),
    };
    const content = { code, silent: false, store_history: false, user_expressions: {}, allow_stdin: false };
    let printed = "";
    const done = new Promise<string>((resolve, reject) => {
      const late = setTimeout(
        () => reject(new Error(`no answer of the kernel within 60 s; it printed ${printed}`)),
        60_000,
      );
      const listener = (message: KernelMessage) => {
        if (message.parent_header.msg_id !== id) return;
        if (message.header.msg_type === "stream") printed += message.content.text ?? "";
        // The reply may overtake the output, which is complete when the kernel is idle.
        const idle = message.header.msg_type === "status" && "execution_state" in message.content;
        const failed = message.header.msg_type === "error";
        if (!failed && !(idle && (message.content as { execution_state: string }).execution_state === "idle")) return;
        clearTimeout(late);
        this.listeners.delete(listener);
        if (failed) reject(new Error(message.content.evalue));
        else resolve(printed);
      };
      this.listeners.add(listener);
    });
    const body = { header, parent_header: {}, metadata: {}, content, channel: "shell", buffers: [] };
    this.socket.write(maskedFrame(JSON.stringify(body)));
    return await done;
  }

  close(): void {
    this.socket.destroy();
  }
}

const TEXT = 1;

/** A text as one frame of a client: https://www.rfc-editor.org/rfc/rfc6455#section-5.2 */
function maskedFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  const head = Buffer.alloc(4);
  head.writeUInt8(0x80 | TEXT, 0);
  head.writeUInt8(0x80 | 126, 1);
  head.writeUInt16BE(payload.length, 2);
  const mask = randomBytes(4);
  return Buffer.concat([head, mask, payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0))]);
}

/** The first frame of a server in what was received, if it is whole. */
function firstFrame(received: Buffer): { kind: number; text: string; rest: Buffer } | undefined {
  if (received.length < 2) return undefined;
  const short = received.readUInt8(1) & 0x7f;
  const start = short === 126 ? 4 : short === 127 ? 10 : 2;
  if (received.length < start) return undefined;
  const length = short === 126 ? received.readUInt16BE(2) : short === 127 ? Number(received.readBigUInt64BE(2)) : short;
  if (received.length < start + length) return undefined;
  const end = start + length;
  return {
    kind: received.readUInt8(0) & 0x0f,
    text: received.toString("utf8", start, end),
    rest: received.subarray(end),
  };
}
