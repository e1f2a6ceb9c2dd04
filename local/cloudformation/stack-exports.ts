import type { OutputRecord, StackRecord } from './stack-record';

export interface StackExport {
  readonly name: string;
  readonly value: string;
  readonly stackId: string;
}

/** What the stacks export, in the order of their names. */
export function exportsOf(records: Iterable<StackRecord>): StackExport[] {
  return [...records]
    .flatMap(({ stackId, outputs }) =>
      Object.values(outputs).flatMap(({ exportName, value }) =>
        exportName === undefined ? [] : [{ name: exportName, value, stackId }],
      ),
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * Refuses outputs whose exports clash with another stack's, or that take away or change what another stack has imported.
 * @throws Error in CloudFormation's words.
 */
export function checkExports(
  stack: StackRecord,
  outputs: Readonly<Record<string, OutputRecord>>,
  others: readonly StackRecord[],
): void {
  const after = new Map(
    Object.values(outputs).flatMap(({ exportName, value }) => (exportName === undefined ? [] : [[exportName, value]])),
  );
  const foreign = exportsOf(others).find(({ name }) => after.has(name));
  if (foreign !== undefined) {
    throw new Error(`Export with name ${foreign.name} is already exported by stack ${foreign.stackId}.`);
  }
  for (const { name, value } of exportsOf([stack])) {
    if (after.get(name) === value) continue;
    const importers = others.filter(({ imports }) => imports.includes(name)).map(({ stackName }) => stackName);
    const verb = after.has(name) ? 'updated' : 'deleted';
    if (importers.length > 0) {
      throw new Error(`Export ${name} cannot be ${verb} as it is in use by ${importers.join(', ')}.`);
    }
  }
}
