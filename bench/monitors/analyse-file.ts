import { TableAnalysis, type TableAnalysisOptions } from '../../core/monitoring/table-analysis';
import { openTable, type TableFormat } from '../../core/table/open-table';
import { Reading } from '../../core/table/reading';
import { filePieces } from './file-pieces';

/** One file through all analyzers. */
export function analyseFile(file: string, format: TableFormat, options?: TableAnalysisOptions): TableAnalysis {
  const analysis = new TableAnalysis(options);
  readInto(file, format, analysis.reading);
  return analysis;
}

/** One file read and given to nobody. @returns its rows */
export function readFileOnly(file: string, format: TableFormat): number {
  const reading = new Reading(() => {});
  readInto(file, format, reading);
  return reading.counts.usedRows;
}

function readInto(file: string, format: TableFormat, reading: Reading): void {
  const reader = openTable(file, { format }, reading);
  for (const piece of filePieces(file)) reader.push(piece);
  reader.end();
}
