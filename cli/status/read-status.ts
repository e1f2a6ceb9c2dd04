import type { Target } from '../target/target';
import { readAlarms } from './read-alarms';
import { readEndpoint } from './read-endpoint';
import { readExecutions } from './read-executions';
import { readLastEvaluation } from './read-last-evaluation';
import { readModel } from './read-model';
import { readQueue } from './read-queue';
import { readStacks } from './read-stacks';
import type { ServiceStatus } from './service-status';

/** How each part is found out: one more part is one more line. */
const PARTS = {
  stacks: readStacks,
  model: readModel,
  endpoint: readEndpoint,
  evaluationQueue: readQueue,
  lastEvaluation: readLastEvaluation,
  alarms: readAlarms,
  executions: readExecutions,
} as const;

/** Everything that can be found out about an environment. What cannot is no failure: whoever asks for the status may be in trouble already. */
export async function readStatus(target: Target): Promise<ServiceStatus> {
  const { environment, account } = target;
  const unknown: Record<string, string> = {};
  const parts = await Promise.all(
    Object.entries(PARTS).map(async ([part, read]) => {
      try {
        return [part, await read(target)];
      } catch (error) {
        unknown[part] = `${(error as Error).name}: ${(error as Error).message}`;
        return undefined;
      }
    }),
  );
  const found = Object.fromEntries(parts.flatMap((part) => (part === undefined ? [] : [part]))) as object;
  return { environment: environment.name, account, region: environment.region, ...found, unknown };
}
