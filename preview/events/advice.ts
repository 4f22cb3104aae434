import { nameOf } from "../../lib/urn";
import { readEventLog } from "./engine-event";

/** A failure of the Kubernetes plugin whose own words leave the next step to the reader. */
interface Problem {
  readonly pattern: RegExp;
  /** What to do. @param resource its name in the program */
  readonly advice: (match: RegExpExecArray, resource: string) => string;
}

const problems: readonly Problem[] = [
  {
    // k8s.io/apiserver: one conflict is written on the line, several of one manager below it.
    pattern: /Apply failed with \d+ conflicts?:((?:.|\n)*)/,
    advice: ([, conflicts = ""], resource) => {
      const managers = [...new Set([...conflicts.matchAll(/conflicts? with "([^"]+)"/g)].map(([, name = ""]) => name))];
      const fields = [...new Set([...conflicts.matchAll(/(?:^- |: )(\.[^\s,]+)/gm)].map(([, field = ""]) => field))];
      return [
        `${managers.join(", ")} wrote ${fields.join(", ")} of ${resource}, which the program states otherwise. Either way is open:`,
        `keep what was written, and state it in the program, or leave it to its writer with ignoreChanges: [${fields.map((field) => JSON.stringify(field.slice(1))).join(", ")}];`,
        `or take it back, with the annotation pulumi.com/patchForce: "true" on the object for one update.`,
      ].join("\n  ");
    },
  },
  {
    pattern: /namespaces "([^"]+)" not found/,
    advice: ([, namespace = ""], resource) =>
      `Nothing made the namespace ${namespace} while ${resource} waited for it. Correct the name, or make it: tenants.${namespace} in the stack file, or a Namespace that ${resource} depends on.`,
  },
  {
    pattern: /not successfully created by the Kubernetes API server: (\S+) "([^"]+)" already exists/,
    advice: ([, kinds = "", name = ""], resource) =>
      `If an update before this one broke off, it made ${kinds}/${name} and did not learn of it. See who did: kubectl get ${kinds} ${name} --show-managed-fields -o yaml. What pulumi-kubernetes made is yours: take it into the stack with \`pulumi import\` under the name ${resource}, or delete it. What somebody else made needs another name here.`,
  },
];

/** What can be done about an error, in lines for people; undefined where there is nothing to add to what it says. */
export function adviceOn(message: string, urn: string): string | undefined {
  for (const { pattern, advice } of problems) {
    const match = pattern.exec(message);
    if (match) return advice(match, urn === "" ? "the object" : nameOf(urn));
  }
  return undefined;
}

/** The same for every error of a run, each once. */
export function advicesIn(eventLog: string): string[] {
  const advices = readEventLog(eventLog).events.flatMap(({ diagnosticEvent: { severity, message, urn } = {} }) =>
    severity === "error" && message !== undefined ? [adviceOn(message, urn ?? "")] : [],
  );
  return [...new Set(advices)].filter((advice) => advice !== undefined);
}
