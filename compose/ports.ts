import type { ComposeModel, ComposePort, ComposeService } from "./model";

/** Ports that other services name beside a service's name, as in `db:3306`. */
export function namedPorts(name: string, model: ComposeModel): number[] {
  const pattern = new RegExp(`(?<![\\w.-])${name.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")}:(\\d{1,5})(?!\\d)`, "g");
  const ports = Object.entries(model.services).flatMap(([other, service]) =>
    other === name ? [] : texts(service).flatMap((text) => [...text.matchAll(pattern)].map(([, port]) => Number(port))),
  );
  return [...new Set(ports)].filter((port) => port > 0 && port < 65536);
}

/** Whether another service names it, under a name that is not its own. */
export const isNamed = (name: string, model: ComposeModel): boolean =>
  Object.values(model.services).some((service) =>
    texts(service).some((text) => new RegExp(`(?<![\\w.-])${name}(?![\\w-])`).test(text)),
  );

const texts = ({ environment = {}, command, entrypoint }: ComposeService): string[] => [
  ...Object.values(environment).flatMap((value) => value ?? []),
  ...(command ?? []),
  ...(entrypoint ?? []),
];

/** `8080`, or nothing where a machine would choose one. */
export const publishedPort = ({ published }: ComposePort): number | undefined =>
  published === undefined || published === "" ? undefined : Number(published);

/** Whether a port is for the machine itself only. */
export const isLocal = ({ host_ip: address = "" }: ComposePort): boolean => /^(127\.|::1$|localhost$)/.test(address);

/** Ports that `expose` names: `3000`, `8000/udp`; ranges are written out by compose-go. */
export const exposedPorts = ({ expose = [] }: ComposeService): { readonly port: number; readonly protocol: string }[] =>
  expose.map((text) => {
    const [port, protocol = "tcp"] = String(text).split("/");
    return { port: Number(port), protocol };
  });
