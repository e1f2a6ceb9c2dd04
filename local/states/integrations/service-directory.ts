import type { Operation, OperationTable } from '../../protocol/operations';

/** Finds the operations of another service of the laptop by its signing name. */
export type ServiceDirectory = (signingName: string) => OperationTable | undefined;

export function findOperation(services: ServiceDirectory, signingName: string, name: string): Operation | undefined {
  const table = services(signingName);
  return table !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;
}
