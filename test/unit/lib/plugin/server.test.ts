import { credentials, type ServiceError } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import {
  InitFailedError,
  Secret,
  startPlugin,
  type PropertyMap,
  type ProviderHandlers,
  type RunningPlugin,
} from "../../../../lib/plugin";
import { fromStruct, toStruct } from "../../../../lib/plugin/marshal";

let plugin: RunningPlugin;
let client: ResourceProviderClient;
let seen: { timeoutSeconds?: number | undefined; type?: string; name?: string } = {};

const handlers: ProviderHandlers = {
  configure: () => Promise.resolve(),
  check: (request) => Promise.resolve({ inputs: request.news, failures: [{ property: "a", reason: "no" }] }),
  diff: () => Promise.resolve({ changes: "some", detailedDiff: { "a.b": { kind: "add-replace" } } }),
  create: ({ timeoutSeconds, type, name, preview, signal }) => {
    seen = { timeoutSeconds, type, name };
    if (preview)
      return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason as Error)));
    return Promise.reject(
      new InitFailedError("not ready", {
        id: "1",
        properties: { a: new Secret("x") },
        inputs: { b: 1 },
        reasons: ["r"],
      }),
    );
  },
  read: () => Promise.resolve(undefined),
  update: ({ news }) => Promise.resolve(news),
  delete: () => Promise.reject(new Error("it will not go")),
};

beforeAll(async () => {
  plugin = await startPlugin({ name: "test", version: "1.2.3" }, handlers);
  client = new ResourceProviderClient(`127.0.0.1:${plugin.port}`, credentials.createInsecure());
});

afterAll(async () => {
  client.close();
  await plugin.stop();
});

const urn = "urn:pulumi:dev::project::parent:a:B$test:index/thing:Thing::some::name";

function call<Request, Response>(
  method: (request: Request, callback: (error: ServiceError | null, response: Response) => void) => unknown,
  request: Request,
): Promise<Response> {
  return new Promise((resolve, reject) =>
    method.call(client, request, (error, response) => (error ? reject(error) : resolve(response))),
  );
}

test("tells its version", async () => {
  const info = await call<Empty, { getVersion(): string }>((r, done) => client.getPluginInfo(r, done), new Empty());
  expect(info.getVersion()).toBe("1.2.3");
});

test("a check's failures and inputs reach the engine", async () => {
  const request = new rpc.CheckRequest();
  request.setUrn(urn);
  request.setNews(toStruct({ a: new Secret(1) }));
  const response = await call<rpc.CheckRequest, rpc.CheckResponse>((r, done) => client.check(r, done), request);
  expect(fromStruct(response.getInputs())).toEqual({ a: new Secret(1) });
  expect(response.getFailuresList().map((failure) => failure.toObject())).toEqual([{ property: "a", reason: "no" }]);
});

test("a replacing change is among the replaces", async () => {
  const response = await call<rpc.DiffRequest, rpc.DiffResponse>(
    (r, done) => client.diff(r, done),
    new rpc.DiffRequest(),
  );
  expect(response.getReplacesList()).toEqual(["a.b"]);
  expect(response.getDiffsList()).toEqual(["a"]);
  expect(response.getDetaileddiffMap().get("a.b")?.getKind()).toBe(rpc.PropertyDiff.Kind.ADD_REPLACE);
});

test("a resource that exists but is not ready comes with its state, inside the error", async () => {
  const request = new rpc.CreateRequest();
  request.setUrn(urn);
  request.setTimeout(7);
  const error = await call<rpc.CreateRequest, rpc.CreateResponse>((r, done) => client.create(r, done), request).catch(
    (failure: unknown) => failure as ServiceError,
  );
  if (!("metadata" in error)) throw new Error("fails when the call succeeds");
  const [bytes] = error.metadata.get("grpc-status-details-bin") as Buffer[];
  const [detail] = Status.deserializeBinary(bytes ?? new Uint8Array()).getDetailsList();
  const failed = rpc.ErrorResourceInitFailed.deserializeBinary(detail?.getValue_asU8() ?? new Uint8Array());
  expect(fromStruct(failed.getProperties())).toEqual({ a: new Secret("x") });
  expect(failed.getReasonsList()).toEqual(["r"]);
  expect(failed.getId()).toBe("1");
  expect(seen).toEqual({ timeoutSeconds: 7, type: "test:index/thing:Thing", name: "some::name" });
});

test("an error's words reach the engine unchanged", async () => {
  const request = new rpc.DeleteRequest();
  await expect(call((r, done) => client.delete(r, done), request)).rejects.toMatchObject({ details: "it will not go" });
});

test("cancel ends what is under way", async () => {
  const request = new rpc.CreateRequest();
  request.setPreview(true);
  const pending = call<rpc.CreateRequest, rpc.CreateResponse>((r, done) => client.create(r, done), request);
  setImmediate(() => client.cancel(new Empty(), () => undefined));
  await expect(pending).rejects.toMatchObject({ details: expect.stringContaining("cancelled") as string });
});

test("no secret of a call, nor a credential of others, is in its errors, reasons or failures", async () => {
  const said = (what: string) => `the server refused ${what}, sent with Bearer canary-4711-bearer`;
  const canary = new Secret("canary-4711-value");
  const repeating = await startPlugin(
    { name: "repeating", version: "1.0.0" },
    {
      ...handlers,
      check: ({ news }) => Promise.resolve({ inputs: news, failures: [{ property: "a", reason: said(text(news)) }] }),
      create: ({ inputs }) => {
        const state = { id: "1", properties: {}, inputs: {}, reasons: [said(text(inputs))] };
        return Promise.reject(new InitFailedError(said(text(inputs)), state));
      },
      update: ({ news, oldInputs }) => Promise.reject(new Error(said(text(news) + text(oldInputs)))),
      invoke: ({ args }) => Promise.reject(new Error(said(text(args)))),
    },
  );
  const engine = new ResourceProviderClient(`127.0.0.1:${repeating.port}`, credentials.createInsecure());
  try {
    const news = toStruct({ a: canary });
    const check = new rpc.CheckRequest();
    check.setNews(news);
    const create = new rpc.CreateRequest();
    create.setProperties(news);
    const update = new rpc.UpdateRequest();
    update.setNews(news);
    update.setOldInputs(toStruct({ a: new Secret("canary-4711-before") }));
    const invoke = new rpc.InvokeRequest();
    invoke.setArgs(news);
    const failed = (run: (done: (error: ServiceError | null) => void) => unknown) =>
      new Promise<ServiceError | null>((resolve) => run(resolve));
    const checked = await new Promise<rpc.CheckResponse>((resolve) => engine.check(check, (_, made) => resolve(made)));
    const errors = [
      await failed((done) => engine.create(create, done)),
      await failed((done) => engine.update(update, done)),
      await failed((done) => engine.invoke(invoke, done)),
    ];
    const told = [
      ...checked.getFailuresList().map((failure) => failure.getReason()),
      ...errors.map((error) => `${error?.details} ${String(error?.metadata.get("grpc-status-details-bin")[0] ?? "")}`),
    ];
    expect(told).toHaveLength(4);
    for (const one of told) expect(one).toContain("the server refused [secret]");
    expect(told.slice(1).join("")).not.toContain("canary");
    expect(told[0]).not.toContain("canary-4711-value");
  } finally {
    engine.close();
    await repeating.stop();
  }
});

/** The values of secrets among these. */
const text = (values: PropertyMap) =>
  Object.values(values)
    .map((value) => (value instanceof Secret && typeof value.value === "string" ? value.value : ""))
    .join("");
