import { setTimeout as delay } from "node:timers/promises";

export const TOKEN = "ya29.sandbox-test-token";

export interface Answer<T = Record<string, unknown>> {
  readonly status: number;
  readonly body: T;
}

/** Calls a server of the sandbox's Google Cloud, wherever it runs. */
export abstract class CloudClient {
  /** Longest wait for an operation. */
  protected readonly patienceMs: number = 10_000;

  abstract get url(): string;

  async call<T = Record<string, unknown>>(
    verb: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    const response = await fetch(`${this.url}${path}`, {
      method: verb,
      headers: { Authorization: `Bearer ${TOKEN}`, "Content-Type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: (text ? JSON.parse(text) : {}) as T };
  }

  /** Turns APIs on and waits until they are. */
  async enable(project: string, ...apis: string[]): Promise<void> {
    const { body } = await this.call<{ name: string }>(
      "POST",
      `/serviceusage/v1/projects/${project}/services:batchEnable`,
      {
        serviceIds: apis.map((api) => `${api}.googleapis.com`),
      },
    );
    await this.until(`/serviceusage/v1/${body.name}`);
  }

  /** Polls an operation, in any API's form, until it is done. */
  async until(path: string): Promise<Record<string, unknown>> {
    const deadline = Date.now() + this.patienceMs;
    for (;;) {
      const { status, body } = await this.call("GET", path);
      if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
      if (body["done"] === true || body["status"] === "DONE") return body;
      if (Date.now() > deadline) throw new Error(`${path} is not done: ${JSON.stringify(body)}`);
      await delay(5);
    }
  }
}
