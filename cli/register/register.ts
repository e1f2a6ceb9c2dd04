import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { loadModel } from '../../algorithm/artifact/load-model';
import { plainKernels } from '../../algorithm/kernels/plain/plain-kernels';
import type { ServedModel } from '../../algorithm/serving/served-model';
import { TABLE_CONTENT_TYPE } from '../../core/contracts/released-model';
import { type TableWatch, tableWatchSchema } from '../../core/contracts/table-watch';
import { FacetInvalid } from '../../core/monitoring/bias/parse-facet';
import { checkWatch } from '../../core/monitoring/table-endpoint/check-watch';
import { ModelInvalid } from '../../core/table-model/model-invalid';
import type { TargetContext } from '../command/command-action';
import { UsageError } from '../usage-error';
import { judgeTable } from './judge-table';
import { modelArchive } from './model-archive';
import type { ModelToRegister } from './model-to-register';
import { registerPackage } from './register-package';

export interface RegisterOptions {
  readonly classes?: readonly string[];
  /** Path of labelled rows. */
  readonly testData?: string;
  readonly labelColumn?: string;
  /** Container image; the environment's where absent. */
  readonly image?: string;
  readonly contentType?: string;
  /** Path of the model's quality. */
  readonly metrics?: string;
  readonly approve?: boolean;
  /** How the monitors of every release are to look at it. */
  readonly facet?: readonly string[];
  readonly positive?: string;
  readonly group?: string;
  readonly threshold?: number;
}

/**
 * Packs a model, tries it, uploads it, and makes a package of it.
 * @throws UsageError for a model or test data that cannot be served
 */
export async function register(context: TargetContext, path: string, options: RegisterOptions): Promise<void> {
  const { target, printer } = context;
  const image = imageFor(context, options);
  const progress = context.progress(2);
  const archive = await modelArchive(path);
  try {
    const model = await progress.run(
      'Try the model',
      async () => describe(context, { image, archive }, options),
      ({ about, judged }) =>
        judged === undefined
          ? about
          : `${about}: accuracy ${judged.evaluation.accuracy.toFixed(4)} of ${judged.evaluation.rows} rows`,
    );
    const registered = await progress.run(
      'Register',
      () => registerPackage(target, model),
      ({ modelPackage }) => modelPackage,
    );
    const { modelPackage, approval, description } = registered;
    printer.result(registered, `package   ${modelPackage}\napproval  ${approval}\n${description}`);
  } finally {
    await archive.remove();
  }
}

/** @throws UsageError where the environment's own image cannot serve a model from elsewhere */
function imageFor({ target }: TargetContext, { image, contentType, metrics }: RegisterOptions): string {
  const { environment, outputs } = target;
  if (image !== undefined) {
    if (contentType === undefined) throw new UsageError('--image needs --content-type: what its model takes.');
    return image;
  }
  if (contentType !== undefined || metrics !== undefined)
    throw new UsageError('--content-type and --metrics go with --image: our own program is asked itself.');
  if (environment.training.image === 'own') return outputs.get('TrainingImage');
  throw new UsageError(
    `Environment '${environment.name}' trains and serves with SageMaker's image-classification algorithm, which serves its own models only: name the image of yours with --image, or set training.image "own".`,
  );
}

async function describe(
  { target: { environment } }: TargetContext,
  { image, archive }: Pick<ModelToRegister, 'image' | 'archive'>,
  options: RegisterOptions,
): Promise<ModelToRegister> {
  const { labelColumn, approve = false } = options;
  const testData =
    options.testData === undefined
      ? undefined
      : { name: basename(options.testData), text: await readText('--test-data', options.testData) };
  const metrics = options.metrics === undefined ? undefined : await readText('--metrics', options.metrics);
  const given = { image, archive, approve, metrics };
  const watch = watchIn(options);
  if (options.image !== undefined) {
    const { contentType = '', classes } = options;
    if (testData !== undefined && labelColumn === undefined)
      throw new UsageError('--test-data of a model with an image of its own needs --label-column.');
    const types = {
      contentTypes: [contentType],
      answerTypes: [contentType === TABLE_CONTENT_TYPE ? contentType : 'application/json'],
    };
    return {
      ...given,
      ...types,
      about: image,
      classes: named(classes),
      ...(testData && { testData: { ...testData, labelColumn: labelColumn! } }),
    };
  }
  const model = tried(archive.folder);
  const { contentTypes, answerTypes, about } = model;
  const types = { contentTypes, answerTypes };
  if (testData === undefined) return { ...given, ...types, about, classes: named(options.classes ?? model.classes) };
  if (!contentTypes.includes(TABLE_CONTENT_TYPE))
    throw new UsageError(
      '--test-data holds rows of a table; a model of images is judged by the test split (test.lst), when it is released.',
    );
  const { gate } = environment.training;
  const { classes } = options;
  const { confidenceThreshold } = environment;
  const judged = judgeTable({ model, ...testData, labelColumn, classes, gate, confidenceThreshold });
  return {
    ...given,
    ...types,
    about,
    classes: judged.classes,
    judged,
    testData: { ...testData, labelColumn: judged.labelColumn },
    ...(watch && { watch: watched(watch, judged.features) }),
  };
}

/** @throws UsageError where there is no evidence to keep it in */
function watchIn({
  facet: facets,
  positive,
  group,
  threshold,
  testData,
  image,
}: RegisterOptions): TableWatch | undefined {
  const watch = tableWatchSchema.parse(JSON.parse(JSON.stringify({ facets, positive, group, threshold })));
  const [first] = Object.keys(watch);
  if (first === undefined) return undefined;
  if (testData !== undefined && image === undefined) return watch;
  throw new UsageError(
    `--facet, --positive, --group and --threshold go with --test-data of a model that is tried here: give them to 'monitor baseline' after the release, and later releases keep them.`,
  );
}

/** @throws UsageError for a column that no request has */
function watched(watch: TableWatch, features: readonly string[] | undefined): TableWatch {
  try {
    checkWatch(watch, features);
    return watch;
  } catch (cause) {
    if (!(cause instanceof FacetInvalid)) throw cause;
    throw new UsageError(cause.message, { cause });
  }
}

/** @throws UsageError with what is wrong with the files */
function tried(folder: string): ServedModel {
  try {
    return loadModel({ folder, kernels: () => plainKernels, isBatch: false });
  } catch (cause) {
    if (!(cause instanceof ModelInvalid)) throw cause;
    throw new UsageError(cause.message.replaceAll(folder, 'The model'), { cause });
  }
}

function named(classes: readonly string[] | undefined): readonly string[] {
  if (classes !== undefined) return classes;
  throw new UsageError(
    'Name the classes in the order of the model’s outputs: --classes no,yes (of a table, of the labels 0 and 1).',
  );
}

async function readText(option: string, path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new UsageError(`${option} ${path}: ${(cause as Error).message}`, { cause });
  }
}
