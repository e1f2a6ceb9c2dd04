import { join } from 'node:path';
import type { DataSet } from '../../core/dataset/data-set';
import { SeededRandom } from '../../core/seeded-random';
import { classifyImages } from '../classify/classify-images';
import { countsLine } from '../classify/image-outcome';
import { loadDataSet } from '../data/load-data-set';
import { evaluateRelease } from '../evaluate/evaluate-release';
import { clearEarlierRun } from '../folder/earlier-run';
import { inOutputFolder } from '../folder/in-output-folder';
import { orInterrupted } from '../interrupt';
import { bringUp, preparationText, prepare, type RunningLaptop } from '../laptop/bring-up';
import { limitHeapGrowth } from '../laptop/heap-growth';
import { type Taught, TEACHING_STEPS, teach } from '../laptop/teach';
import type { Reports } from '../monitor/check-window';
import { Progress } from '../progress/progress';
import { CACHE_FOLDER } from '../project-folder';
import { answerSecondLooks } from './answer-second-looks';
import { awaitMails } from './await-mails';
import { countAlerts } from './count-alerts';
import { PeakMemory } from './peak-memory';
import { awaitCaptures } from './read-captures';
import { imagesPerSecond, runStartBatch } from './run-start-batch';
import type { StartOptions } from './start-options';
import { watchEndpoint } from './watch-endpoint';
import { workflowText } from './workflow-text';
import { testKey, writeResults } from './write-results';

/** What a run leaves in its output folder, and the next one makes anew. */
const RESULTS = ['summary.json', 'report.html', 'evaluation', 'monitors', 'laptop/state'];
/** Longest wait for the last capture files and mails once the workflow is done. */
const COLLECT_LIMIT_MILLISECONDS = 20_000;

/**
 * The whole story, from nothing to a report. Leaves no process and no port behind, however it ends; what the user named wrongly is found
 * before anything is made.
 * @throws UsageError, DataSetError, Interrupted
 */
export async function start(options: StartOptions, signal: AbortSignal): Promise<void> {
  await inOutputFolder(options.out, signal, (out) => run({ ...options, out }, signal));
}

async function run(options: StartOptions, signal: AbortSignal): Promise<void> {
  limitHeapGrowth();
  const began = Date.now();
  const memory = new PeakMemory();
  const progress = new Progress(3 + TEACHING_STEPS + 6);
  const data = await progress.run(
    'Make the data set',
    (report) => orInterrupted(load(options, report, signal), signal),
    ({ name, classes, train, test }) =>
      `${name}: ${classes.join(', ')}; ${train.length} to learn from, ${test.length} to test`,
  );
  const overrides = options.threshold === undefined ? {} : { confidenceThreshold: options.threshold };
  const laptopOptions = { folder: join(options.out, 'laptop'), port: 0, overrides, signal };
  clearEarlierRun(options.out, RESULTS);
  await progress.run('Synthesize and compile', () => prepare(laptopOptions), preparationText);
  const running = await progress.run(
    'Start the laptop’s AWS',
    (report) => bringUp(laptopOptions, report),
    ({ laptop }) => `${laptop.resourceCount()} resources at ${laptop.url}`,
  );
  try {
    const taught = await teach(running, { data, epochs: options.epochs, seed: options.seed }, progress, signal);
    const workflow = await runWorkflow(running, data, taught, options, progress, signal);
    const run = { data, running, taught, ...workflow, seconds: (Date.now() - began) / 1000, peakRssMb: memory.stop() };
    const story = await writeResults(options.out, run);
    // Whoever presses Ctrl-C while the last file is written wants to hear that it was heard.
    signal.throwIfAborted();
    console.log(story);
  } finally {
    await running.stop();
  }
}

function load(
  { data, dataset, classes, seed }: StartOptions,
  report: (text: string) => void,
  signal: AbortSignal,
): Promise<DataSet> {
  return loadDataSet({
    data,
    dataset,
    classes,
    seed,
    signal,
    cacheFolder: CACHE_FOLDER,
    onProgress: ({ step, done, total, unit }) =>
      report(`${step}: ${done}${total === undefined ? '' : ` of ${total}`} ${unit}`),
  });
}

