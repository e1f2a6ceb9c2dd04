import type { TableFormat } from '../../../core/table/open-table';

/** What can be watched on tables of this machine. */
export const TABLE_KINDS = ['data-quality', 'model-quality', 'bias', 'explainability'] as const;
export type TableKind = (typeof TABLE_KINDS)[number];

/** Said again here: help is told at once, before the readers are loaded. */
export const TABLE_FILE_FORMATS = ['csv', 'json-lines', 'capture'] as const satisfies readonly TableFormat[];
