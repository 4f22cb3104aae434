import { request } from "node:https";
import type { ClusterAccess } from "../../../kubernetes/spec";

/** Reads a path of a cluster's API server. */
export function readKubernetes<T>({ endpoint, caCertificate, token }: ClusterAccess, path: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const options = {
      host: endpoint,
      path,
      ca: caCertificate,
      headers: { Authorization: `Bearer ${token}` },
      timeout: 3000,
    };
    const call = request(options, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () => {
        if (answer.statusCode === 200) resolve(JSON.parse(Buffer.concat(chunks).toString("utf8")) as T);
        else reject(new Error(`${path}: ${answer.statusCode}`));
      });
    });
    call.on("timeout", () => call.destroy(new Error("the API server does not answer")));
    call.on("error", reject);
    call.end();
  });
}
