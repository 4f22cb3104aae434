import { request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import { request as httpsRequest } from "node:https";
import { LoopbackServer } from "../../loopback-server";

/** What may go wrong between a plugin and its server. */
export type Fault =
  | "conflict"
  | "forbidden"
  | "throttled"
  | "unavailable"
  | "lost-answer"
  | "broken-connection"
  /** The answer comes, a second late. */
  | "delayed";

/** Chooses what happens to a request; undefined lets it pass. */
export type FaultPlan = (method: string, path: string) => Fault | undefined;

/** What an API says when it refuses: the answer's body. */
export type Refusal = (code: number, reason: string, message: string) => object;

/** As Kubernetes refuses. */
export const kubernetesRefusal: Refusal = (code, reason, message) => ({
  kind: "Status",
  status: "Failure",
  code,
  reason,
  message,
});

/** As Google's APIs refuse. */
export const googleRefusal: Refusal = (code, reason, message) => ({
  error: { code, message, errors: [{ reason: reason.replace(/^./, (first) => first.toLowerCase()), message }] },
});

const answers: Partial<Record<Fault, { readonly code: number; readonly reason: string; readonly message: string }>> = {
  conflict: {
    code: 409,
    reason: "Conflict",
    message: "the object has been modified; please apply your changes to the latest version",
  },
  forbidden: { code: 403, reason: "Forbidden", message: "is forbidden: a fault of the test" },
  throttled: { code: 429, reason: "TooManyRequests", message: "please try again later" },
  unavailable: { code: 503, reason: "ServiceUnavailable", message: "a fault of the test" },
};

/** Milliseconds. */
const DELAY_MS = 1000;

/** A plain-HTTP way to a server on loopback that injects faults. */
export class FaultyProxy extends LoopbackServer {
  plan: FaultPlan = () => undefined;
  /** Faults injected so far, for messages. */
  readonly injected: string[] = [];

  /** @param target where the server is now: one that was restarted may have moved */
  constructor(
    private readonly target: () => string,
    private readonly refusal: Refusal,
  ) {
    super((incoming, outgoing) => this.handle(incoming, outgoing));
  }

  private handle(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const method = incoming.method ?? "GET";
    const fault = this.plan(method, incoming.url ?? "/");
    if (fault) this.injected.push(`${fault} ${method} ${incoming.url ?? ""}`);
    if (fault === "broken-connection") return void incoming.socket.destroy();
    const answer = fault && answers[fault];
    if (answer) {
      incoming.resume();
      outgoing.writeHead(answer.code, {
        "content-type": "application/json",
        ...(answer.code === 429 && { "retry-after": "1" }),
      });
      outgoing.end(JSON.stringify(this.refusal(answer.code, answer.reason, answer.message)));
      return;
    }
    if (fault === "delayed") return void setTimeout(() => this.pass(method, fault, incoming, outgoing), DELAY_MS);
    this.pass(method, fault, incoming, outgoing);
  }

  private pass(method: string, fault: Fault | undefined, incoming: IncomingMessage, outgoing: ServerResponse): void {
    const target = this.target();
    const send = target.startsWith("https:") ? httpsRequest : httpRequest;
    const forwarded = send(
      `${target}${incoming.url ?? ""}`,
      { method, headers: incoming.headers, rejectUnauthorized: false },
      (response) => {
        // The work is done, but nobody is told.
        if (fault === "lost-answer") return void incoming.socket.destroy();
        outgoing.writeHead(response.statusCode ?? 502, response.headers);
        // Of a watch, the head is an answer, too.
        outgoing.flushHeaders();
        response.pipe(outgoing);
      },
    );
    forwarded.on("error", () => incoming.socket.destroy());
    outgoing.on("close", () => forwarded.destroy());
    incoming.pipe(forwarded);
  }
}
