/** Nothing was begun and nothing has changed; the message says why and what to do. */
export class ReleaseRefused extends Error {
  override readonly name = 'ReleaseRefused';
}

/** The model serves and the parameters say so, but nobody evaluates it; the message says how to ask for that. */
export class EvaluationNotQueued extends Error {
  override readonly name = 'EvaluationNotQueued';
}

/** The release was begun and taken back, or could not be taken back whole: the message says what serves now and why. */
export class ReleaseFailed extends Error {
  override readonly name = 'ReleaseFailed';
}
