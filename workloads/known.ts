import * as pulumi from "@pulumi/pulumi";

/** A value that may come from another resource, in the clear; nothing where a preview cannot know it. */
export async function known<T>(value: pulumi.Input<T>): Promise<T | undefined> {
  const found: unknown = await pulumi.runtime.serializeProperty("", value);
  const bare: unknown = pulumi.runtime.unwrapRpcSecret(found);
  return bare === pulumi.runtime.unknownValue ? undefined : (bare as T);
}
