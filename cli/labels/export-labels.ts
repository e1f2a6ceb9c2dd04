import { CopyObjectCommand } from '@aws-sdk/client-s3';
import { formatCaptureWindow } from '../../core/capture/capture-window';
import type { Answer } from '../../core/contracts/answer';
import { manifestKey, splitPrefix } from '../../core/contracts/storage-layout';
import { formatImageList, type ImageListRow, parseImageList } from '../../core/dataset/image-list';
import { chosenWindow, type NamedWindow } from '../captures/window-option';
import type { TargetContext } from '../command/command-action';
import { inParallel } from '../parallel';
import { readReleasedModel } from '../release/release-parameters';
import { UsageError } from '../usage-error';
import { answersOfWindow } from './answers-of-window';
import { LabelStore } from './label-store';
import { updateManifest } from './update-manifest';

export interface ExportLabelsOptions {
  /** @default the last day */
  readonly window?: NamedWindow;
  /** Only where the person disagreed with the model. */
  readonly correctedOnly?: boolean;
  /** Tell what would be added, and add nothing. */
  readonly dryRun?: boolean;
}

const PARALLEL_COPIES = 8;
/** Folder of the added images, beneath `train/`. */
const FOLDER = 'second-look';

/**
 * Adds images that people have labelled to the training set in the images bucket: a copy of exactly the version that was judged under `train/second-look/`, and a row in `train.lst`,
 * which the next training takes. The lists come after the images and the manifest last. An image that is in the list is left alone, so the command may be repeated.
 * @throws UsageError where there is no training set to add to; ChangedMeanwhile where two do this at once: the other's rows stay, and the command may be given again.
 */
export async function exportLabels(
  { target, printer, progress, signal }: TargetContext,
  options: ExportLabelsOptions,
): Promise<void> {
  const window = await chosenWindow(options.window, target);
  const store = LabelStore.of(target);
  const model = await readReleasedModel(target);
  const key = manifestKey('train');
  const read = await store.read(store.imagesBucket, key);
  if (read === undefined)
    throw new UsageError(`There is no s3://${store.imagesBucket}/${key} to add to: upload a data set first.`);
  const rows = parseImageList(read.text, key, model?.classes.length);
  const answers = (await answersOfWindow(store, window, signal)).filter((answer) => isExample(answer, options));
  const additions = newRows(rows, answers);
  if (options.dryRun !== true && additions.length > 0) {
    await progress(1).run(
      'Add images to the training set',
      async (report) => {
        let done = 0;
        await inParallel(additions, PARALLEL_COPIES, async ({ row, answer }) => {
          signal.throwIfAborted();
          await copyImage(store, answer, `${splitPrefix('train')}${row.file}`);
          done += 1;
          report(`${done} of ${additions.length} images`);
        });
        const list = formatImageList([...rows, ...additions.map(({ row }) => row)]);
        await store.writeOver(key, read, list, 'text/plain');
        await updateManifest(store, rows.length + additions.length, list);
      },
      () => `${additions.length} images`,
    );
  }
  const added = formatImageList(additions.map(({ row }) => row));
  if (additions.length > 0) printer.line(added.trimEnd());
  printer.result(
    {
      window: formatCaptureWindow(window),
      list: key,
      added: additions.map(({ row }) => row),
      alreadyThere: answers.length - additions.length,
      dryRun: options.dryRun === true,
    },
    `${additions.length} images ${options.dryRun === true ? 'would be' : 'were'} added to ${key}; ${answers.length - additions.length} were there already`,
  );
}

/** A person's class of an image whose version is known. Made-up labels teach nothing. */
function isExample(answer: Answer, { correctedOnly = false }: ExportLabelsOptions): boolean {
  const { class_index, s3_key, version_id, source, label, predicted_label } = answer;
  if (class_index === undefined || s3_key === undefined || version_id === undefined || source === 'simulated')
    return false;
  return !correctedOnly || label !== predicted_label;
}

function newRows(rows: readonly ImageListRow[], answers: readonly Answer[]): { row: ImageListRow; answer: Answer }[] {
  const known = new Set(rows.map(({ file }) => file));
  let next = Math.max(-1, ...rows.map(({ row }) => row)) + 1;
  return answers.flatMap((answer) => {
    const file = `${FOLDER}/${encodeURIComponent(answer.review_id)}${extensionOf(answer.s3_key ?? '')}`;
    if (known.has(file)) return [];
    const row = { row: next, label: answer.class_index ?? 0, file };
    next += 1;
    return [{ row, answer }];
  });
}

const extensionOf = (key: string): string => /\.(png|jpe?g)$/i.exec(key)?.[0].toLowerCase() ?? '.png';

async function copyImage(
  { s3, imagesBucket }: LabelStore,
  { s3_key = '', version_id = '' }: Answer,
  to: string,
): Promise<void> {
  const source = `${imagesBucket}/${s3_key.split('/').map(encodeURIComponent).join('/')}?versionId=${version_id}`;
  await s3.send(new CopyObjectCommand({ Bucket: imagesBucket, Key: to, CopySource: source }));
}
