/** A cluster's API, for all parts of the project. */
export {
  type Answer,
  type CallOptions,
  type ClientOptions,
  KubernetesClient,
  LOOK_PATIENCE_MS,
  type Method,
  type WatchEvent,
} from "./client";
export { UnreachableError } from "../retry";
export { failureOf, isNotFound, isTransient, KubernetesError } from "./errors";
export { KubeconfigTransport, type Transport, type TransportAnswer, type TransportRequest } from "./transport";
export { watchUntil } from "./watch";
