import {
  makeInformer,
  type KubeConfig,
  type KubernetesListObject,
  type KubernetesObject,
} from "@kubernetes/client-node";

const RETRY_MS = 500;

/** All objects of one kind, kept up to date by a watch that is taken up again whenever it breaks. */
export class Watched<T extends KubernetesObject> {
  private constructor(private readonly objects: () => readonly T[]) {}

  /** Resolves when the objects that exist are known. `onChange` is called after every later change. */
  static async start<T extends KubernetesObject>(
    config: KubeConfig,
    path: string,
    list: () => Promise<KubernetesListObject<T>>,
    onChange: () => void,
  ): Promise<Watched<T>> {
    const informer = makeInformer(config, path, list);
    for (const verb of ["add", "update", "delete"] as const) informer.on(verb, onChange);
    informer.on("connect", onChange);
    const restart = () => {
      informer.start().then(onChange, () => setTimeout(restart, RETRY_MS));
    };
    informer.on("error", () => setTimeout(restart, RETRY_MS));
    await informer.start();
    return new Watched(() => informer.list());
  }

  list(): readonly T[] {
    return this.objects();
  }
}

/** Runs work after changes, once started: never twice at once, never missing the last change, and again when it failed. */
export class Reconciler {
  private started = false;
  private running = false;
  private wanted = false;

  constructor(
    private readonly name: string,
    private readonly work: () => Promise<void>,
    private readonly retryMs = RETRY_MS,
  ) {}

  /** Has the work done soon; many pokes at once are one. */
  readonly poke = (): void => {
    this.wanted = true;
    if (this.started && !this.running) void this.run();
  };

  /** To be called when all that the work reads is known. */
  start(): void {
    this.started = true;
    this.poke();
  }

  private async run(): Promise<void> {
    this.running = true;
    while (this.wanted) {
      this.wanted = false;
      await this.work().catch((error: unknown) => {
        console.error(`${this.name}: ${error instanceof Error ? error.message : String(error)}; trying again`);
        setTimeout(this.poke, this.retryMs);
      });
    }
    this.running = false;
  }
}
