import type { JsonObject } from '../../protocol/operations';
import type { ProvidedResource } from '../resource-provider';

/** Everything that a template's references can lead to. */
export interface Scope {
  /** Pseudo parameters: `AWS::Region` … */
  readonly pseudoParameters: Readonly<Record<string, string | readonly string[]>>;
  readonly parameters: Readonly<Record<string, string | readonly string[]>>;
  readonly mappings: Readonly<Record<string, JsonObject>>;
  /** Conditions by name, unresolved. */
  readonly conditions: JsonObject;
  /** A resource that has been made; undefined where the template declares none of that name (or its condition is false). */
  resource(logicalId: string): (ProvidedResource & { readonly type: string }) | undefined;
  /** The value of another stack's export; undefined where there is none. */
  exported(name: string): string | undefined;
}

/** What `AWS::NoValue` stands for: the property or list item is left out. */
export const NO_VALUE: unique symbol = Symbol('AWS::NoValue');
