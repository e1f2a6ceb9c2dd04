import { type ArrivalExecution, type ArrivedObject, arrivalName } from './object-arrival';
import type { TrainModelInput } from './train-model';

/** The training that a data set manifest starts by its arrival. */
export function manifestExecution(manifest: ArrivedObject): ArrivalExecution<TrainModelInput> {
  const { key, versionId } = manifest;
  return {
    name: arrivalName('manifest', manifest),
    input: {
      dataset: { manifest_key: key, ...(versionId === undefined ? {} : { version_id: versionId }) },
      // Nobody is there to start it again.
      whenBusy: 'wait',
    },
  };
}
