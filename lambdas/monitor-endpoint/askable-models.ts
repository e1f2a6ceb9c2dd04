import type { AskableModels } from '../../core/monitoring/watch/watched-window';
import { endpointModel } from './endpoint-model';
import type { MonitorTools } from './monitor-tools';
import type { OpenedWindow } from './open-window';

/** The models that a window may be explained with: the live endpoint where the configuration allows it. */
export async function askableModels({ watched }: OpenedWindow, tools: MonitorTools): Promise<AskableModels> {
  if (tools.settings.EXPLAIN === 'no' || watched.content === 'table') return {};
  return { image: endpointModel(tools.endpoint, watched.baseline.subject.classes.length) };
}
