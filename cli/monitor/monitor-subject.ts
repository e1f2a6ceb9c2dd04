import { isTableModel } from '../../core/contracts/released-model';
import type { EndpointSubject } from '../../core/monitoring/endpoint/endpoint-subject';
import type { ServedModel } from '../endpoint/served-model';
import { UsageError } from '../usage-error';
import type { MonitoredTarget } from './monitored-target';

/** Of every random choice: the same window gives the same report, whoever makes it. */
const SEED = 1;

/** @throws UsageError where the model takes rows of a table */
export function monitorSubject(
  { environment }: MonitoredTarget,
  { endpointName, model }: ServedModel,
): EndpointSubject {
  const { modelPackage, classes, temperature } = model;
  if (isTableModel(model))
    throw new UsageError(
      `${endpointName} serves ${modelPackage}, which takes rows of a table: its monitors are those of tables, with --kind.`,
    );
  return {
    endpoint: endpointName,
    modelPackage,
    classes,
    temperature,
    threshold: environment.confidenceThreshold,
    seed: SEED,
  };
}
