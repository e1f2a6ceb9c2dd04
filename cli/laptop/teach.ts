import { endpointName } from '../../core/contracts/released-model';
import type { TrainModelOutput } from '../../core/contracts/train-model';
import { carveValidation } from '../../core/dataset/carve-validation';
import type { DataSet } from '../../core/dataset/data-set';
import type { Progress } from '../progress/progress';
import { DEFAULT_CHECK_RATE } from '../release/check-rate';
import { choosePackage } from '../release/choose-package';
import { describeReleased } from '../release/describe-released';
import { holdReleaseLease } from '../release/lease/hold-release-lease';
import type { QueuedEvaluation } from '../release/queue-evaluation';
import { releaseModel } from '../release/release-model';
import type { RunningLaptop } from './bring-up';
import { trainModel } from './train-model';
import { parseEpochLine, TrainingCurve } from './training-curve';
import { trainingSeconds } from './training-seconds';
import { uploadDataSet } from './upload-data-set';

/** Share of the training images that is held back for validation. */
const VALIDATION_FRACTION = 0.15;
/** Of the model's input; images of any size are scaled to it. */
const IMAGE_SHAPE = '3,32,32';

export interface Lesson {
  readonly data: DataSet;
  readonly epochs: number;
  readonly seed: number;
}

export interface Taught {
  readonly endpointName: string;
  readonly modelPackage: string;
  /** Of the endpoint on the test split, asked for by the release; absent where there is no test split. */
  readonly evaluation?: QueuedEvaluation;
  readonly trained: TrainModelOutput;
  readonly curve: TrainingCurve;
  /** Of the training job itself, from the start of its training to its end. */
  readonly trainingSeconds: number;
}

/** How many steps of progress `teach` takes. */
export const TEACHING_STEPS = 3;

/** Brings a laptop from a data set to an endpoint in service: upload, train, release. */
export async function teach(
  { laptop, clients, outputs, environment }: RunningLaptop,
  { data, epochs, seed }: Lesson,
  progress: Progress,
  signal: AbortSignal,
): Promise<Taught> {
  const { train, validation } = carveValidation(data.train, VALIDATION_FRACTION, seed);
  await progress.run(
    'Load the data set into S3',
    (report) =>
      uploadDataSet(
        clients.s3,
        outputs.get('ImagesBucket'),
        { name: data.name, classes: data.classes, splits: { train, validation, test: data.test } },
        report,
        signal,
      ),
    (count) => `${count} images: ${train.length} train, ${validation.length} validation, ${data.test.length} test`,
  );

  const hyperparameters = { image_shape: IMAGE_SHAPE, epochs, seed };
  const curve = new TrainingCurve();
  const trained = await progress.run(
    'Train and judge',
    async (report) => {
      const forget = laptop.onTrainingLog((line) => {
        const entry = parseEpochLine(line);
        if (entry === undefined) return;
        const epoch = curve.add(entry);
        report(`epoch ${epoch} of ${epochs}${curve.text()}`);
      });
      try {
        return await trainModel(clients.stepFunctions, outputs.get('TrainModelArn'), { hyperparameters }, signal);
      } finally {
        forget();
      }
    },
    () => `${epochs === 1 ? '1 epoch' : `${curve.epochs().length} epochs`}${curve.text()}`,
  );

  const { modelPackage, evaluation } = await progress.run(
    'Release the endpoint',
    async (report) => {
      const target = { environment, clients, outputs };
      const choice = { wanted: trained.modelPackage, approve: false };
      const released = describeReleased(await choosePackage(target, choice), {});
      return holdReleaseLease(target, (lease) =>
        releaseModel(target, lease, { released, check: DEFAULT_CHECK_RATE, baseline: 'new' }, report, signal),
      );
    },
    ({ endpointName: name, baseline: made }) =>
      `${name} in service${made && 'rows' in made ? `; baseline of ${made.rows} validation images` : ''}`,
  );
  const endpoint = endpointName(environment.app, environment.name);
  return {
    endpointName: endpoint,
    modelPackage,
    evaluation,
    trained,
    curve,
    trainingSeconds: await trainingSeconds(clients.sageMaker, trained.trainingJobName),
  };
}
