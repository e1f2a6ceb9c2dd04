import { compileExpression } from '../expression/compile-expression';
import { compilePath, compilePathReader, type PathReader, parseReferencePath } from '../expression/compile-path';
import type { Expression } from '../expression/evaluation-scope';
import { compileTemplate } from '../expression/payload-template';
import type { JsonPath } from '../path/json-path';
import { PathSyntaxError } from '../path/path-syntax-error';
import type { NumberSource } from './definition';
import type { FieldReader } from './field-reader';

/** InputPath and OutputPath: absent for `$`, an empty object for null. */
export function readDataPath(reader: FieldReader, field: string): Expression | undefined {
  if (!reader.has(field)) return undefined;
  if (reader.raw(field) === null) return () => ({});
  return readPath(reader, field);
}

/** A path of the input or of the context object whose value must exist. */
export function readPath(reader: FieldReader, field: string): Expression | undefined {
  return attempt(reader, field, (text) => compilePath(text, field));
}

/** A path whose value may be missing. */
export function readOptionalPath(reader: FieldReader, field: string): { path: string; read: PathReader } | undefined {
  return attempt(reader, field, (text) => ({ path: text, read: compilePathReader(text) }));
}

/** ErrorPath and CausePath: a path or an intrinsic call. */
export function readPathOrCall(reader: FieldReader, field: string): Expression | undefined {
  return attempt(reader, field, (text) => compileExpression(text, field));
}

/** ResultPath: null discards the result. */
export function readResultPath(reader: FieldReader, field = 'ResultPath'): JsonPath | null | undefined {
  if (reader.has(field) && reader.raw(field) === null) return null;
  return attempt(reader, field, parseReferencePath);
}

export function readTemplate(reader: FieldReader, field: string): Expression | undefined {
  if (!reader.has(field)) return undefined;
  return compileTemplate(reader.raw(field), ({ pointer, message }) => reader.noteBelow(field, pointer, message));
}

/** A number that stands in the definition as `X` or is read from the input by `XPath`. */
export function readNumberSource(
  reader: FieldReader,
  field: string,
  bounds: readonly [number, number],
  kind: 'integer' | 'number' = 'integer',
): NumberSource | undefined {
  const pathField = `${field}Path`;
  reader.exclusive(field, pathField);
  const value = reader.number(field, bounds[0], bounds[1], kind);
  const path = readPath(reader, pathField);
  if (path !== undefined) return { path, field: pathField };
  return value === undefined ? undefined : { value };
}

function attempt<Result>(reader: FieldReader, field: string, compile: (text: string) => Result): Result | undefined {
  const text = reader.string(field);
  if (text === undefined) return undefined;
  try {
    return compile(text);
  } catch (error) {
    if (!(error instanceof PathSyntaxError)) throw error;
    reader.note(field, error.message);
    return undefined;
  }
}
