/**
 * A value that must not be shown: it prints, serialises and inspects as `[secret]`, so that no log, error or JSON dump can carry it.
 * Only `reveal()` gives it, and what it gives belongs in `pulumi.secret(…)`.
 */
export class Sensitive {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return "[secret]";
  }

  toJSON(): string {
    return "[secret]";
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return "[secret]";
  }
}
