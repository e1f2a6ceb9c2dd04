import { LabelIndex } from '../../../core/capture/label-index';
import { modelQualityConstraintsSchema } from '../../../core/monitoring/formats/model-quality-constraints';
import { parseFile } from '../../../core/monitoring/formats/parse-file';
import { checkModelQuality } from '../../../core/monitoring/model-quality/check-model-quality';
import { openLabelledCaptures, openLabels } from '../../../core/monitoring/model-quality/labelled-captures';
import { ModelQualityState } from '../../../core/monitoring/model-quality/model-quality-state';
import { modelQualityStatistics } from '../../../core/monitoring/model-quality/model-quality-statistics';
import { suggestModelQualityConstraints } from '../../../core/monitoring/model-quality/suggest-model-quality-constraints';
import { LabelledRows } from '../../../core/monitoring/tables/labelled-rows';
import { UsageError } from '../../usage-error';
import { DEFAULT_SEED } from './default-seed';
import { parseJson } from './parse-json';
import { readTables } from './read-tables';
import { readFiles } from './table-files';
import type { TableMonitor, TableWork } from './table-monitor';

/** The model's answers beside the truth, which is a column of the same table or lies in ground-truth files. */
export const modelQuality: TableMonitor = {
  async baseline(work) {
    const state = await labelled(work);
    const statistics = modelQualityStatistics(state);
    const faults = state.reading.faults.list();
    if (statistics === undefined) {
      const [fault] = faults;
      throw new Error(
        `No row has a label that can be read beside an answer.${fault ? ` ${fault.file}: ${fault.reason}` : ''}`,
      );
    }
    const constraints = suggestModelQualityConstraints(statistics);
    return { rows: state.rows, faults, files: { 'statistics.json': statistics, 'constraints.json': constraints } };
  },

  async check(work, baseline) {
    const { text, file } = await baseline.read('constraints.json');
    const constraints = parseFile(text, modelQualityConstraintsSchema, file);
    const known = await baseline.find('statistics.json');
    const state = await labelled(work);
    const statistics = modelQualityStatistics(state);
    return {
      report: checkModelQuality(state, constraints, { statistics: known && parseJson(known.text, known.file) }),
      drawn: {},
      own: statistics === undefined ? {} : { 'statistics.json': statistics },
    };
  },
};

async function labelled(work: TableWork): Promise<ModelQualityState> {
  const { problem, classes, threshold, label, predicted, probability, seed = DEFAULT_SEED } = work.options;
  if (problem === undefined)
    throw new UsageError('Say what the model answers: --problem binary, multiclass or regression.');
  if (classes !== undefined && problem === 'binary' && classes.length !== 2)
    throw new UsageError(`--classes names ${classes.length} classes; a binary problem has two.`);
  const state = new ModelQualityState(
    {
      kind: problem,
      classes,
      threshold,
      inferenceAttribute: predicted,
      probabilityAttribute: probability,
      labelAttribute: label,
    },
    seed,
  );
  if (work.labels.length > 0) await readCaptures(work, state);
  else await readRows(work, state);
  return state;
}

async function readCaptures(work: TableWork, state: ModelQualityState): Promise<void> {
  const labels = new LabelIndex();
  await readFiles(work.labels, (file) => openLabels(file, labels, state.reading.faults), work);
  await readFiles(work.data, (file) => openLabelledCaptures(file, labels, state, work.window), work);
}

async function readRows(work: TableWork, state: ModelQualityState): Promise<void> {
  const { label, predicted, probability, problem } = work.options;
  if (label === undefined)
    throw new UsageError('Name the column of true labels with --label, or ground-truth files with --labels.');
  if (predicted === undefined && (probability === undefined || problem !== 'binary'))
    throw new UsageError(
      `Name the column of answers with --predicted${problem === 'binary' ? ' or --probability' : ''}.`,
    );
  const rows = new LabelledRows(state, { label, predicted, probability });
  await readTables(work, rows.reading);
  rows.settle();
}
