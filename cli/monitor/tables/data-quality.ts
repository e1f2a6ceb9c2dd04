import { checkDataQuality } from '../../../core/monitoring/data-quality/check-data-quality';
import { suggestConstraints } from '../../../core/monitoring/data-quality/suggest-constraints';
import { tableStatistics } from '../../../core/monitoring/data-quality/table-statistics';
import { constraintsSchema } from '../../../core/monitoring/formats/constraints';
import { parseFile } from '../../../core/monitoring/formats/parse-file';
import { type Statistics, statisticsSchema } from '../../../core/monitoring/formats/statistics';
import { TableAnalysis } from '../../../core/monitoring/table-analysis';
import { readTables } from './read-tables';
import type { TableMonitor, TableWork } from './table-monitor';

/** Types, completeness, domains and distributions of columns. */
export const dataQuality: TableMonitor = {
  async baseline(work) {
    const analysis = await analysed(work);
    const statistics = tableStatistics(analysis);
    return {
      rows: analysis.rows,
      faults: analysis.reading.faults.list(),
      files: { 'statistics.json': statistics, 'constraints.json': suggestConstraints(statistics) },
    };
  },

  async check(work, baseline) {
    const { text, file } = await baseline.read('statistics.json');
    const statistics = parseFile(text, statisticsSchema, file);
    const asked = await baseline.read('constraints.json');
    const constraints = parseFile(asked.text, constraintsSchema, asked.file);
    const analysis = await analysed(work, statistics);
    const current = tableStatistics(analysis);
    return {
      report: checkDataQuality(analysis, constraints),
      drawn: { statistics: { current, baseline: statistics } },
      own: { 'statistics.json': current },
    };
  },
};

async function analysed(work: TableWork, baseline?: Statistics): Promise<TableAnalysis> {
  const analysis = new TableAnalysis({ baseline, seed: work.options.seed });
  await readTables(
    work,
    analysis.reading,
    baseline?.features.map(({ name }) => name),
  );
  return analysis;
}
