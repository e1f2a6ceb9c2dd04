import type { ClassifiedExecution } from '../classify/await-classification';
import { countOutcomes } from '../classify/image-outcome';

/**
 * How the executions of a run ended, in one line.
 * @param asked how many images were asked for; of a test split that has fewer, that is told.
 */
export function workflowText(executions: readonly Pick<ClassifiedExecution, 'outcome'>[], asked: number): string {
  const { accepted, secondLook, failed } = countOutcomes(executions);
  const short = asked > executions.length ? ` (${asked} asked for, the test split has ${executions.length})` : '';
  return `${accepted} accepted, ${secondLook} second look, ${failed} failed${short}`;
}
