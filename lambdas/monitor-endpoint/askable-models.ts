import { baselineModel } from '../../core/monitoring/table-endpoint/baseline-model';
import type { AskableModels } from '../../core/monitoring/watch/watched-window';
import { endpointModel } from './endpoint-model';
import { endpointTableModel } from './endpoint-table-model';
import type { MonitorTools } from './monitor-tools';
import type { OpenedWindow } from './open-window';

/**
 * The models that a window may be explained with: of a table the copy in the baseline, which runs in this process; the live endpoint only where the
 * configuration allows it.
 * @throws ModelInvalid, BaselineInvalid
 */
export async function askableModels({ watched, prefix }: OpenedWindow, tools: MonitorTools): Promise<AskableModels> {
  const { settings, endpoint, reports } = tools;
  const isLiveAllowed = settings.EXPLAIN === 'yes';
  if (watched.content === 'images')
    return isLiveAllowed ? { image: endpointModel(endpoint, watched.baseline.subject.classes.length) } : {};
  const model = await baselineModel(watched.baseline, (place) => reports.read(prefix + place));
  if (model !== undefined) return { table: model };
  return isLiveAllowed ? { table: endpointTableModel(endpoint, watched.baseline.subject.problem) } : {};
}
