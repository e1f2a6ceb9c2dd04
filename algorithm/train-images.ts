import { describeModel } from './artifact/describe-model';
import { writeModelFiles } from './artifact/model-files';
import { classesOf, countLabels, refuseOutside } from './channels/class-counts';
import { channelFiles, findImageList } from './channels/find-image-list';
import { readImageSet } from './channels/read-image-set';
import { refuseUnsupportedChannels } from './channels/refuse-unsupported-channels';
import { HyperparameterInvalid } from './container/algorithm-error';
import type { MlFolder } from './container/ml-folder';
import { readJsonFile } from './container/read-json-file';
import { type Hyperparameters, readHyperparameters } from './hyperparameters/read-hyperparameters';
import type { TrainOptions } from './train';
import { epochLines } from './training/epoch-lines';
import type { ImageSet } from './training/image-set';
import { trainNetwork } from './training/train-network';

/**
 * Image classification: the four channels in, model.json, weights.bin and model.onnx out.
 * @throws AlgorithmError (HyperparameterInvalid, ChannelInvalid, TrainingDiverged)
 */
export async function trainImages({ folder, kernels, signal, log }: TrainOptions): Promise<void> {
  const started = performance.now();
  const { hyperparameters, notes } = readHyperparameters(readJsonFile(folder.hyperparametersFile));
  for (const note of notes) log(note);
  refuseUnsupportedChannels(readJsonFile(folder.inputDataConfigFile));
  const data = await readData(folder, hyperparameters, log);
  const { classes, train: images, validation } = data;
  const counts = { train: countImages(images, classes), validation: validation && countImages(validation, classes) };
  log(dataLine(classes, images, counts));
  const trained = await trainNetwork({
    kernels,
    train: images,
    validation,
    classes: classes.length,
    hyperparameters,
    signal,
    onEpoch: (metrics, seconds) => {
      for (const line of epochLines(metrics, seconds, hyperparameters.top_k)) log(line);
    },
  });
  const spec = describeModel({ trained, classes, hyperparameters, images: counts });
  writeModelFiles(folder.model, { spec, tensors: trained.tensors });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  log(`Training ${trained.end}: model of epoch ${trained.epoch}, ${trained.kernelName} kernels, ${seconds} s in all.`);
}

interface Data {
  readonly classes: readonly string[];
  readonly train: ImageSet;
  readonly validation?: ImageSet;
}

async function readData(
  folder: MlFolder,
  hyperparameters: Hyperparameters,
  log: (line: string) => void,
): Promise<Data> {
  const { num_classes: count, class_names: names, num_training_samples: samples, resize } = hyperparameters;
  const fit = { ...hyperparameters.image_shape, resize };
  const trainRows = findImageList(folder, 'train_lst');
  const classes = classesOf(trainRows, { count, names });
  if (samples !== undefined && samples !== trainRows.length) {
    log(`num_training_samples=${samples}, but the list names ${trainRows.length} images; all of them are used.`);
  }
  const train = await readImageSet({ folder, channel: 'train', rows: trainRows, fit, log });
  if (channelFiles(folder, 'validation_lst') === undefined) {
    if (hyperparameters.early_stopping) {
      throw new HyperparameterInvalid('early_stopping needs the channels validation and validation_lst.');
    }
    log('There is no channel validation_lst: no validation.');
    return { classes, train };
  }
  const rows = findImageList(folder, 'validation_lst');
  refuseOutside(rows, classes.length, 'validation');
  const validation = await readImageSet({ folder, channel: 'validation', rows, fit, log });
  return { classes, train, validation };
}

function countImages({ labels }: ImageSet, classes: readonly string[]): readonly number[] {
  return countLabels(
    Array.from(labels, (label) => ({ label })),
    classes.length,
  );
}

function dataLine(
  classes: readonly string[],
  { height, width, channels }: ImageSet,
  counts: { readonly train: readonly number[]; readonly validation?: readonly number[] },
): string {
  const perClass = (numbers: readonly number[]) => classes.map((name, label) => `${name} ${numbers[label]}`).join(', ');
  const validation = counts.validation === undefined ? '' : `; validation: ${perClass(counts.validation)}`;
  return `${classes.length} classes, images ${width}x${height}x${channels}; train: ${perClass(counts.train)}${validation}.`;
}
