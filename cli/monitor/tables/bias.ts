import { LabelIndex } from '../../../core/capture/label-index';
import { BIAS_STAGES, biasFile, readBiasFile } from '../../../core/monitoring/bias/bias-file';
import { checkBias } from '../../../core/monitoring/bias/check-bias';
import { openLabels } from '../../../core/monitoring/model-quality/labelled-captures';
import { biasSection } from '../../../core/monitoring/report/sections/bias-section';
import { reportState } from '../../../core/monitoring/report-state';
import { BiasRows } from '../../../core/monitoring/tables/bias-rows';
import { LabelledCaptureTable } from '../../../core/monitoring/tables/labelled-capture-table';
import { biasQuestions } from './bias-questions';
import { DEFAULT_SEED } from './default-seed';
import { parseJson } from './parse-json';
import { readTables } from './read-tables';
import { readFiles } from './table-files';
import type { TableMonitor, TableWork } from './table-monitor';

const FILE = 'analysis.json';

/** How labels and predictions differ between the rows in a facet and all others. */
export const bias: TableMonitor = {
  async baseline(work) {
    const rows = await counted(work);
    const { counts, faults } = rows.reading;
    return { rows: counts.usedRows, faults: faults.list(), files: { [FILE]: analysisOf(rows, work) } };
  },

  async check(work, stored) {
    const { text, file } = await stored.read(FILE);
    const baseline = readBiasFile(parseJson(text, file), file);
    const rows = await counted(work);
    const { seed = DEFAULT_SEED, level } = work.options;
    const { report } = checkBias({ states: rows.states, baseline, baselineRows: stored.rows, seed, level });
    const { counts, faults } = rows.reading;
    const listed = faults.list();
    const unread = reportState({ ...report, ...counts, faults: listed, verdicts: [] });
    const analysis = analysisOf(rows, work);
    return {
      report: {
        ...report,
        ...(counts.usedRows === 0 ? unread : {}),
        rows: counts.rows,
        usedRows: counts.usedRows,
        faults: listed,
        duplicates: counts.duplicates,
      },
      drawn: { sections: [biasSection(analysis, baseline, report.verdicts)].filter((each) => each !== undefined) },
      own: { [FILE]: analysis },
    };
  },
};

async function counted(work: TableWork): Promise<BiasRows> {
  const { predicted, exclude, seed = DEFAULT_SEED } = work.options;
  const rows = new BiasRows({ questions: biasQuestions(work.options), predicted, excluded: exclude, seed });
  if (work.labels.length > 0) await readLabelledCaptures(work, rows);
  else await readTables(work, rows.reading);
  rows.settle();
  return rows;
}

async function readLabelledCaptures(work: TableWork, { reading }: BiasRows): Promise<void> {
  const labels = new LabelIndex();
  const { columns: header, label = '' } = work.options;
  await readFiles(work.labels, (file) => openLabels(file, labels, reading.faults), work);
  await readFiles(
    work.data,
    (file) => new LabelledCaptureTable({ file, header, label, ...work.window }, labels, reading),
    work,
  );
}

/** Without predictions there is nothing to say after training. */
const analysisOf = ({ states }: BiasRows, { options }: TableWork) =>
  biasFile(states, options.predicted === undefined ? [BIAS_STAGES[0]] : BIAS_STAGES);
