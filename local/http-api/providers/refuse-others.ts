import type { JsonObject } from '../../protocol/operations';

/** @throws Error that names a property which the laptop would silently leave out. */
export function refuseOthers(logicalId: string, properties: JsonObject, honoured: readonly string[]): void {
  const unknown = Object.keys(properties).find((name) => !honoured.includes(name));
  if (unknown !== undefined) throw new Error(`${logicalId}: the laptop's HTTP APIs have no ${unknown}.`);
}
