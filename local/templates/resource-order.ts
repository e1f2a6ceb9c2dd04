/** Resources that wait for each other in a circle. */
export class DependencyCycle extends Error {
  override readonly name = 'DependencyCycle';

  constructor(readonly cycle: readonly string[]) {
    super(`Circular dependency: ${[...cycle, cycle[0]].join(' -> ')}.`);
  }
}

/**
 * Names in an order in which each comes after what it depends on; among equals the given order stays.
 * @param dependencies by name; names that are not keys are no matter of the order.
 * @throws DependencyCycle that names the circle.
 */
export function dependencyOrder(dependencies: ReadonlyMap<string, Iterable<string>>): string[] {
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (name: string): void => {
    if (done.has(name)) return;
    const at = path.indexOf(name);
    if (at >= 0) throw new DependencyCycle(path.slice(at));
    path.push(name);
    for (const dependency of dependencies.get(name) ?? []) {
      if (dependencies.has(dependency)) visit(dependency);
    }
    path.pop();
    done.add(name);
  };
  for (const name of dependencies.keys()) visit(name);
  return [...done];
}
