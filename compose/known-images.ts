/** What must be known of a public image in order to run it, and compose never had to say. */
export interface KnownImage {
  /** Where it listens. */
  readonly port: number;
  /** Keeps data, so that two colours of it would be two databases. */
  readonly database?: true;
  /** The user it can run as. Absent: it starts as root and has to. */
  readonly user?: number;
  /** What of root's powers its start needs. */
  readonly capabilities?: readonly ("CHOWN" | "SETGID" | "SETUID" | "DAC_OVERRIDE" | "NET_BIND_SERVICE")[];
  readonly memory?: string;
}

/** Docker Hub's official images by name. Source: their pages and Dockerfiles, https://github.com/docker-library, read 2026-11. */
const official: Readonly<Record<string, KnownImage>> = {
  caddy: { port: 80, user: 1000 },
  cassandra: { port: 9042, database: true, user: 999, memory: "2Gi" },
  elasticsearch: { port: 9200, database: true, user: 1000, memory: "2Gi" },
  httpd: { port: 80, capabilities: ["CHOWN", "SETGID", "SETUID", "NET_BIND_SERVICE"] },
  influxdb: { port: 8086, database: true, user: 1000 },
  mariadb: { port: 3306, database: true, user: 999, memory: "1Gi" },
  memcached: { port: 11211, user: 11211 },
  mongo: { port: 27017, database: true, user: 999, memory: "1Gi" },
  mysql: { port: 3306, database: true, user: 999, memory: "1Gi" },
  nginx: { port: 80, capabilities: ["CHOWN", "SETGID", "SETUID", "DAC_OVERRIDE", "NET_BIND_SERVICE"] },
  postgres: { port: 5432, database: true, user: 999, memory: "1Gi" },
  rabbitmq: { port: 5672, database: true, user: 999, memory: "1Gi" },
  redis: { port: 6379, database: true, user: 999 },
  valkey: { port: 6379, database: true, user: 999 },
};

/** Only of Docker Hub's own names: another registry's `mysql` is another image. */
export function knownImage(reference: string | undefined): KnownImage | undefined {
  const [, name = ""] =
    /^docker\.io\/library\/([^:@]+)/.exec(reference === undefined ? "" : fullReference(reference)) ?? [];
  return official[name];
}

/** `nginx` → `docker.io/library/nginx:latest`, as a container engine reads it. */
export function fullReference(image: string): string {
  const [first = "", ...rest] = image.split("/");
  const hasRegistry = rest.length > 0 && (first.includes(".") || first.includes(":") || first === "localhost");
  const named = hasRegistry ? image : `docker.io/${rest.length > 0 ? image : `library/${image}`}`;
  if (named.includes("@")) return named.replace(/:[^:/@]+@/, "@");
  return /:[^/]+$/.test(named) ? named : `${named}:latest`;
}
