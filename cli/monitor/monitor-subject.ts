import type { EndpointSubject } from '../../core/monitoring/endpoint/endpoint-subject';
import type { ServedModel } from '../endpoint/served-model';
import type { MonitoredTarget } from './monitored-target';

/** Of every random choice: the same window gives the same report, whoever makes it. */
const SEED = 1;

export const monitorSubject = (
  { environment }: MonitoredTarget,
  { endpointName, model }: ServedModel,
): EndpointSubject => ({
  endpoint: endpointName,
  modelPackage: model.modelPackage,
  classes: model.classes,
  temperature: model.temperature,
  threshold: environment.confidenceThreshold,
  seed: SEED,
});
