import { PathSyntaxError } from '../path/path-syntax-error';
import { compileIntrinsic } from './compile-intrinsic';
import { compilePath } from './compile-path';
import type { Expression } from './evaluation-scope';

/**
 * Compiles what may stand beside a field ending in `.$`: a path, a path of the context object, or an intrinsic call.
 * @throws PathSyntaxError
 */
export function compileExpression(text: string, field: string): Expression {
  if (text.startsWith('$')) return compilePath(text, field);
  if (text.startsWith('States.')) return compileIntrinsic(text);
  throw new PathSyntaxError(
    `The value of '${field}' must be a path ($…), a context path ($$…) or an intrinsic call (States.…).`,
  );
}
