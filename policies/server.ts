import * as grpc from "@grpc/grpc-js";
import type {
  EnforcementLevel,
  Policy,
  PolicyPackArgs,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from "@pulumi/policy";
import { convertEnforcementLevel, makeAnalyzerInfo } from "@pulumi/policy/protoutil";
import { makeAnalyzeRpcFun, makeAnalyzeStackRpcFun, makeRemediateRpcFun } from "@pulumi/policy/server";
import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import {
  AnalyzerStackConfigureResponse,
  RemediateResponse,
  type ConfigureAnalyzerRequest,
} from "@pulumi/pulumi/proto/analyzer_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";

/** What the SDK takes as a violation in the name of another policy; its types know texts only. */
export type Report = (
  violation: Omit<Policy, "enforcementLevel"> & {
    readonly message: string;
    readonly enforcementLevel: EnforcementLevel;
    readonly urn?: string;
  },
) => void;

/** How the engine wants one policy taken. */
export interface Configured {
  readonly enforcementLevel: EnforcementLevel;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** A policy pack as the engine asks for it. */
export interface Pack {
  readonly name: string;
  readonly version: string;
  /** What the engine is told of the policies. */
  readonly policies: readonly Policy[];
  /** Called before anything is analysed. */
  readonly configure: (configuration: ReadonlyMap<string, Configured>) => void;
  /** Everything there is to say about one resource, and about the stack: one function each. */
  readonly resource: ResourceValidationPolicy;
  readonly stack: StackValidationPolicy;
  /** Policies that mend, as far as they are to mend. */
  readonly remediations: () => readonly ResourceValidationPolicy[];
}

/**
 * Serves a pack to the engine, in place of the SDK's `PolicyPack`. That one reads a resource's properties anew for every policy, so a
 * hundred policies read each a hundred times; here each is read once, by the SDK's own functions, and then judged by all rules.
 */
export function servePack(pack: Pack): void {
  const { name, version } = pack;
  const server = new grpc.Server({ "grpc.max_receive_message_length": 400 * 2 ** 20 });
  const args: PolicyPackArgs = { policies: pack.policies as PolicyPackArgs["policies"] };
  server.addService(lateRemediation, {
    analyze: makeAnalyzeRpcFun(name, version, "advisory", [pack.resource]),
    analyzeStack: makeAnalyzeStackRpcFun(name, version, "advisory", [pack.stack]),
    remediate: ((call, answer) => {
      const remediations = pack.remediations();
      if (remediations.length === 0) return answer(null, new RemediateResponse());
      const request = AnalyzerService.remediate.requestDeserialize(call.request);
      makeRemediateRpcFun(name, version, "advisory", [...remediations])(Object.assign(call, { request }), answer);
    }) as grpc.handleUnaryCall<Buffer, unknown>,
    getAnalyzerInfo: answering(() => makeAnalyzerInfo(name, version, "advisory", args)),
    getPluginInfo: answering(() => {
      const info = new PluginInfo();
      info.setVersion(version);
      return info;
    }),
    configureStack: answering(() => new AnalyzerStackConfigureResponse()),
    configure: answering((request: ConfigureAnalyzerRequest) => {
      pack.configure(configurationOf(request));
      // Not of google-protobuf's own module, of which there may be two: the service asks for the class that it was made with.
      const { responseType: Empty } = AnalyzerService.configure as unknown as { responseType: new () => unknown };
      return new Empty();
    }),
  });
  server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
    if (error) throw error;
    // The engine waits for this line.
    process.stdout.write(`${port}\n`);
  });
}

/** The engine offers each resource for mending. Where no rule may mend it is not even read, which was a third of the pack's work. */
const lateRemediation = {
  ...AnalyzerService,
  remediate: { ...AnalyzerService.remediate, requestDeserialize: (bytes: Buffer) => bytes },
};

function configurationOf(request: ConfigureAnalyzerRequest): Map<string, Configured> {
  const configuration = new Map<string, Configured>();
  request.getPolicyconfigMap().forEach((policy, name) => {
    configuration.set(name, {
      enforcementLevel: convertEnforcementLevel(policy.getEnforcementlevel()),
      settings: policy.getProperties()?.toJavaScript() ?? {},
    });
  });
  return configuration;
}

function answering<Request, Response>(work: (request: Request) => Response): grpc.handleUnaryCall<Request, Response> {
  return (call, answer) => {
    try {
      answer(null, work(call.request));
    } catch (error) {
      answer(error as Error);
    }
  };
}
