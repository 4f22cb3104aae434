/** Functions of the policy SDK that its own `PolicyPack` is made of; the package has no types for them. */
declare module "@pulumi/policy/server" {
  import type { handleUnaryCall } from "@grpc/grpc-js";
  import type { EnforcementLevel, Policy } from "@pulumi/policy";
  type Make = (
    pack: string,
    version: string,
    level: EnforcementLevel,
    policies: readonly Policy[],
  ) => handleUnaryCall<unknown, unknown>;
  export const makeAnalyzeRpcFun: Make;
  export const makeAnalyzeStackRpcFun: Make;
  export const makeRemediateRpcFun: Make;
}

declare module "@pulumi/policy/protoutil" {
  import type { EnforcementLevel, PolicyPackArgs } from "@pulumi/policy";
  import type { AnalyzerInfo } from "@pulumi/pulumi/proto/analyzer_pb";
  export function makeAnalyzerInfo(
    pack: string,
    version: string,
    level: EnforcementLevel,
    args: PolicyPackArgs,
  ): AnalyzerInfo;
  export function convertEnforcementLevel(level: number): EnforcementLevel;
}

declare module "@pulumi/policy/proxy" {
  /** What a rule gets in the place of a resource's properties: it throws where an unknown value is read. */
  export function unknownCheckingProxy<Props extends object>(props: Props): Props;
  export const unknownStringValue: string;
}
