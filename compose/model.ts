/**
 * compose-go's canonical form of a project, as far as it is looked into. Every other key is judged by its name alone.
 * Source: https://github.com/compose-spec/compose-spec/blob/main/spec.md
 */
export interface ComposeModel {
  readonly name: string;
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly networks?: Readonly<Record<string, ComposeNetwork | null>>;
  readonly volumes?: Readonly<Record<string, Readonly<Record<string, unknown>> | null>>;
  readonly secrets?: Readonly<Record<string, ComposeFileSource>>;
  readonly configs?: Readonly<Record<string, ComposeFileSource>>;
  readonly [key: string]: unknown;
}

export interface ComposeService {
  readonly image?: string;
  readonly build?: ComposeBuild;
  readonly command?: readonly string[] | null;
  readonly entrypoint?: readonly string[] | null;
  readonly environment?: Readonly<Record<string, string | null>>;
  readonly ports?: readonly ComposePort[];
  readonly expose?: readonly string[];
  readonly volumes?: readonly ComposeMount[];
  readonly tmpfs?: readonly string[];
  readonly secrets?: readonly ComposeFileMount[];
  readonly configs?: readonly ComposeFileMount[];
  readonly healthcheck?: ComposeHealthcheck;
  readonly depends_on?: Readonly<Record<string, ComposeDependency>>;
  readonly networks?: Readonly<Record<string, { readonly aliases?: readonly string[] } | null>>;
  readonly restart?: string;
  readonly scale?: number;
  readonly deploy?: ComposeDeploy;
  readonly cpus?: number | string;
  readonly mem_limit?: string;
  readonly mem_reservation?: string;
  readonly user?: string;
  readonly working_dir?: string;
  readonly hostname?: string;
  readonly container_name?: string;
  readonly read_only?: boolean;
  readonly platform?: string;
  readonly stop_grace_period?: string;
  readonly shm_size?: string;
  readonly sysctls?: Readonly<Record<string, string>>;
  readonly cap_add?: readonly string[];
  readonly group_add?: readonly string[];
  /** `host=address`. */
  readonly extra_hosts?: readonly string[];
  readonly links?: readonly string[];
  readonly network_mode?: string;
  readonly [key: string]: unknown;
}

interface ComposeBuild {
  readonly context: string;
  readonly dockerfile?: string;
  readonly args?: Readonly<Record<string, string | null>>;
  readonly target?: string;
  readonly [key: string]: unknown;
}

export interface ComposePort {
  readonly target: number;
  readonly published?: string;
  readonly protocol?: string;
  readonly host_ip?: string;
}

export interface ComposeMount {
  readonly type: string;
  readonly source?: string;
  readonly target: string;
  readonly read_only?: boolean;
  readonly tmpfs?: { readonly size?: string | number };
  readonly volume?: { readonly subpath?: string };
}

/** Where the content of a config or of a secret is. */
export interface ComposeFileSource {
  readonly file?: string;
  readonly content?: string;
  readonly environment?: string;
  readonly external?: boolean;
}

export interface ComposeFileMount {
  readonly source: string;
  readonly target?: string;
}

export interface ComposeHealthcheck {
  readonly test?: readonly string[];
  readonly interval?: string;
  readonly timeout?: string;
  readonly retries?: number;
  readonly start_period?: string;
  readonly start_interval?: string;
  readonly disable?: boolean;
}

interface ComposeDependency {
  readonly condition: string;
  readonly required?: boolean;
}

interface ComposeNetwork {
  readonly internal?: boolean;
}

interface ComposeDeploy {
  readonly mode?: string;
  readonly replicas?: number;
  readonly resources?: {
    readonly limits?: { readonly cpus?: string | number; readonly memory?: string };
    readonly reservations?: { readonly cpus?: string | number; readonly memory?: string };
  };
  readonly [key: string]: unknown;
}
