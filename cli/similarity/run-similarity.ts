import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PairAnswer } from '../../core/similarity/gate/pair-figures';
import { meanDistances } from '../../core/similarity/report/mean-distances';
import { type PairSummary, pairSummarySchema } from '../../core/similarity/report/pair-summary';
import { renderPairReport } from '../../core/similarity/report/render-pair-report';
import { LOCAL_ACCOUNT } from '../../local/account';
import { destroyStacks } from '../cleanup/destroy-stacks';
import { findLeftovers } from '../cleanup/find-leftovers';
import { takeInventory } from '../cleanup/inventory';
import { removeLeftovers } from '../cleanup/remove-leftovers';
import { clearEarlierRun } from '../folder/earlier-run';
import { inOutputFolder } from '../folder/in-output-folder';
import { bringUp, preparationText, prepare } from '../laptop/bring-up';
import { limitHeapGrowth } from '../laptop/heap-growth';
import { Progress } from '../progress/progress';
import { PeakMemory } from '../start/peak-memory';
import type { Target } from '../target/target';
import { type PreparePairs, preparePairs, readCorpus } from './prepare-pairs';
import { RunFile, type RunFolder } from './run-folder';
import { STORY_STEPS, type Story, type StoryOptions, tellStory } from './similarity-story';

export interface RunSimilarityOptions extends PreparePairs, StoryOptions {
  /** Folder of the results and of the run's state. */
  readonly out: string;
}

/**
 * The whole story of text similarity on a laptop of its own, from pairs of sentences to a clean desk. Leaves no process and no port behind.
 * @throws UsageError, DataSetError before anything is made; CheckNotPassed where the gate is not passed; Interrupted
 */
export async function runSimilarity(options: RunSimilarityOptions, signal: AbortSignal): Promise<string> {
  return inOutputFolder(options.out, signal, (out) => run({ ...options, out }, signal));
}

async function run(options: RunSimilarityOptions, signal: AbortSignal): Promise<string> {
  limitHeapGrowth();
  const began = Date.now();
  const memory = new PeakMemory();
  const { out } = options;
  const progress = new Progress(4 + STORY_STEPS);
  const folder = await progress.run(
    options.data === undefined ? 'Make pairs of sentences' : 'Read pairs of sentences',
    async () => {
      const prepared = preparePairs(join(out, 'run'), options);
      clearEarlierRun(out, ['summary.json', 'report.html', 'laptop/state', `run/${RunFile.traffic}`, 'run/monitor']);
      return prepared;
    },
    ({ run: { data } }) => `${data.name}: ${data.train} to train, ${data.validation} to validate, ${data.test} to test`,
  );
  const laptopOptions = { folder: join(out, 'laptop'), port: 0, overrides: {}, signal };
  await progress.run('Synthesize and compile', () => prepare(laptopOptions), preparationText);
  const running = await progress.run(
    'Start the laptop’s AWS',
    (report) => bringUp(laptopOptions, report),
    ({ laptop }) => `${laptop.resourceCount()} resources at ${laptop.url}`,
  );
  const { clients, outputs, environment, laptop } = running;
  const target: Target = {
    clients,
    outputs,
    environment,
    account: LOCAL_ACCOUNT,
    url: laptop.url,
    close: () => undefined,
  };
  try {
    const story = await tellStory(running, target, folder, options, progress, signal);
    const removed = await progress.run(
      'Clean up',
      (report) => removeAll(target, report, signal),
      (count) => `${count} resources and leftovers removed`,
    );
    const facts = { removed, seconds: (Date.now() - began) / 1000, peakRssMb: memory.stop() };
    return writeResults(out, folder, story, facts);
  } finally {
    memory.stop();
    await running.stop();
  }
}

