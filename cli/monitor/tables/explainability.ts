import { readFile } from 'node:fs/promises';
import { attributionsFile, readAttributionsFile } from '../../../core/monitoring/explainability/attribution-rows';
import { AttributionState } from '../../../core/monitoring/explainability/attribution-state';
import { checkExplainability } from '../../../core/monitoring/explainability/check-explainability';
import type { Cell } from '../../../core/monitoring/explainability/explained-model';
import { explanationFile, readExplanationFile } from '../../../core/monitoring/explainability/explanation-file';
import { modeBaseline } from '../../../core/monitoring/explainability/mode-baseline';
import { attributionsSection } from '../../../core/monitoring/report/sections/attributions-section';
import { reportState } from '../../../core/monitoring/report-state';
import { explainRows } from '../../../core/monitoring/tables/explain-rows';
import { ExplainedRows } from '../../../core/monitoring/tables/explained-rows';
import { UsageError } from '../../usage-error';
import { DEFAULT_SEED } from './default-seed';
import { openModel } from './open-model';
import { parseJson } from './parse-json';
import { readTables } from './read-tables';
import { readShapBaseline, type ShapBaseline, writtenShapBaseline } from './shap-baseline';
import type { TableMonitor, TableWork } from './table-monitor';

const FILE = 'analysis.json';
const SHAP_FILE = 'shap-baseline.json';
const ATTRIBUTIONS_FILE = 'attributions.json';
const DEFAULT_ROWS = 1000;

/** How much each feature matters to a model that runs in this process. */
export const explainability: TableMonitor = {
  async baseline(work) {
    const { state, expectedValue, shap, rows } = await explained(work);
    if (state.rowCount === 0) throw new Error('The data has no row to explain.');
    const analysis = explanationFile(
      state.global().map((attribution, label) => ({ attribution, expectedValue: expectedValue[label]! })),
    );
    return {
      rows: state.rowCount,
      faults: rows.reading.faults.list(),
      files: { [FILE]: analysis, [SHAP_FILE]: shap, [ATTRIBUTIONS_FILE]: attributionsFile(state.sampled()) },
    };
  },

  async check(work, stored) {
    const { text, file } = await stored.read(FILE);
    const baseline = readExplanationFile(parseJson(text, file), file);
    // What "nothing special" is must not change between the baseline and its windows.
    const given = work.shapBaseline === undefined ? await stored.read(SHAP_FILE) : undefined;
    const { state, expectedValue, rows } = await explained(work, given);
    const before = await stored.find(ATTRIBUTIONS_FILE);
    const { report, analysis } = checkExplainability({
      ...{ state, expectedValue, baseline, baselineRows: stored.rows, seed: work.options.seed ?? DEFAULT_SEED },
      ...(before && { baselineAttributions: readAttributionsFile(before.text, before.file) }),
    });
    const { counts, faults } = rows.reading;
    const listed = faults.list();
    const unread = reportState({ ...report, ...counts, faults: listed, verdicts: [] });
    return {
      report: {
        ...report,
        ...(counts.usedRows === 0 ? unread : {}),
        rows: counts.rows,
        faults: listed,
        duplicates: counts.duplicates,
        accuracy: [
          {
            metric: 'attributions',
            kind: state.rowCount < counts.usedRows ? 'sampled' : 'exact',
            detail: `${state.rowCount} of ${counts.usedRows} rows, seeded; Kernel SHAP asks a sample of coalitions where there are too many`,
          },
        ],
      },
      drawn: {
        sections: [attributionsSection(analysis, baseline, report.verdicts)].filter((each) => each !== undefined),
      },
      own: { [FILE]: analysis },
    };
  },
};

async function explained(work: TableWork, given?: { readonly text: string; readonly file: string }) {
  if (work.model === undefined) throw new UsageError('Explanations ask a model: name its file with --model.');
  const model = await openModel(work.model);
  const { label, predicted, exclude = [], rows: size = DEFAULT_ROWS, samples, seed = DEFAULT_SEED } = work.options;
  const excluded = [...exclude, ...[label, predicted].filter((name) => name !== undefined)];
  const { names: modelNames, features: count, takesTexts } = model;
  const rows = new ExplainedRows({ names: modelNames, count, excluded, rows: size, seed, takesTexts });
  await readTables(work, rows.reading);
  const sample = rows.rows();
  const names = rows.names ?? model.names ?? [];
  if (sample.length === 0) {
    const state = new AttributionState(names, 1, seed);
    return { state, expectedValue: [0], rows, shap: writtenShapBaseline([], []) };
  }
  const mode = () => modeBaseline(sample.map(({ row }) => row));
  const shap = await shapBaselineOf(work, given, { names, takesTexts }, mode);
  const found = await explainRows(model.ask, sample, {
    names,
    baseline: names.map((name) => shap[name]!),
    samples,
    seed,
    onRow: (done, total) => {
      work.signal.throwIfAborted();
      work.report(`${done} of ${total} rows explained`);
    },
  });
  return { ...found, rows, shap };
}

async function shapBaselineOf(
  { shapBaseline }: TableWork,
  given: { readonly text: string; readonly file: string } | undefined,
  { names, takesTexts }: { readonly names: readonly string[]; readonly takesTexts: boolean },
  mode: () => readonly Cell[],
): Promise<ShapBaseline> {
  if (given !== undefined) return readShapBaseline(parseJson(given.text, given.file), given.file, names, takesTexts);
  if (shapBaseline === undefined) return writtenShapBaseline(names, mode());
  const text = await readFile(shapBaseline, 'utf8').catch((cause: Error) => {
    throw new UsageError(`--shap-baseline ${shapBaseline} cannot be read: ${cause.message}`, { cause });
  });
  return readShapBaseline(parseJson(text, shapBaseline), shapBaseline, names, takesTexts);
}
