import { readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { basename } from 'node:path';
import { openItemSchema } from '../../core/contracts/open-item';
import { OPEN_ITEM_PREFIX, reviewIdOf } from '../../core/contracts/storage-layout';
import { giveAnswer } from '../../core/second-look/give-answer';
import { listObjects } from '../aws/list-objects';
import type { TargetContext } from '../command/command-action';
import { inParallel } from '../parallel';
import { readReleasedModel } from '../release/release-parameters';
import { environmentClock } from '../target/environment-clock';
import { UsageError } from '../usage-error';
import { LabelStore } from './label-store';
import { parseImportedLabels } from './parse-imported-labels';

export interface ImportLabelsOptions {
  readonly who?: string;
}

const PARALLEL_LABELS = 16;

/**
 * Labels inferences from a file. The same file once more changes nothing and finishes what an interruption left: each label is claimed like an answer, and those that
 * have an answer keep it.
 * @throws UsageError for a file that is not as it should be; nothing was written then.
 */
export async function importLabels(
  { target, printer, progress, signal }: TargetContext,
  options: ImportLabelsOptions,
  [file = '']: readonly string[],
): Promise<void> {
  const model = await readReleasedModel(target);
  if (model === undefined) throw new UsageError('No model is released: nobody knows the classes. Release one first.');
  const text = await readFile(file, 'utf8').catch((cause: Error) => {
    throw new UsageError(`${file} cannot be read: ${cause.message}.`, { cause });
  });
  const labels = parseImportedLabels(text, basename(file), model.classes);
  const store = LabelStore.of(target);
  const open = await openKeys(store);
  const answered_at = (await environmentClock(target))().toISOString();
  const who = options.who ?? userInfo().username;
  let recorded = 0;
  let different = 0;
  await progress(1).run(
    'Import labels',
    (report) =>
      inParallel(labels, PARALLEL_LABELS, async ({ id, classIndex }, index) => {
        signal.throwIfAborted();
        const key = open.get(id);
        const item =
          key === undefined
            ? undefined
            : openItemSchema.parse(JSON.parse((await store.text(store.imagesBucket, key)) ?? ''));
        const given = await giveAnswer(
          {
            version: 1,
            review_id: id,
            s3_bucket: item?.s3_bucket,
            s3_key: item?.s3_key,
            version_id: item?.version_id,
            label: model.classes[classIndex] as string,
            class_index: classIndex,
            predicted_label: item?.predicted_label,
            model_package: item?.model_package,
            who,
            who_verified: false,
            answered_at,
            opened_at: item?.opened_at,
            source: 'imported',
          },
          store,
        );
        if (given.won) recorded += 1;
        else if (given.answer.class_index !== classIndex) different += 1;
        report(`${index + 1} of ${labels.length} labels`);
      }),
    () => `${recorded} recorded, ${labels.length - recorded} answered already`,
  );
  const counts = { labels: labels.length, recorded, alreadyAnswered: labels.length - recorded, different };
  printer.result(
    counts,
    `${recorded} of ${labels.length} labels recorded; ${counts.alreadyAnswered} had an answer already, ${different} of them a different one, which stays`,
  );
}

/** Keys of the open items by their review. */
async function openKeys({ s3, imagesBucket }: LabelStore): Promise<Map<string, string>> {
  const keys = new Map<string, string>();
  for await (const { key } of listObjects(s3, imagesBucket, OPEN_ITEM_PREFIX)) keys.set(reviewIdOf(key), key);
  return keys;
}
