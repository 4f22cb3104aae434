/** What the module of official readers is asked; paths are those inside it: the stack's folder is `/stack`. */
export type ReaderRequest = { readonly compose: ComposeRequest } | { readonly kustomize: { readonly folder: string } };

interface ComposeRequest {
  /** Of the project. */
  readonly name: string;
  /** From where relative paths are meant. */
  readonly folder: string;
  readonly files: readonly string[];
  readonly profiles: readonly string[];
  /** Files with variables for the file itself. Empty: `.env` of the folder, if there is one. */
  readonly envFiles: readonly string[];
  /** What `${NAME}` in the files stands for. No secret: {@link ../compose} puts words in their place. */
  readonly environment: Readonly<Record<string, string>>;
}

/** A Kubernetes object as JSON. */
export interface ManifestObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

/** What the module answers. */
export interface ReaderAnswer {
  /** compose-go's canonical form of a project. */
  readonly model?: unknown;
  /** In the order in which they are to be made. */
  readonly objects?: readonly ManifestObject[];
  readonly warnings?: readonly string[];
  /** Why it refused what it read. */
  readonly error?: string;
}

/** Where a folder of this machine is inside the module. */
export interface Folders {
  /** The folder of Pulumi.yaml: `/stack`. */
  readonly stack: string;
  /** Sources that were fetched: `/fetched`. */
  readonly fetched?: string;
}

/** Paths that an answer came from, as they are inside the module. */
export interface ReaderResult {
  readonly answer: ReaderAnswer;
  readonly looked: readonly string[];
}
