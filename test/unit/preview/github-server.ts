import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface Comment {
  id: number;
  body: string;
  user: { login: string };
}

/** The part of GitHub's API that a report uses, as documented at docs.github.com/rest, with faults to order. */
export class GitHubServer {
  comments: Comment[] = [];
  checks: Record<string, unknown>[] = [];
  issues: {
    number: number;
    title: string;
    body: string;
    state: string;
    labels: string[];
    user: { login: string };
  }[] = [];
  head = "a".repeat(40);
  readonly requests: string[] = [];
  /** Answers to give instead, once each: "METHOD path-part" → status and headers. */
  readonly faults: { match: RegExp; status: number; headers?: Record<string, string>; before?: () => void }[] = [];
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => {
      void this.answer(request).then(({ status, body, headers = {} }) => {
        response.writeHead(status, { "content-type": "application/json", ...headers });
        response.end(status === 204 ? undefined : JSON.stringify(body));
      });
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async answer(request: IncomingMessage) {
    const { pathname, searchParams } = new URL(request.url ?? "", "http://x");
    const line = `${request.method} ${pathname}`;
    this.requests.push(line);
    const at = this.faults.findIndex(({ match }) => match.test(line));
    const fault = at < 0 ? undefined : this.faults.splice(at, 1)[0];
    if (fault) {
      fault.before?.();
      return { status: fault.status, body: { message: "fault" }, headers: fault.headers };
    }
    if (request.headers.authorization !== "token secret-token")
      return { status: 401, body: { message: "Bad credentials" } };
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const given = (chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString()) : {}) as Record<string, never>;
    if (line === "GET /user") return { status: 403, body: { message: "Resource not accessible by integration" } };
    if (line === "GET /repos/acme/shop/pulls/7") return { status: 200, body: { head: { sha: this.head } } };
    if (line === "GET /repos/acme/shop/issues/7/comments") {
      const page = Number(searchParams.get("page") ?? 1);
      const size = Number(searchParams.get("per_page") ?? 30);
      const url = (to: number) => `http://${request.headers.host}${pathname}?per_page=${size}&page=${to}`;
      const more = this.comments.length > page * size;
      const headers = more ? { link: `<${url(page + 1)}>; rel="next"` } : undefined;
      return { status: 200, body: this.comments.slice((page - 1) * size, page * size), headers };
    }
    if (line === "POST /repos/acme/shop/issues/7/comments") {
      this.comments.push({
        id: 1000 + this.comments.length,
        body: given["body"] ?? "",
        user: { login: "github-actions[bot]" },
      });
      return { status: 201, body: {} };
    }
    const comment = /^PATCH \/repos\/acme\/shop\/issues\/comments\/(\d+)$/.exec(line);
    if (comment) {
      const found = this.comments.find(({ id }) => id === Number(comment[1]));
      if (!found) return { status: 404, body: { message: "Not Found" } };
      found.body = given["body"] ?? "";
      return { status: 200, body: found };
    }
    if (line === "POST /repos/acme/shop/check-runs") {
      this.checks.push(given);
      return { status: 201, body: {} };
    }
    if (line === "GET /repos/acme/shop/issues")
      return { status: 200, body: this.issues.filter(({ state }) => state === "open") };
    if (line === "POST /repos/acme/shop/issues") {
      const user = { login: "github-actions[bot]" };
      const issue = { number: 20 + this.issues.length, state: "open", user, ...(given as object) } as never;
      this.issues.push(issue);
      return { status: 201, body: issue };
    }
    const issue = /^PATCH \/repos\/acme\/shop\/issues\/(\d+)$/.exec(line);
    const found = this.issues.find(({ number }) => number === Number(issue?.[1]));
    if (found) return { status: 200, body: Object.assign(found, given) };
    if (/^POST .*\/issues\/\d+\/comments$/.test(line)) return { status: 201, body: {} };
    return { status: 404, body: { message: `no ${line}` } };
  }
}
