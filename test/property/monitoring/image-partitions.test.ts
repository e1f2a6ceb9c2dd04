import fc from 'fast-check';
import type { CaptureRecord } from '../../../core/capture/capture-record';
import { LabelIndex } from '../../../core/capture/label-index';
import {
  baselineFiles,
  endpointBaseline,
  readEndpointBaseline,
} from '../../../core/monitoring/endpoint/endpoint-baseline';
import { EndpointWindow } from '../../../core/monitoring/endpoint/endpoint-window';
import { mergeParts, type StoredPart, storeInferences } from '../../../core/monitoring/watch/merge-parts';
import { WatchedImages } from '../../../core/monitoring/watch/watched-images';
import { cutsOf, cutWindow } from '../../fixtures/monitoring/cut-window';
import { IMAGE_SUBJECT, imageTraffic } from '../../fixtures/monitoring/image-traffic';

jest.setTimeout(120_000);

const FILTER = { purposes: ['traffic'] as const };
const MOST_IMAGES = 45;
/** Captures that are there again in another part. */
const CROSSING = {
  rows: 30,
  retries: [
    { of: 2, after: 20 },
    { of: 9, after: 15 },
  ],
  fileRows: [5],
  partFiles: [1],
};
/** Of the captures one in so many has no label. */
const UNLABELLED = 5;

let baseline: ReturnType<typeof readEndpointBaseline>;
let records: CaptureRecord[];
let labels: LabelIndex;

beforeAll(async () => {
  const before = await imageTraffic(60, 1);
  const window = new EndpointWindow(IMAGE_SUBJECT);
  for (const entry of before.entries) window.add(entry, before.labels, FILTER);
  const files = baselineFiles(endpointBaseline(window));
  baseline = readEndpointBaseline(JSON.parse(JSON.stringify(files.get('baseline.json'))), 'baseline.json');
  // At one site the model is mostly wrong, so that there is something for the reports to find.
  const traffic = await imageTraffic(MOST_IMAGES, 2, { site: 'north' });
  records = traffic.entries.flatMap((entry) => ('record' in entry ? [entry.record] : []));
  labels = someLabels(records, traffic.labels);
});

function someLabels(captures: readonly CaptureRecord[], all: LabelIndex): LabelIndex {
  const some = new LabelIndex();
  for (const [index, { eventMetadata }] of captures.entries()) {
    const inference = eventMetadata.inferenceId!;
    if (index % UNLABELLED === 0) continue;
    some.add({
      groundTruthData: all.find(inference)!,
      eventMetadata: { eventId: inference },
      eventVersion: '0',
    });
  }
  return some;
}

/** A part as a function analyses it. */
function windowOf(files: readonly (readonly CaptureRecord[])[], without: readonly number[] = []): WatchedImages {
  const window = new WatchedImages(IMAGE_SUBJECT, baseline);
  for (const hash of without) window.inferences.admitHash(hash);
  for (const file of files)
    window.read(file.map((record) => `${JSON.stringify(record)}\n`).join(''), 'captures', labels, FILTER);
  return window;
}

async function* storedParts(parts: readonly (readonly (readonly CaptureRecord[])[])[]): AsyncGenerator<StoredPart> {
  for (const [part, files] of parts.entries()) {
    const window = windowOf(files);
    const stored: StoredPart = { part, window: window.stored(), inferences: storeInferences(window.inferences) };
    yield JSON.parse(JSON.stringify(stored)) as StoredPart;
  }
}

it('gives the reports of the whole, and the images to be explained, for the captures of images in any parts', async () => {
  let readAgain = 0;
  await fc.assert(
    fc.asyncProperty(cutsOf({ min: 20, max: MOST_IMAGES }), async (cuts) => {
      const { files, parts } = cutWindow(records.slice(0, cuts.rows), cuts);
      const whole = windowOf(files);
      const merged = new WatchedImages(IMAGE_SUBJECT, baseline);

      const found = await mergeParts(merged, storedParts(parts), async (part, without) =>
        JSON.parse(JSON.stringify(windowOf(parts[part]!, without).stored())),
      );

      readAgain += found.readAgain;
      const { reports } = await whole.check({});
      expect((await merged.check({})).reports).toEqual(reports);
      expect(merged.stored().explained).toEqual(whole.stored().explained);
      expect(merged.stored().quality).toEqual(whole.stored().quality);
      const unlabelled = Math.ceil(cuts.rows / UNLABELLED);
      expect(reports.images).toMatchObject({ usedRows: cuts.rows });
      expect(reports['model-quality']).toMatchObject({
        duplicates: cuts.retries.length,
        labels: { matched: cuts.rows - unlabelled, unlabelled },
      });
    }),
    { numRuns: 5, examples: [[CROSSING]] },
  );
  expect(readAgain).toBeGreaterThanOrEqual(2);
});
