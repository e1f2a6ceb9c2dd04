import { join } from 'node:path';
import { ScenarioInvalid, ScenarioUnfit } from '../../core/drift/tables/scenario-error';
import type { ExperimentParameters, RunRecord } from '../../core/experiments/run-record';
import { formatPlural } from '../../core/report/number-format';
import { rowCountOf } from '../../core/table/whole-table';
import type { CommandContext } from '../command/command-action';
import { biasQuestions } from '../monitor/tables/bias-questions';
import { inOurWords } from '../monitor/tables/in-our-words';
import { openModel } from '../monitor/tables/open-model';
import { UsageError } from '../usage-error';
import { checkFacets } from './check-facets';
import { experimentBaseline } from './experiment-baseline';
import { findScenarios } from './find-scenarios';
import { formatRuns } from './format-runs';
import { modelAnswers } from './model-answers';
import { readTable } from './read-table';
import { BASELINE_FOLDER, runExperiment } from './run-experiment';

export interface RunOptions extends ExperimentParameters {
  readonly scenario?: readonly string[];
  readonly runs: string;
}

/** Plays scenarios on a table, a run each. @throws UsageError */
export async function runExperiments(context: CommandContext, options: RunOptions): Promise<void> {
  const { scenario, runs, ...given } = options;
  const { data, label, model, threshold, facet, group, level, rows, samples, seed } = given;
  const parameters = { data, label, model, threshold, facet, group, level, rows, samples, seed };
  // Before anything is made: a facet that cannot be read would be found by the third monitor only.
  const questions = biasQuestions({ label, positive: '1', facet, group });
  await inScenarioWords(async () => {
    const scenarios = await findScenarios(scenario);
    const progress = context.progress(scenarios.length + 1);
    const { signal } = context;
    const predict = modelAnswers(await openModel(model));
    const table = await progress.run(
      'Make the baseline',
      async (report) => {
        const read = await readTable(data, signal, report);
        checkFacets(read, questions);
        await experimentBaseline({
          folder: join(runs, BASELINE_FOLDER),
          parameters,
          table: read,
          predict,
          signal,
          report,
        });
        return read;
      },
      (read) => formatPlural(rowCountOf(read), 'row'),
    );
    const records: RunRecord[] = [];
    for (const one of scenarios) {
      const record = await progress.run(
        `Play ${one.name}`,
        (report) => runExperiment({ runs, scenario: one, parameters, table, predict, now: new Date(), signal, report }),
        ({ name, verdicts }) => `${name}: ${formatPlural(sum(verdicts), 'violation')}`,
      );
      records.push(record);
    }
    context.printer.result({ runs: records }, formatRuns(records));
  });
}

const sum = (verdicts: RunRecord['verdicts']): number => verdicts.reduce((all, { violations }) => all + violations, 0);

/** What another scenario, table or model puts right is told in one line. */
async function inScenarioWords(work: () => Promise<void>): Promise<void> {
  try {
    await inOurWords(work);
  } catch (error) {
    if (!(error instanceof ScenarioInvalid || error instanceof ScenarioUnfit)) throw error;
    throw new UsageError(error.message, { cause: error });
  }
}
