import { createHash } from 'node:crypto';
import { imageBytesOf, probabilitiesOf } from '../../core/capture/capture-contents';
import type { CaptureRecord } from '../../core/capture/capture-record';
import { formatCaptureWindow } from '../../core/capture/capture-window';
import { DistinctInferences, inferenceIdentity } from '../../core/capture/inference-identity';
import { readCaptureRecords } from '../../core/capture/read-capture-records';
import { decodeCustomAttributes } from '../../core/contracts/custom-attributes';
import { simulatedFile } from '../../core/second-look/simulated-file';
import { type Simulation, simulatedLabel } from '../../core/second-look/simulated-label';
import { captureStoreOf } from '../captures/find-captures';
import { readCaptures } from '../captures/read-captures';
import { chosenWindow, type NamedWindow } from '../captures/window-option';
import type { TargetContext } from '../command/command-action';
import { environmentClock } from '../target/environment-clock';
import { UsageError } from '../usage-error';
import { knownLabels } from './known-labels';
import { LabelStore } from './label-store';

export interface SimulateLabelsOptions extends Simulation {
  /** @default the last day */
  readonly window?: NamedWindow;
  /** `.lst` whose images are known by their bytes. */
  readonly fromLst?: string;
  /** Any class, each as likely. */
  readonly random?: boolean;
}

/** Labels of one file: small enough to read at once. */
const FILE_LABELS = 10_000;

interface Counts {
  labelled: number;
  /** Inferences that have a person's answer. */
  answered: number;
  /** Inferences whose picture is not in the list. */
  unknown: number;
  /** Asked for another purpose than traffic. */
  otherPurpose: number;
  faults: number;
}

/**
 * Makes up a label for every captured inference of a window that has no answer, and marks it as simulated: for trying monitors, never for judging a model.
 * @throws UsageError
 */
export async function simulateLabels(
  { target, printer, progress, signal }: TargetContext,
  options: SimulateLabelsOptions,
): Promise<void> {
  if ((options.fromLst === undefined) === (options.random !== true)) {
    throw new UsageError('Say where the truth comes from: either --from-lst FILE or --random.');
  }
  const window = await chosenWindow(options.window, target);
  const truth = options.fromLst === undefined ? undefined : await knownLabels(options.fromLst);
  const store = LabelStore.of(target);
  const answered = await store.answeredIds();
  const distinct = new DistinctInferences();
  const counts: Counts = { labelled: 0, answered: 0, unknown: 0, otherPurpose: 0, faults: 0 };
  const collected = (await environmentClock(target))();
  const keys: string[] = [];
  let gathered: { inferenceId: string; classIndex: number }[] = [];
  const write = async (): Promise<void> => {
    if (gathered.length === 0) return;
    const file = simulatedFile(gathered, collected, options.seed, keys.length);
    await store.writeLabel(file);
    keys.push(file.key);
    gathered = [];
  };
  await progress(1).run(
    'Simulate labels',
    async (report) => {
      for await (const { file, text, holds = () => true } of readCaptures(captureStoreOf(target), window)) {
        signal.throwIfAborted();
        for (const entry of readCaptureRecords(text, file)) {
          if ('fault' in entry) counts.faults += 1;
          else if (holds(new Date(entry.record.eventMetadata.inferenceTime)) && distinct.admit(entry.record)) {
            const label = labelOf(entry.record, truth, answered, options, counts);
            if (label !== undefined) gathered.push(label);
          }
        }
        if (gathered.length >= FILE_LABELS) await write();
        report(`${counts.labelled} labels`);
      }
      await write();
    },
    () => `${counts.labelled} labels in ${keys.length} files`,
  );
  printer.result(
    {
      window: formatCaptureWindow(window),
      simulated: true,
      seed: options.seed,
      errorRate: options.errorRate,
      counts,
      keys,
    },
    `${counts.labelled} simulated labels; left alone: ${counts.answered} with an answer, ${counts.unknown} not in the list, ` +
      `${counts.otherPurpose} of another purpose than traffic, ${counts.faults} unreadable lines`,
  );
}

/** The label of one inference, counted; or nothing, with the reason counted. */
function labelOf(
  record: CaptureRecord,
  truth: ReadonlyMap<string, number> | undefined,
  answered: ReadonlySet<string>,
  simulation: Simulation,
  counts: Counts,
): { inferenceId: string; classIndex: number } | undefined {
  const inferenceId = inferenceIdentity(record);
  const [attributes = ''] = record.eventMetadata.customAttributes ?? [];
  const output = probabilitiesOf(record);
  const bytes = imageBytesOf(record);
  const known = truth === undefined || bytes === undefined ? undefined : truth.get(digestOf(bytes));
  if (decodeCustomAttributes(attributes).purpose !== 'traffic') counts.otherPurpose += 1;
  else if (answered.has(inferenceId)) counts.answered += 1;
  else if ('fault' in output) counts.faults += 1;
  else if (truth !== undefined && known === undefined) counts.unknown += 1;
  else {
    counts.labelled += 1;
    return { inferenceId, classIndex: simulatedLabel(inferenceId, known, output.probabilities.length, simulation) };
  }
  return undefined;
}

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
