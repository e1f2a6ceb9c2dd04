import { monitorStepSchema } from '../../core/contracts/monitor-window';
import { parseInput } from '../../core/contracts/parse-input';
import type { Invocation } from '../adapters/function-frame';
import { analyzePart } from './analyze-part';
import type { MonitorTools } from './monitor-tools';
import { planWindow } from './plan-window';
import { reportWindow } from './report-window';

/**
 * One step of `MonitorEndpoint`: cut the window into parts, analyze one of them, or make the reports of all.
 * @throws InvalidInput, AccessDenied, StorageUnavailable, EndpointUnavailable (no model released)
 */
export async function monitorEndpoint(event: unknown, invocation: Invocation, tools: MonitorTools): Promise<unknown> {
  const given = parseInput(monitorStepSchema, event, 'step');
  switch (given.step) {
    case 'plan':
      return planWindow(given.input, given.execution, tools);
    case 'analyze':
      return analyzePart(given.part, tools);
    case 'report':
      return reportWindow(given.run, invocation, tools);
  }
}
