import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WASI } from "node:wasi";
import type { Folders, ReaderAnswer, ReaderRequest, ReaderResult } from "./request";

/**
 * Asks the module once, in this process, which should end afterwards: a module of this size takes 150 MB. It sees the given folders and
 * nothing else of this machine, neither its environment nor the network.
 * @param path of the WebAssembly module
 */
export async function askModule(path: string, request: ReaderRequest, folders: Folders): Promise<ReaderResult> {
  const scratch = mkdtempSync(join(tmpdir(), "gke-bluegreen-read-"));
  writeFileSync(join(scratch, "request"), JSON.stringify(request), { mode: 0o600 });
  const files = [
    openSync(join(scratch, "request"), "r"),
    openSync(join(scratch, "answer"), "w", 0o600),
    openSync(join(scratch, "errors"), "w", 0o600),
  ] as const;
  try {
    const wasi = new WASI({
      version: "preview1",
      args: ["readers"],
      // kustomize asks where it is, and Go where the home is.
      env: { PWD: "/stack", HOME: "/stack" },
      preopens: { "/stack": folders.stack, ...(folders.fetched !== undefined && { "/fetched": folders.fetched }) },
      stdin: files[0],
      stdout: files[1],
      stderr: files[2],
      returnOnExit: true,
    });
    const looked = new Set<string>();
    const { module, calls } = await prepared(path, wasi, looked);
    const instance = await runtime.instantiate(module, { wasi_snapshot_preview1: calls });
    memory = instance.exports.memory;
    const code = wasi.start(instance);
    if (code !== 0)
      throw new Error(
        `the reader ended with code ${code}: ${readFileSync(join(scratch, "errors"), "utf8").slice(-2000)}`,
      );
    const answer = JSON.parse(readFileSync(join(scratch, "answer"), "utf8")) as ReaderAnswer;
    return { answer, looked: [...looked].sort() };
  } finally {
    for (const file of files) closeSync(file);
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** What is used of WebAssembly, which Node has and its types do not name. */
interface Runtime {
  compile(code: Uint8Array): Promise<object>;
  instantiate(module: object, imports: object): Promise<{ readonly exports: { readonly memory: Memory } }>;
}
interface Memory {
  readonly buffer: ArrayBuffer;
}
const { WebAssembly: runtime } = globalThis as unknown as { readonly WebAssembly: Runtime };

let memory: Memory | undefined;

/** Descriptors of the folders, in the order in which they are given: WASI numbers them from 3. */
const roots = ["/stack", "/fetched"];

type PathCall = (fd: number, flags: number, start: number, length: number, ...rest: number[]) => number;

/** WASI's calls, where those that look for a file note which. */
async function prepared(path: string, wasi: WASI, looked: Set<string>) {
  const calls = { ...wasi.wasiImport } as Record<string, PathCall>;
  for (const name of ["path_open", "path_filestat_get"]) {
    const original = calls[name];
    if (!original) throw new Error(`node:wasi has no ${name}`);
    calls[name] = (fd, flags, start, length, ...rest) => {
      const root = roots[fd - 3];
      if (memory && root !== undefined)
        looked.add(join(root, Buffer.from(memory.buffer, start, length).toString("utf8")));
      return original(fd, flags, start, length, ...rest);
    };
  }
  return { module: await runtime.compile(readFileSync(path)), calls };
}
