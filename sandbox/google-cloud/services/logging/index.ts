import { randomBytes } from "node:crypto";
import type { LogEntry, Methods } from "../../definitions/logging-v2.types";
import { handlers, type Service } from "../../transport/call";
import { invalid } from "../../transport/errors";
import type { Json } from "../../transport/read";
import type { Store } from "../../state/store";
import type { Build } from "../../definitions/cloudbuild-v1.types";
import { buildLog } from "../cloudbuild";
import { page } from "../shared/paging";
import { project as findProject } from "../shared/projects";

/** Cloud Logging: what was written through the API, and the logs of builds. */
export function logging(folder: string): Service {
  return {
    api: "logging",
    alwaysEnabled: true,
    handlers: handlers<Methods>({
      "LoggingServiceV2.WriteLogEntries": ({ entries = [], logName, resource, labels, dryRun }, { store }) => {
        for (const entry of entries) {
          const now = new Date().toISOString();
          const whole: LogEntry = {
            ...entry,
            logName: entry.logName ?? logName,
            resource: entry.resource ?? resource,
            labels: { ...labels, ...entry.labels },
            timestamp: entry.timestamp ?? now,
            receiveTimestamp: now,
            severity: entry.severity ?? "DEFAULT",
            insertId: entry.insertId ?? randomBytes(8).toString("hex"),
          };
          const project = /^projects\/([^/]+)\/logs\/.+/.exec(whole.logName ?? "")?.[1];
          if (!project)
            throw invalid(
              `Invalid log name ${JSON.stringify(whole.logName ?? "")}: expected projects/PROJECT/logs/LOG.`,
            );
          if (!whole.resource?.type) throw invalid("Each log entry must have a resource with a type.");
          if (!dryRun)
            store.put(
              ["logEntry", findProject(store, project).id, whole.timestamp ?? now, whole.insertId ?? ""],
              whole,
            );
        }
        return {};
      },
      "LoggingServiceV2.ListLogEntries": (
        { resourceNames = [], filter = "", orderBy, pageSize, pageToken },
        { store },
      ) => {
        if (resourceNames.length === 0) throw invalid("resource_names must not be empty.");
        const all = resourceNames.flatMap((name) => {
          const project = findProject(store, /^projects\/([^/]+)/.exec(name)?.[1] ?? "").id;
          return [...store.list<LogEntry>("logEntry", project), ...buildEntries(store, folder, project, filter)];
        });
        const matching = all.filter((entry) => matches(entry, filter));
        matching.sort((a, b) => (a.timestamp ?? "").localeCompare(b.timestamp ?? ""));
        if (orderBy === "timestamp desc") matching.reverse();
        const { items, nextPageToken } = page(
          matching,
          pageSize || 50,
          pageToken,
          `${resourceNames.join()} ${filter} ${orderBy ?? ""}`,
        );
        return { entries: items, nextPageToken };
      },
      "LoggingServiceV2.ListLogs": ({ parent = "", pageSize, pageToken }, { store }) => {
        const project = findProject(store, parent.replace("projects/", "")).id;
        const names = new Set(store.list<LogEntry>("logEntry", project).map(({ logName }) => logName ?? ""));
        if (store.list("build", project).length > 0) names.add(`projects/${project}/logs/cloudbuild`);
        const { items, nextPageToken } = page([...names].sort(), pageSize, pageToken, parent);
        return { logNames: items, nextPageToken };
      },
      "LoggingServiceV2.DeleteLog": ({ logName = "" }, { store }) => {
        const project = findProject(store, /^projects\/([^/]+)/.exec(logName)?.[1] ?? "").id;
        for (const [key, entry] of store.entries<LogEntry>("logEntry", project)) {
          if (entry.logName === logName) store.remove(key as [string, ...string[]]);
        }
        return {};
      },
    }),
  };
}

/** A build's log as entries of the log `cloudbuild`. Only the builds that the filter names are read, if it names any. */
function buildEntries(store: Store, folder: string, project: string, filter: string): LogEntry[] {
  const asked = /resource\.labels\.build_id\s*=\s*"?([\w-]+)"?/.exec(filter)?.[1];
  return store
    .list<Build>("build", project)
    .filter(({ id }) => asked === undefined || id === asked)
    .flatMap(({ id = "", startTime, createTime }) =>
      buildLog(folder, id)
        .split("\n")
        .filter(Boolean)
        .map((textPayload, index): LogEntry => ({
          logName: `projects/${project}/logs/cloudbuild`,
          resource: { type: "build", labels: { build_id: id, project_id: project } },
          textPayload,
          timestamp: startTime ?? createTime,
          severity: "INFO",
          insertId: `${id}-${String(index).padStart(6, "0")}`,
        })),
    );
}

/** `field="value"`, `severity>=ERROR`, a bare word; joined by AND or line breaks. */
function matches(entry: LogEntry, filter: string): boolean {
  return filter
    .split(/\s+AND\s+|\n+/i)
    .map((term) => term.trim())
    .filter(Boolean)
    .every((term) => {
      const [, field, operator, quoted, plain] =
        /^([\w./]+)\s*(=|!=|:|>=|<=|>|<)\s*(?:"([^"]*)"|(\S+))$/.exec(term) ?? [];
      if (!field) return JSON.stringify(entry).includes(term.replace(/^"|"$/g, ""));
      const value = quoted ?? plain ?? "";
      const found = field.split(".").reduce<unknown>((at, key) => (at as Json | undefined)?.[key], entry);
      const text = typeof found === "string" ? found : JSON.stringify(found ?? "");
      if (field === "severity" && operator !== "=") return SEVERITIES.indexOf(text) >= SEVERITIES.indexOf(value);
      switch (operator) {
        case "=":
          return text === value;
        case "!=":
          return text !== value;
        case ":":
          return text.includes(value);
        default:
          return operator?.startsWith(">") ? text >= value : text <= value;
      }
    });
}

const SEVERITIES = ["DEFAULT", "DEBUG", "INFO", "NOTICE", "WARNING", "ERROR", "CRITICAL", "ALERT", "EMERGENCY"];
