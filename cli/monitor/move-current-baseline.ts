import { PutObjectCommand } from '@aws-sdk/client-s3';
import type { CurrentBaseline } from '../../core/contracts/monitor-window';
import { baselinePrefix, CURRENT_BASELINE_KEY } from '../../core/contracts/storage-layout';
import type { MonitoredTarget } from './monitored-target';

/** From now on windows are compared with the baseline of this package, whose files must be there. */
export async function moveCurrentBaseline(
  { clients, outputs }: MonitoredTarget,
  modelPackage: string,
): Promise<CurrentBaseline> {
  const current: CurrentBaseline = { version: 1, modelPackage, prefix: baselinePrefix(modelPackage) };
  await clients.s3.send(
    new PutObjectCommand({
      Bucket: outputs.get('ReportsBucket'),
      Key: CURRENT_BASELINE_KEY,
      Body: `${JSON.stringify(current)}\n`,
      ContentType: 'application/json',
    }),
  );
  return current;
}
