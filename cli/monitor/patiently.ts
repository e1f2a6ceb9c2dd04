import { pause } from '../pause';

const ATTEMPTS = 4;
const FIRST_PAUSE_MILLISECONDS = 250;

/** What another attempt may not meet: SageMaker's own words for a busy, restarting or slow model. */
const PASSING = [
  'ThrottlingException',
  'ServiceUnavailable',
  'InternalFailure',
  'ModelNotReadyException',
  'ModelError',
  'TimeoutError',
];

/**
 * One question of hundreds: one slow answer must not take the others down. Up to four attempts, 0.25, 0.5 and 1 s apart.
 * @throws what the last attempt met, or at once what no attempt would change
 */
export async function patiently<Answer>(ask: () => Promise<Answer>, signal: AbortSignal): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ask();
    } catch (error) {
      if (attempt === ATTEMPTS || !PASSING.includes((error as Error).name)) throw error;
      await pause(FIRST_PAUSE_MILLISECONDS * 2 ** (attempt - 1), signal);
    }
  }
}
