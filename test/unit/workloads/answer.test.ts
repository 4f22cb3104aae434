import * as pulumi from "@pulumi/pulumi";
import { answerOf } from "../../../workloads/answer";

const fails = (reason: string) => jest.spyOn(pulumi.runtime, "invoke").mockRejectedValue(new Error(reason));

afterEach(() => jest.restoreAllMocks());

test("an engine that ends while our plugin is asked is no error of the program", async () => {
  fails("invocation of a:b:c returned an error: grpc: the client connection is closing");
  await expect(answerOf("a:b:c", {})).resolves.toEqual({});
});

test("whatever else our plugin says is one", async () => {
  fails("invocation of a:b:c returned an error: the kubeconfig is no YAML");
  await expect(answerOf("a:b:c", {})).rejects.toThrow("the kubeconfig is no YAML");
});
