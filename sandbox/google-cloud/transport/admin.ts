import type { IncomingMessage, ServerResponse } from "node:http";
import type { Operations } from "../state/operations";
import type { Store } from "../state/store";
import type { Authority } from "../iam/authority";
import { OWNER, type Principal } from "../iam/principal";
import type { Decisions } from "../iam/decisions";
import type { Directory } from "./directory";
import type { Dispatcher } from "./dispatch";
import { GoogleError, invalid } from "./errors";
import type { BehaviourSwitch } from "./faults";
import { asGoogleError, send } from "./http";
import type { RequestLog } from "./request-log";
import { syntaxError, tolerate } from "../../../lib/errors/expected";

/** What the sandbox's own calls work on. */
export interface Admin {
  readonly store: Store;
  readonly operations: Operations;
  readonly behaviour: BehaviourSwitch;
  readonly log: RequestLog;
  readonly directory: Directory;
  readonly dispatcher: Dispatcher;
  readonly authority: Authority;
  readonly decisions: Decisions;
  /** Forgets everything, with or without the clusters. */
  readonly reset: (options: { keepClusters: boolean }) => Promise<object>;
  /** Whether an image may be pulled or pushed; throws Google's error if not. */
  readonly admit: (query: URLSearchParams, principal: Principal) => void;
}

/**
 * The sandbox's own switches, beside Google's API: `/_sandbox/{health,state,log,decisions,methods,faults,reset,admission}`. The server
 * listens on loopback only; all but `health` want the sandbox's token.
 */
export async function serveAdmin(incoming: IncomingMessage, outgoing: ServerResponse, admin: Admin): Promise<void> {
  const url = new URL(incoming.url ?? "/", "http://sandbox.invalid");
  try {
    send(outgoing, 200, await answer(incoming, url, admin, callerOf(incoming, url, admin)));
  } catch (error) {
    const shown = asGoogleError(error);
    send(outgoing, shown.httpStatus, shown.body());
  }
}

/** The switches are the owner's; an account may ask about images. */
function callerOf(incoming: IncomingMessage, { pathname }: URL, { authority }: Admin): Principal {
  if (pathname === "/_sandbox/health") return OWNER;
  const principal = authority.authenticate(incoming.headers.authorization);
  if (principal.kind === "owner" || pathname === "/_sandbox/admission") return principal;
  throw new GoogleError("PERMISSION_DENIED", "The sandbox's switches are its owner's.");
}

async function answer(incoming: IncomingMessage, url: URL, admin: Admin, principal: Principal): Promise<object> {
  const { pathname, searchParams } = url;
  switch (`${incoming.method} ${pathname}`) {
    case "GET /_sandbox/health":
      return { status: "SERVING", unfinished: admin.operations.unfinished().length, rss: process.memoryUsage.rss() };
    case "GET /_sandbox/state":
      return Object.fromEntries(
        admin.store
          .entries<object>(...((searchParams.get("prefix") ?? "").split("/").filter(Boolean) as [string]))
          .map(([key, value]) => [key.join("/"), value]),
      );
    case "GET /_sandbox/log":
      return { entries: admin.log.recent.slice(-Number(searchParams.get("last") ?? 100)) };
    case "GET /_sandbox/decisions":
      return { decisions: admin.decisions.since(searchParams.get("since") ?? "") };
    case "GET /_sandbox/methods":
      return {
        methods: admin.directory.schemas.flatMap(({ methods }) =>
          methods.map((method) => ({ method: method.fullName, implemented: admin.dispatcher.isImplemented(method) })),
        ),
      };
    case "GET /_sandbox/faults":
      return admin.behaviour.current;
    case "PUT /_sandbox/faults":
    case "POST /_sandbox/faults":
      return admin.behaviour.set(await readBody(incoming));
    case "POST /_sandbox/reset":
      return await admin.reset({ keepClusters: searchParams.get("keep") === "clusters" });
    case "GET /_sandbox/admission":
      admin.admit(searchParams, principal);
      return {};
    default:
      throw new GoogleError(
        "NOT_FOUND",
        `${incoming.method} ${pathname}: the sandbox has /_sandbox/{health,state,log,decisions,methods,faults,reset,admission}`,
      );
  }
}

async function readBody(incoming: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    if (chunks.reduce((sum, { length }) => sum + length, 0) > 1 << 20) throw invalid("the body is larger than 1 MiB");
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch (error) {
    tolerate(error, syntaxError);
    throw invalid("the body is not JSON");
  }
}
