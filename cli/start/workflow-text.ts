import type { ClassifiedExecution } from '../classify/await-classification';

/**
 * How the executions of a run ended, in one line.
 * @param asked how many images were asked for; of a test split that has fewer, that is told.
 */
export function workflowText(executions: readonly Pick<ClassifiedExecution, 'outcome'>[], asked: number): string {
  const count = (wanted: ClassifiedExecution['outcome']): number =>
    executions.filter(({ outcome }) => outcome === wanted).length;
  const short = asked > executions.length ? ` (${asked} asked for, the test split has ${executions.length})` : '';
  return `${count('accepted')} accepted, ${count('second-look')} second look, ${count('failed')} failed${short}`;
}
