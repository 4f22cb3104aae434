import { Agent, request } from "node:https";
import type { ClusterAccess } from "./spec";
import { syntaxError, tolerate } from "../../lib/errors/expected";

/** An answer of the API server that is not a success. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly reason: string,
    message: string,
  ) {
    super(message);
  }
}

/** What the API server is asked to do. */
export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** The few calls that the sandbox itself makes to its API servers. */
export class ApiClient {
  private readonly agent: Agent;

  constructor(private readonly access: ClusterAccess) {
    this.agent = new Agent({ ca: access.caCertificate, keepAlive: true, maxSockets: 8 });
  }

  /** A PATCH is a strategic merge. */
  call<T>(method: Method, path: string, body?: unknown): Promise<T> {
    const contentType = method === "PATCH" ? "application/strategic-merge-patch+json" : "application/json";
    const [host, port] = this.access.endpoint.split(":");
    return new Promise((resolve, reject) => {
      const outgoing = request(
        {
          host,
          ...(port === undefined ? {} : { port }),
          path,
          method,
          agent: this.agent,
          timeout: 30_000,
          headers: {
            Authorization: `Bearer ${this.access.token}`,
            Accept: "application/json",
            ...(body === undefined ? {} : { "Content-Type": contentType }),
          },
        },
        (response) => {
          let text = "";
          response.setEncoding("utf8");
          response.on("data", (chunk: string) => (text += chunk));
          response.on("error", reject);
          response.on("end", () => {
            const status = response.statusCode ?? 0;
            if (status >= 200 && status < 300) return resolve(parsed(text) as T);
            const { message, reason } = parsed(text) as { message?: string; reason?: string };
            reject(new ApiError(status, reason ?? "", `${method} ${path}: ${message ?? text} (${status})`));
          });
        },
      );
      outgoing.on("timeout", () => outgoing.destroy(new Error(`${method} ${path}: no answer within 30 s`)));
      outgoing.on("error", reject);
      outgoing.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }

  /** As `call`, but an object that is not there is `undefined`. */
  async find<T>(method: Method, path: string, body?: unknown): Promise<T | undefined> {
    return await this.call<T>(method, path, body).catch((error: unknown) => {
      if (error instanceof ApiError && error.status === 404) return undefined;
      throw error;
    });
  }

  close(): void {
    this.agent.destroy();
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    tolerate(error, syntaxError);
    return {};
  }
}
