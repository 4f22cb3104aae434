/**
 * What a load test's container runs, in Node alone. Requests begin on time however slow the answers are, so that a stalled server is seen
 * as slow answers and not as fewer requests. Its summary goes to the log and to where Kubernetes shows why a container ended.
 */
export const LOAD_TEST_PROGRAM = `
import http from "node:http";
import https from "node:https";
import { writeFileSync } from "node:fs";

const { URL: address, RATE, SECONDS, MAX_ERROR_RATE, MAX_LATENCY_MS } = process.env;
const url = new URL(address);
const { request, Agent } = url.protocol === "https:" ? https : http;
const agent = new Agent({ keepAlive: true });
const total = Math.max(1, Math.round(Number(RATE) * Number(SECONDS)));
const latencies = [];
const failures = {};
let sent = 0;

const began = performance.now();
const fail = (reason) => { failures[reason] = (failures[reason] ?? 0) + 1; };

function ask() {
  sent++;
  return new Promise((done) => {
    const start = performance.now();
    const call = request(url, { agent, timeout: 10_000 }, (answer) => {
      answer.resume();
      answer.on("end", () => {
        latencies.push(performance.now() - start);
        if (answer.statusCode >= 400) fail("status " + answer.statusCode);
        done();
      });
      answer.on("error", (error) => { fail(error.code ?? error.message); done(); });
    });
    call.on("timeout", () => call.destroy(Object.assign(new Error("timeout"), { code: "no answer in 10 s" })));
    call.on("error", (error) => { fail(error.code ?? error.message); done(); });
    call.end();
  });
}

await new Promise((done) => {
  const pending = [];
  const timer = setInterval(() => {
    const due = Math.min(total, Math.floor(((performance.now() - began) / 1000) * Number(RATE)) + 1);
    while (sent < due) pending.push(ask());
    if (sent < total) return;
    clearInterval(timer);
    Promise.all(pending).then(done);
  }, 5);
});
agent.destroy();

latencies.sort((a, b) => a - b);
const percentile = (share) => Math.round((latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0) * 10) / 10;
const failed = Object.values(failures).reduce((sum, count) => sum + count, 0);
const slow = MAX_LATENCY_MS !== undefined && percentile(0.99) > Number(MAX_LATENCY_MS);
const tooMany = failed / total > Number(MAX_ERROR_RATE);
const summary = { url: address, requests: total, failed, failures, milliseconds: { p50: percentile(0.5), p95: percentile(0.95), p99: percentile(0.99), max: percentile(1) } };
const verdict = tooMany ? "failed: " + failed + " of " + total + " requests" : slow ? "failed: p99 over " + MAX_LATENCY_MS + " ms" : "passed";
console.log(JSON.stringify({ ...summary, verdict }));
try {
  writeFileSync("/dev/termination-log", verdict + " " + JSON.stringify(summary));
} catch {}
process.exit(tooMany || slow ? 1 : 0);
`.trimStart();
