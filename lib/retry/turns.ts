/** Pieces of work on one thing, one after the other, in the order they were asked for; that one of them failed ends none of the next. */
export class Turns {
  private readonly last = new Map<string, Promise<unknown>>();

  /**
   * Does the work when all that came before it for the same key has ended, and answers what it answers.
   * @param key what only one may work on at a time
   */
  take<T>(key: string, work: () => Promise<T>): Promise<T> {
    const mine = (this.last.get(key) ?? Promise.resolve()).then(work, work);
    this.last.set(key, mine);
    return mine;
  }
}
