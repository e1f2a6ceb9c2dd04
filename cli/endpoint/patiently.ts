import { pause } from '../pause';

/** 0.25, 0.5 and 1 s between them at most. */
const ATTEMPTS = 4;
/** A full endpoint takes the next request once it has answered another: 0.25, 0.5, 1, 2 and three times 4 s between them at most, 15.75 s together. */
const ATTEMPTS_WHERE_FULL = 8;
const FIRST_PAUSE_MILLISECONDS = 250;
const LONGEST_PAUSE_MILLISECONDS = 4000;

const THROTTLED = 'ThrottlingException';
const MODEL_ERROR = 'ModelError';

/** What another attempt may not meet: SageMaker's own words for a busy, restarting or slow model. */
const PASSING = [
  THROTTLED,
  'ServiceUnavailable',
  'InternalFailure',
  'ModelNotReadyException',
  MODEL_ERROR,
  'TimeoutError',
];

/**
 * One question of hundreds: one slow answer must not take the others down. Several attempts, further and further apart, each pause by chance between half
 * of its length and all of it: those who were turned away together must not come back together.
 * @throws what the last attempt met, or at once what no attempt would change
 */
export async function patiently<Answer>(ask: () => Promise<Answer>, signal: AbortSignal): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ask();
    } catch (error) {
      if (attempt >= attemptsAfter(error as Error)) throw error;
      const longest = Math.min(LONGEST_PAUSE_MILLISECONDS, FIRST_PAUSE_MILLISECONDS * 2 ** (attempt - 1));
      await pause(longest * (0.5 + Math.random() / 2), signal);
    }
  }
}

function attemptsAfter(error: Error & { readonly OriginalStatusCode?: number }): number {
  if (!PASSING.includes(error.name)) return 1;
  // The model itself calls the request wrong, and would again.
  if (error.name === MODEL_ERROR && (error.OriginalStatusCode ?? 500) < 500) return 1;
  return error.name === THROTTLED ? ATTEMPTS_WHERE_FULL : ATTEMPTS;
}
