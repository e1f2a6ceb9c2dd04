import { PathSyntaxError } from '../path/path-syntax-error';
import { compileExpression } from './compile-expression';
import type { Expression } from './evaluation-scope';

/** A fault within a template: where it stands, relative to the template. */
export interface TemplateFault {
  readonly pointer: string;
  readonly message: string;
}

/**
 * Compiles `Parameters`, `ResultSelector` or `ItemSelector`: every field whose name ends in `.$`, at any depth, is replaced by
 * what its expression gives.
 * @param report called for every fault; the template must not be evaluated then.
 */
export function compileTemplate(template: unknown, report: (fault: TemplateFault) => void): Expression {
  return compileValue(template, '', report) ?? (() => template);
}

/** @returns undefined for a value that holds no expression and so stays as it is. */
function compileValue(value: unknown, at: string, report: (fault: TemplateFault) => void): Expression | undefined {
  if (Array.isArray(value)) return compileList(value, at, report);
  if (typeof value === 'object' && value !== null) return compileObject(value, at, report);
  return undefined;
}

function compileList(
  list: readonly unknown[],
  at: string,
  report: (fault: TemplateFault) => void,
): Expression | undefined {
  const items = list.map((item, index) => compileValue(item, `${at}/${index}`, report));
  if (items.every((item) => item === undefined)) return undefined;
  return (scope) => items.map((item, index) => (item === undefined ? list[index] : item(scope)));
}

function compileObject(value: object, at: string, report: (fault: TemplateFault) => void): Expression | undefined {
  let fixed = true;
  const fields = Object.entries(value).map(([key, member]): readonly [string, unknown, Expression | undefined] => {
    const pointer = `${at}/${key.replace(/~/g, '~0').replace(/\//g, '~1')}`;
    if (!key.endsWith('.$')) {
      const nested = compileValue(member, pointer, report);
      if (nested !== undefined) fixed = false;
      return [key, member, nested];
    }
    fixed = false;
    const name = key.slice(0, -2);
    if (Object.hasOwn(value, name))
      report({ pointer, message: `The field '${name}' is given twice, as '${name}' and '${key}'.` });
    return [name, undefined, compileField(key, member, pointer, report)];
  });
  if (fixed) return undefined;
  return (scope) =>
    Object.fromEntries(fields.map(([key, member, field]) => [key, field === undefined ? member : field(scope)]));
}

function compileField(
  key: string,
  value: unknown,
  pointer: string,
  report: (fault: TemplateFault) => void,
): Expression | undefined {
  if (typeof value !== 'string') {
    report({ pointer, message: `The value of '${key}' must be a string: a path or an intrinsic call.` });
    return undefined;
  }
  try {
    return compileExpression(value, key);
  } catch (error) {
    if (!(error instanceof PathSyntaxError)) throw error;
    report({ pointer, message: error.message });
    return undefined;
  }
}
