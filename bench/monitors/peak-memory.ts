import { checkDataQuality } from '../../core/monitoring/data-quality/check-data-quality';
import { suggestConstraints } from '../../core/monitoring/data-quality/suggest-constraints';
import { tableStatistics } from '../../core/monitoring/data-quality/table-statistics';
import type { TableFormat } from '../../core/table/open-table';
import { analyseFile } from './analyse-file';

/** A process of its own: makes a baseline of a small file, checks a large one against it, and says what memory that took. */
const [small, large, format] = process.argv.slice(2) as [string, string, TableFormat];
const baseline = tableStatistics(analyseFile(small, format));
const before = peakMegabytes();
const started = process.hrtime.bigint();
const analysis = large === '' ? undefined : analyseFile(large, format, { baseline });
if (analysis !== undefined) checkDataQuality(analysis, suggestConstraints(baseline));
const seconds = Number(process.hrtime.bigint() - started) / 1e9;
process.send?.({ before, peak: peakMegabytes(), seconds, rows: analysis?.rows ?? 0 });

function peakMegabytes(): number {
  return process.resourceUsage().maxRSS / 1024;
}
