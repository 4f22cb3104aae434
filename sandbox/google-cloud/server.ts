import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Authority, type Decision } from "./iam/authority";
import { Decisions } from "./iam/decisions";
import type { Principal } from "./iam/principal";
import { takeTokenFromPath } from "./transport/access";
import { Directory } from "./transport/directory";
import { Dispatcher } from "./transport/dispatch";
import { BehaviourSwitch } from "./transport/faults";
import { GrpcFront } from "./transport/grpc";
import { asGoogleError, send, serveRest, type RawHandler } from "./transport/http";
import { Listener } from "./transport/listen";
import { forgetOldIds } from "./transport/request-ids";
import { RequestLog } from "./transport/request-log";
import { serveAdmin } from "./transport/admin";
import { NamesFront, pathByName, type NamesOptions } from "./transport/names";
import { serveMetadata } from "./metadata/server";
import { serveReviews, type ReviewsOptions } from "./kubernetes/server";
import { resetCloud } from "./reset";
import { issuers, services, registerJobs, rawHandlers, type World } from "./services";
import { admit } from "./services/artifactregistry/admission";
import { isIdentityPath, serveIdentity } from "./services/sts";
import { goesOnWithUpload } from "./services/storage/transfers";
import { recountUsage } from "./services/compute/quotas";
import { requireEnabled } from "./services/projects/service-usage";
import { Operations } from "./state/operations";
import { Store } from "./state/store";
import { parseTiming } from "./state/timing";

/** What the server is made of and where it listens. */
export interface ServerOptions extends World {
  /** 0: the system chooses. */
  readonly port: number;
  /** See `DispatchOptions.loose`. */
  readonly loose?: boolean;
  /** Whether IAM decides; if not, everybody with a token of this sandbox may do everything. @default true */
  readonly iam?: boolean;
  /** See `AuthorityOptions.decided`. */
  readonly decided?: (decision: Decision) => void;
  /** Where clusters' API servers ask IAM. @default nowhere: they decide alone */
  readonly reviews?: ReviewsOptions;
  /** Where GKE's metadata server answers nodes and pods. @default nowhere */
  readonly metadata?: { readonly host: string; readonly port: number };
  /** Where Google's own names are served. @default nowhere */
  readonly names?: NamesOptions;
  /** Gets a line for each call, secrets masked. @default nobody; the last ones are at `/_sandbox/log` in any case */
  readonly logRequest?: (line: string) => void;
}

/** A server that answers. */
export interface RunningServer {
  readonly port: number;
  readonly url: string;
  close(): Promise<void>;
}

/** Starts the sandbox's Google Cloud; resolves when it listens. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  mkdirSync(options.folder, { recursive: true, mode: 0o700 });
  const store = new Store(join(options.folder, "state.lmdb"));
  const behaviour = new BehaviourSwitch(store);
  const operations = new Operations(
    store,
    (operation) => parseTiming(behaviour.timing(operation), operation.type),
    (operation, phase) => behaviour.failPoint(operation, phase),
  );
  registerJobs(operations, store, options);
  recountUsage(store);

  const decisions = new Decisions();
  const authority = new Authority({
    store,
    accessToken: options.accessToken,
    decides: options.iam ?? true,
    decided: (decision) => {
      decisions.add(decision);
      options.decided?.(decision);
    },
  });
  const directory = new Directory();
  const dispatcher = new Dispatcher({
    store,
    operations,
    behaviour,
    services: services(options),
    authority,
    requireEnabled: (api, project) => requireEnabled(store, api, project),
    canonical: (_, method) => directory.canonical(method),
    loose: options.loose ?? false,
  });
  const log = new RequestLog(options.logRequest ?? (() => undefined));
  const raw: readonly RawHandler[] = rawHandlers(store, options, authority);
  const shared = { directory, dispatcher, log, authority };
  const identity = { store, authority, log, ...issuers(options) };
  const grpc = new GrpcFront(shared);
  const admin = {
    store,
    operations,
    behaviour,
    log,
    directory,
    dispatcher,
    authority,
    decisions,
    reset: (how: { keepClusters: boolean }) => resetCloud({ store, operations, world: options }, how),
    admit: (query: URLSearchParams, principal: Principal) => admit(store, query, authority, principal),
  };

  const listener = new Listener(
    (incoming, outgoing) => {
      takeTokenFromPath(incoming);
      pathByName(incoming);
      const answered = isIdentityPath(incoming.url)
        ? serveIdentity(incoming, outgoing, identity)
        : incoming.url?.startsWith("/_sandbox/")
          ? serveAdmin(incoming, outgoing, admin)
          : serveRest(incoming, outgoing, { ...shared, raw, isCapability: goesOnWithUpload });
      answered.catch((error: unknown) => {
        if (outgoing.headersSent) incoming.socket.destroy();
        else send(outgoing, 500, asGoogleError(error).body());
      });
    },
    (socket) => grpc.accept(socket),
  );
  const port = await listener.listen(options.port);
  const front = options.names && new NamesFront(options.names, (socket) => listener.accept(socket));
  if (front) {
    listener.onConnect((incoming, socket, head) => front.connect(incoming, socket, head));
    await front.listen();
  }
  const metadata =
    options.metadata && (await serveMetadata(options.metadata, { ...identity, clusters: options.clusters }));
  const reviews = options.reviews && (await serveReviews(options.reviews, authority, store));
  forgetOldIds(store);
  operations.resume();
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    async close() {
      operations.stop();
      grpc.close();
      reviews?.closeAllConnections();
      reviews?.close();
      metadata?.closeAllConnections();
      metadata?.close();
      front?.close();
      await listener.close();
      await store.close();
    },
  };
}
