/**
 * Work that is done once for each key, however many ask for it at the same time, and again only where it failed.
 * @param work what is done; what it is told beside the key is told by whoever asks first
 */
export function oncePerKey<K, T, Rest extends readonly unknown[]>(
  work: (key: K, ...rest: Rest) => Promise<T>,
): (key: K, ...rest: Rest) => Promise<T> {
  const known = new Map<K, Promise<T>>();
  return (key, ...rest) => {
    const done = known.get(key) ?? work(key, ...rest);
    known.set(key, done);
    done.then(undefined, () => known.delete(key));
    return done;
  };
}
