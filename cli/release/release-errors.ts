/** Nothing was begun and nothing has changed; the message says why and what to do. */
export class ReleaseRefused extends Error {
  override readonly name = 'ReleaseRefused';
}

/** Somebody else releases at this moment; nothing was begun and nothing has changed. The message says who, since when and until when at most. */
export class ReleaseInProgress extends Error {
  override readonly name = 'ReleaseInProgress';
}

/** Whoever was too long without an answer of S3 has lost the lease to another release, and leaves everything to that one. */
export class ReleaseLeaseLost extends Error {
  override readonly name = 'ReleaseLeaseLost';
}

/** The model serves and the parameters say so, but nobody evaluates it; the message says how to ask for that. */
export class EvaluationNotQueued extends Error {
  override readonly name = 'EvaluationNotQueued';
}

/** The model serves and the parameters say so, but its windows are compared with the baseline of before; the message says how to make its own. */
export class BaselineNotMade extends Error {
  override readonly name = 'BaselineNotMade';
}

/** The release was begun and taken back, or could not be taken back whole: the message says what serves now and why. */
export class ReleaseFailed extends Error {
  override readonly name = 'ReleaseFailed';
}
