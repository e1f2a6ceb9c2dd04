import { bias } from './bias';
import { dataQuality } from './data-quality';
import { explainability } from './explainability';
import { modelQuality } from './model-quality';
import type { TableKind } from './table-kind';
import type { TableMonitor } from './table-monitor';

/** The monitors of tables, by kind. */
export const TABLE_MONITORS: Readonly<Record<TableKind, TableMonitor>> = {
  'data-quality': dataQuality,
  'model-quality': modelQuality,
  bias,
  explainability,
};