/** Stacks and whatever they leave: nothing billable stays. @returns how much there was */
async function removeAll(target: Target, report: (text: string) => void, signal: AbortSignal): Promise<number> {
  const { stacks } = await takeInventory(target);
  await destroyStacks(target, stacks, report, signal);
  const left = await findLeftovers(target, await takeInventory(target));
  const removed = await removeLeftovers(
    left.filter(({ remove }) => remove !== undefined),
    report,
    signal,
  );
  const [failed] = removed.filter(({ error }) => error !== undefined);
  if (failed !== undefined) throw new Error(`${failed.kind} ${failed.name} could not be removed: ${failed.error}`);
  return stacks.length + removed.length;
}

interface RunFacts {
  readonly removed: number;
  readonly seconds: number;
  readonly peakRssMb: number;
}

/** @returns what to show at the end */
function writeResults(out: string, folder: RunFolder, story: Story, { removed, seconds, peakRssMb }: RunFacts): string {
  const { data } = folder.run;
  const { job, seconds: trainingSeconds } = folder.need('training');
  const { passed, reasons, minF1, maxSquaredError, figures } = folder.need('gate');
  const { rows: _, ...measured } = figures;
  // Below the folder of results, so that the links of the report work wherever it is moved.
  const hours = story.hours.map((hour) => ({ ...hour, report: `run/${hour.report}` }));
  const summary: PairSummary = pairSummarySchema.parse({
    data,
    training: { job, seconds: rounded(trainingSeconds) },
    gate: { passed, reasons, minF1, maxSquaredError, ...measured },
    modelPackage: folder.need('modelPackage'),
    traffic: { requests: hours.reduce((sum, { requests }) => sum + requests, 0), labels: story.labels },
    baselineRows: story.baselineRows,
    hours,
    cleanup: { removed },
    seconds: rounded(seconds),
    peakRssMb,
  } satisfies PairSummary);
  const test = readCorpus(folder.file(RunFile.testPairs));
  const answers = readAnswers(folder);
  const [report, summaryFile] = [join(out, 'report.html'), join(out, 'summary.json')];
  const page = renderPairReport({
    summary,
    finishedAt: new Date().toISOString(),
    answered: test.map(({ first, second }, at) => ({ first, second, ...answers[at]! })),
    distances: meanDistances(test),
    baselineF1: story.baselineF1,
  });
  writeFileSync(report, page);
  writeFileSync(summaryFile, `${JSON.stringify(summary, null, 2)}\n`);
  return `\n${summaryText(summary)}\n\nreport      ${report}\nsummary     ${summaryFile}`;
}

const rounded = (value: number): number => Number(value.toFixed(3));

function readAnswers(folder: RunFolder): PairAnswer[] {
  const lines = readFileSync(folder.file(RunFile.testAnswers), 'utf8').trimEnd().split('\n').slice(1);
  return lines.map((line) => {
    const [label, probability] = line.split(',').map(Number);
    return { label: label === 1 ? 1 : 0, probability: probability! };
  });
}

function summaryText({ data, gate, training, traffic, hours, seconds, peakRssMb }: PairSummary): string {
  return [
    `pairs       ${data.pairs} of ${data.name}, ${data.paraphrases} of them paraphrases; ${data.test} to test`,
    `training    ${training.job} in ${training.seconds.toFixed(1)} s`,
    `gate        F1 ${gate.f1.toFixed(3)} (all pairs called paraphrases: ${gate.constantF1.toFixed(3)}), squared error ${gate.squaredError.toFixed(3)} (constant: ${gate.constantSquaredError.toFixed(3)})`,
    `traffic     ${traffic.requests} requests, ${traffic.labels} labels`,
    ...hours.map(
      ({ window, f1, state, violations }) =>
        `monitor     ${window}: F1 ${f1?.toFixed(3) ?? 'unknown'}, ${state}${violations === 0 ? '' : ` (${violations})`}`,
    ),
    `total       ${seconds.toFixed(1)} s; largest process ${peakRssMb} MB`,
  ].join('\n');
}