async function runWorkflow(
  { laptop, clients, outputs, environment }: RunningLaptop,
  data: DataSet,
  taught: Taught,
  options: StartOptions,
  progress: Progress,
  signal: AbortSignal,
) {
  const evaluation = await progress.run(
    'Evaluate it on the test split',
    () =>
      evaluateRelease(
        clients.s3,
        outputs.get('ReportsBucket'),
        taught.evaluation,
        join(options.out, 'evaluation'),
        signal,
      ),
    ({ result, rows }) =>
      `accuracy ${(result.evaluation.accuracyWithFailures * 100).toFixed(1)} % on ${rows.length} images`,
  );
  const target = { environment, clients, outputs };
  const chosen = new SeededRandom(options.seed, 'workflow').shuffled(data.test).slice(0, options.images);
  const bucket = outputs.get('ImagesBucket');
  const images = chosen.map((item) => ({ bucket, key: testKey(item) }));
  const workflowBegan = Date.now();
  const executions = await progress.run(
    'Run the workflow',
    (report) => classifyImages(clients.stepFunctions, outputs.get('ImageClassificationArn'), images, report, signal),
    (all) => workflowText(all, options.images),
  );
  const workflowSeconds = (Date.now() - workflowBegan) / 1000;
  const collected = await progress.run(
    'Collect e-mails and captures',
    async () => {
      const secondLooks = executions.filter(({ outcome }) => outcome === 'second-look').length;
      const answered = executions.filter(({ outcome }) => outcome !== 'failed').length;
      const [emails, published, capture] = await Promise.all([
        awaitMails(laptop, secondLooks * environment.alerts.emails.length, COLLECT_LIMIT_MILLISECONDS, signal),
        countAlerts(clients.s3, bucket),
        awaitCaptures(
          clients.s3,
          outputs.get('CaptureBucket'),
          taught.endpointName,
          answered,
          COLLECT_LIMIT_MILLISECONDS,
          signal,
        ),
      ]);
      return { emails, published, capture };
    },
    ({ emails, capture }) => `${emails} e-mails, ${capture.records} records in ${capture.files} files`,
  );
  const labels = await progress.run(
    'Answer second looks',
    () => answerSecondLooks({ clients, outputs }, chosen),
    (count) => `${count} by the run itself, from the known labels`,
  );
  const watched = await progress.run(
    'Monitor the traffic, and a drifted copy',
    (report) =>
      watchEndpoint(target, {
        items: chosen,
        window: hoursAround(new Date(workflowBegan), new Date()),
        seed: options.seed,
        folder: join(options.out, 'monitors'),
        signal,
        report,
      }),
    ({ traffic, drifted }) =>
      `${violationsText(traffic)} in the traffic, ${violationsText(drifted)} in the drifted copy`,
  );
  // Last, so that its digest and its captures are not taken for those of the executions.
  const batch = await progress.run(
    'Classify the split as one batch',
    (report) => runStartBatch({ clients, outputs }, report, signal),
    (ended) => `${countsLine(ended.counts)}; ${imagesPerSecond(ended).toFixed(0)} images/s`,
  );
  return { evaluation, chosen, executions, workflowSeconds, ...collected, labels, watched, batch };
}

/** Whole hours: the folders that captures lie in. */
function hoursAround(from: Date, to: Date): { readonly from: Date; readonly to: Date } {
  const [begin, end] = [new Date(from), new Date(to)];
  begin.setUTCMinutes(0, 0, 0);
  end.setUTCMinutes(60, 0, 0);
  return { from: begin, to: end };
}

function violationsText(reports: Reports): string {
  const count = Object.values(reports).reduce((sum, { violations }) => sum + violations.length, 0);
  return count === 1 ? '1 violation' : `${count === 0 ? 'no' : count} violations`;
}
