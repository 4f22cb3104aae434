import type { FieldSupport, Service } from "../transport/call";
import { Directory } from "../transport/directory";
import { supportOf } from "../transport/dispatch";
import type { Method, Schema } from "../transport/schema";
import { services, type World } from "../services";
import { gaps, partialMethods, type Gap } from "./gaps";

/** `real`: does what Google's does. `partial`: answers, and some of it has no effect here. `absent`: refused with 501. */
export type Support = "real" | "partial" | "absent";

/** How much of one method is served. */
export interface MethodFidelity {
  readonly name: string;
  readonly support: Support;
  /** Why it is partial, where no field says so. */
  readonly note?: string;
  /** Path in the request → its support, for whole branches that are alike. Fields of absent methods are not listed. */
  readonly fields?: Readonly<Record<string, Support>>;
}
/** How much of one API is served. */
export interface ApiFidelity {
  readonly api: string;
  readonly package: string;
  /** Whether another version of the API is the one to read first. */
  readonly older: boolean;
  readonly source: string;
  readonly methods: readonly MethodFidelity[];
}
/** How much of all APIs is served. */
export interface FidelityReport {
  readonly apis: readonly ApiFidelity[];
  readonly gaps: readonly Gap[];
}

/** What the sandbox does of every method and request field that Google's definitions have, from what the server itself refuses by. */
export function fidelityReport(): FidelityReport {
  const directory = new Directory();
  // The tables are looked at and never called.
  const all = services({ folder: "", accessToken: "" } as unknown as World);
  const newest = (schema: Schema) => directory.schemas.filter(({ api }) => api === schema.api).some(isBeta);
  return {
    apis: directory.schemas.map((schema) => {
      const service = all.find(({ api }) => api === schema.api);
      return {
        api: schema.api,
        package: schema.package,
        older: newest(schema) && !isBeta(schema),
        source: schema.source,
        methods: schema.methods.map((method) => methodFidelity(service, method)),
      };
    }),
    gaps,
  };
}

const isBeta = ({ package: name }: Schema) => name.includes("beta");

function methodFidelity(service: Service | undefined, method: Method): MethodFidelity {
  if (!service?.handlers[method.key]) return { name: method.key, support: "absent" };
  const fields = Object.fromEntries(branches(service, method, method.request, "", []));
  const note = partialMethods[method.key];
  const whole = note === undefined && Object.values(fields).every((support) => support === "real");
  return {
    name: method.key,
    support: whole ? "real" : "partial",
    ...(note === undefined ? {} : { note }),
    fields: whole ? { "*": "real" } : fields,
  };
}

const SHOWN: Readonly<Record<FieldSupport, Support>> = { real: "real", recorded: "partial", absent: "absent" };

/** The fields below a message, each branch whose fields are alike as one. */
function branches(
  service: Service,
  method: Method,
  type: string,
  prefix: string,
  inside: readonly string[],
): [string, Support][] {
  return [...(method.schema.fields(type)?.values() ?? [])]
    .filter(({ outputOnly }) => !outputOnly)
    .flatMap((field): [string, Support][] => {
      const path = prefix ? `${prefix}.${field.name}` : field.name;
      const own = SHOWN[supportOf(service.fields ?? {}, method.key, path)];
      const isMessage = method.schema.fields(field.type) !== undefined && !inside.includes(field.type);
      if (!isMessage || own === "absent") return [[path, own]];
      const below = branches(service, method, field.type, path, [...inside, field.type]);
      return below.every(([, support]) => support === own) ? [[path, own]] : below;
    });
}
