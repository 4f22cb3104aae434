import * as grpc from "@grpc/grpc-js";
import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import {
  AnalyzeResponse,
  AnalyzerInfo,
  AnalyzerStackConfigureResponse,
  RemediateResponse,
} from "@pulumi/pulumi/proto/analyzer_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";

/** A policy pack that does nothing and does not even read what it is asked about: what the engine takes for having any pack at all. */
const unread = <Method>(method: Method) => ({ ...method, requestDeserialize: (bytes: Buffer) => bytes });
const answering =
  (answer: () => unknown): grpc.handleUnaryCall<unknown, unknown> =>
  (_call, done) =>
    done(null, answer());

const server = new grpc.Server({ "grpc.max_receive_message_length": 400 * 2 ** 20 });
server.addService(
  {
    ...AnalyzerService,
    analyze: unread(AnalyzerService.analyze),
    analyzeStack: unread(AnalyzerService.analyzeStack),
    remediate: unread(AnalyzerService.remediate),
  },
  {
    analyze: answering(() => new AnalyzeResponse()),
    analyzeStack: answering(() => new AnalyzeResponse()),
    remediate: answering(() => new RemediateResponse()),
    getAnalyzerInfo: answering(() => {
      const info = new AnalyzerInfo();
      info.setName("empty");
      info.setVersion("1.0.0");
      return info;
    }),
    getPluginInfo: answering(() => {
      const info = new PluginInfo();
      info.setVersion("1.0.0");
      return info;
    }),
    configureStack: answering(() => new AnalyzerStackConfigureResponse()),
    configure: answering(() => {
      const { responseType: Empty } = AnalyzerService.configure as unknown as { responseType: new () => unknown };
      return new Empty();
    }),
  },
);
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  process.stdout.write(`${port}\n`);
});
