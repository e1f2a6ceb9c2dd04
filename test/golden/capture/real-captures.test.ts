import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { imageBytesOf, inferenceTimeOf, probabilitiesOf } from '../../../core/capture/capture-contents';
import type { CaptureRecord } from '../../../core/capture/capture-record';
import { groundTruthRecord, readGroundTruth } from '../../../core/capture/ground-truth-record';
import { joinGroundTruth, labelledRows } from '../../../core/capture/join-ground-truth';
import { readCaptureRecords } from '../../../core/capture/read-capture-records';
import { inspectImage } from '../../../core/image/inspect-image';
import { argmax } from '../../../core/inference/argmax';

const DATA = process.env.SECOND_LOOK_REAL_DATA;
if (DATA === undefined) console.log('Skipped: SECOND_LOOK_REAL_DATA names no folder with real captures.');

interface Label {
  readonly eventId: string;
  readonly inferenceTime: string;
  readonly label: number;
  readonly probabilities: readonly number[];
}

const filesOf = (folder: string) => {
  const root = join(DATA ?? '', folder);
  const names = readdirSync(root).filter((name) => name.endsWith('.jsonl'));
  return names.sort().map((name) => ({ name, text: readFileSync(join(root, name), 'utf8') }));
};

(DATA === undefined ? describe.skip : describe)('real captures of an image classifier', () => {
  const entries =
    DATA === undefined ? [] : filesOf('data-capture').flatMap(({ name, text }) => [...readCaptureRecords(text, name)]);
  const records = entries.flatMap((entry): CaptureRecord[] => ('record' in entry ? [entry.record] : []));
  const labels = (
    DATA === undefined ? [] : JSON.parse(readFileSync(join(DATA, 'data-capture', 'labels.json'), 'utf8'))
  ) as Label[];

  it('are read record by record, without a fault', () => {
    expect(entries).toHaveLength(15);
    expect(records.map(({ eventMetadata }) => eventMetadata.eventId)).toEqual(labels.map(({ eventId }) => eventId));
  });

  it('hold whole pictures of 32 x 32 pixels', () => {
    const sizes = records.map((record) => inspectImage(imageBytesOf(record) as Buffer));

    expect(sizes.every(({ width, height, format }) => width === 32 && height === 32 && format === 'png')).toBe(true);
  });

  it('hold the probabilities and times that their list says', () => {
    expect(records.map((record) => probabilitiesOf(record, 2))).toEqual(
      labels.map(({ probabilities }) => ({ probabilities })),
    );
    expect(records.map(inferenceTimeOf)).toEqual(labels.map(({ inferenceTime }) => new Date(inferenceTime)));
  });

  it('give the model’s accuracy once they are joined with their labels', () => {
    const truth = labels.map(({ eventId, label }) => groundTruthRecord(eventId, label));
    const { merged, counts } = joinGroundTruth(records, truth);
    const right = merged.filter((record) => {
      const joined = labelledRows(record);
      return 'rows' in joined && joined.rows.every(({ output, label }) => argmax(output as number[]) === Number(label));
    });

    expect(counts).toEqual({ matched: 15, unlabelled: 0, orphans: 0, duplicateCaptures: 0, replacedLabels: 0 });
    // Two of the fifteen pictures are taken for the other vehicle, by labels.json itself.
    expect(right).toHaveLength(13);
  });

  it('read real ground truth whose last line has no newline', () => {
    const truth = filesOf('ground-truth').flatMap(({ name, text }) => [...readGroundTruth(text, name)]);

    expect(truth.length).toBeGreaterThan(0);
    expect(truth.filter((entry) => 'fault' in entry)).toEqual([]);
  });
});
