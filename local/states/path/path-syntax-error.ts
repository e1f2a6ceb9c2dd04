/** A path or an intrinsic call that is not of the language: found when a definition is loaded. */
export class PathSyntaxError extends Error {
  override readonly name = 'PathSyntaxError';
}
