import { catatonit, certificates, nodeRuntime, passwd, shell, temporary } from "./contents";
import type { Content } from "./contents";
import { npm, pythonRuntime } from "./language-runtimes";

/** An image made of files that this machine has, under the public names that programs and Dockerfiles know it by. */
export interface BaseImage {
  /** Full names with tags. */
  readonly names: readonly string[];
  /** What is put in, in this order. */
  readonly contents: readonly Content[];
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly user: string;
}

/** Where images look for programs. */
export const path = { PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" };
const distroless = { ...path, SSL_CERT_FILE: "/etc/ssl/certs/ca-certificates.crt" };
const staticContents = [passwd, certificates, temporary];

/** What every sandbox's registry has from the start. No public registry is needed, and none is asked. */
export const baseImages: readonly BaseImage[] = [
  {
    names: ["registry.k8s.io/pause:3.10"],
    contents: [catatonit],
    entrypoint: ["/pause", "-P"],
    command: [],
    environment: path,
    user: "65535:65535",
  },
  {
    names: ["docker.io/library/busybox:latest", "docker.io/library/busybox:1"],
    contents: [passwd, temporary, shell],
    entrypoint: [],
    command: ["sh"],
    environment: path,
    user: "",
  },
  {
    names: ["gcr.io/distroless/static-debian12:latest", "gcr.io/distroless/static:latest"],
    contents: staticContents,
    entrypoint: [],
    command: [],
    environment: distroless,
    user: "0",
  },
  {
    names: ["gcr.io/distroless/static-debian12:nonroot", "gcr.io/distroless/static:nonroot"],
    contents: staticContents,
    entrypoint: [],
    command: [],
    environment: distroless,
    user: "65532",
  },
  {
    names: ["docker.io/library/node:20-slim", "docker.io/library/node:20", "docker.io/library/node:lts-slim"],
    contents: [passwd, certificates, temporary, shell, nodeRuntime],
    entrypoint: ["docker-entrypoint.sh"],
    command: ["node"],
    environment: { ...path, NODE_VERSION: process.versions.node },
    user: "",
  },
];

/** What builds that install packages begin with: only where they reach a registry of packages. */
export const packageBaseImages: readonly BaseImage[] = [
  {
    names: ["docker.io/library/python:3.11-slim", "docker.io/library/python:3.11", "docker.io/library/python:3-slim"],
    contents: [passwd, certificates, temporary, shell, pythonRuntime],
    entrypoint: [],
    command: ["python3"],
    environment: { ...path, LANG: "C.UTF-8" },
    user: "",
  },
  {
    names: ["docker.io/library/node:20-bookworm-slim", "docker.io/library/node:20-bookworm"],
    contents: [passwd, certificates, temporary, shell, nodeRuntime, npm],
    entrypoint: ["docker-entrypoint.sh"],
    command: ["node"],
    environment: { ...path, NODE_VERSION: process.versions.node },
    user: "",
  },
];
