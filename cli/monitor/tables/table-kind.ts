import { TABLE_FORMATS } from '../../../core/table/open-table';

/** What can be watched on tables of this machine. */
export const TABLE_KINDS = ['data-quality', 'model-quality', 'bias', 'explainability'] as const;
export type TableKind = (typeof TABLE_KINDS)[number];

export const TABLE_FILE_FORMATS = TABLE_FORMATS;
