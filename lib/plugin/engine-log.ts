import { credentials, Metadata } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";

/** Messages about one resource to the person who waits for it. */
export interface CallLog {
  /** A line that replaces the resource's last status line. "" clears it. Not kept in the output. */
  status(line: string): void;
  debug(message: string): void;
  info(message: string): void;
  warning(message: string): void;
  error(message: string): void;
}

/** Says nothing: for calls before the engine has told its address, and for tests. */
export const silentLog: CallLog = {
  status: () => undefined,
  debug: () => undefined,
  info: () => undefined,
  warning: () => undefined,
  error: () => undefined,
};

/** The engine's log. Messages arrive in the order they were sent. */
export class EngineLog {
  private client: EngineClient | undefined;
  private queue: Promise<void> = Promise.resolve();

  /** Called with the address the engine gives on the command line, in Handshake or in Attach. */
  connect(address: string): void {
    this.client?.close();
    this.client = new EngineClient(address, credentials.createInsecure());
  }

  /** The log of one resource; with "" the messages belong to the whole stack. */
  forResource(urn: string): CallLog {
    return {
      status: (line) => this.send("INFO", line, urn, true),
      debug: (message) => this.send("DEBUG", message, urn, false),
      info: (message) => this.send("INFO", message, urn, false),
      warning: (message) => this.send("WARNING", message, urn, false),
      error: (message) => this.send("ERROR", message, urn, false),
    };
  }

  /** Resolves when all messages so far have been delivered, so that none comes after the answer it belongs to. */
  flushed(): Promise<void> {
    return this.queue;
  }

  private send(severity: keyof typeof LogSeverity, message: string, urn: string, ephemeral: boolean): void {
    const client = this.client;
    if (!client) return;
    const request = new LogRequest();
    request.setSeverity(LogSeverity[severity]);
    request.setMessage(message);
    request.setUrn(urn);
    request.setEphemeral(ephemeral);
    this.queue = this.queue.then(
      () =>
        new Promise((resolve) => {
          // A lost status line must not fail the resource it is about.
          client.log(request, new Metadata(), { deadline: Date.now() + 5_000 }, () => resolve());
        }),
    );
  }
}
