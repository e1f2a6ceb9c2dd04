/**
 * Runs one task per name, each after those that it depends on, all others at once. After a failure no further task starts;
 * those that run are waited for.
 * @param dependencies by name, without a cycle; dependencies that are not keys are no matter of the order.
 * @throws the first failure.
 */
export async function runInOrder(
  dependencies: ReadonlyMap<string, readonly string[]>,
  task: (name: string) => Promise<void>,
): Promise<void> {
  const running = new Map<string, Promise<void>>();
  let failure: { readonly error: unknown } | undefined;
  const start = (name: string): Promise<void> => {
    const known = running.get(name);
    if (known !== undefined) return known;
    const before = (dependencies.get(name) ?? []).filter((dependency) => dependencies.has(dependency)).map(start);
    const done = Promise.all(before).then(async () => {
      if (failure !== undefined) return;
      try {
        await task(name);
      } catch (error) {
        failure ??= { error };
      }
    });
    running.set(name, done);
    return done;
  };
  await Promise.all([...dependencies.keys()].map(start));
  if (failure !== undefined) throw (failure as { readonly error: unknown }).error;
}

/** The same edges the other way round: for what must be removed before what it depends on. */
export function reversed(dependencies: ReadonlyMap<string, readonly string[]>): Map<string, string[]> {
  const back = new Map<string, string[]>([...dependencies.keys()].map((name) => [name, []]));
  for (const [name, needed] of dependencies) {
    for (const dependency of needed) back.get(dependency)?.push(name);
  }
  return back;
}
