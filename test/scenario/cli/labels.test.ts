import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { Interrupted } from '../../../cli/interrupt';
import { LabelStore } from '../../../cli/labels/label-store';
import { hourPath } from '../../../core/contracts/storage-layout';
import { parseImageList } from '../../../core/dataset/image-list';
import { runCommand } from '../../fixtures/cli/run-command';
import { pngImage } from '../../fixtures/images';
import { CONFIDENT, DOUBTFUL } from '../../fixtures/laptop/fake-model';
import { servingLaptop } from '../../fixtures/laptop/serving-laptop';
import { temporaryFolder } from '../../fixtures/temporary-folder';

const laptop = servingLaptop();
const folder = temporaryFolder();
afterAll(() => folder.remove());

const run = (...args: string[]) => runCommand([...args, '--endpoint-url', laptop().laptop.url]);
async function document(...args: string[]) {
  const { code, stdout, stderr } = await run(...args, '--json');
  return { code, stderr, result: stdout === '' ? undefined : JSON.parse(stdout) };
}

/** An image that waits for a second look. @returns its review id. */
async function doubt(key: string, image = pngImage(8, 8, key.length)): Promise<string> {
  laptop().model.behave(DOUBTFUL);
  const execution = await laptop().classifyImage(key, image);
  const { inference_id } = execution.stateOutputs.ClassifyImage.body as { inference_id: string };
  await laptop().capture(inference_id);
  return inference_id;
}

/** Every object of both buckets, old versions too, that holds a text in its key or body. */
async function traces(...texts: string[]): Promise<string[]> {
  const buckets = [laptop().images, laptop().outputs.get('CaptureBucket')];
  const found: string[] = [];
  for (const Bucket of buckets) {
    const { Versions = [] } = await laptop().clients.s3.send(new ListObjectVersionsCommand({ Bucket }));
    for (const { Key = '', VersionId } of Versions) {
      const body = await laptop().readVersion(Bucket, Key, VersionId);
      if (texts.some((text) => Key.includes(text) || body.includes(text))) found.push(Key);
    }
  }
  return found;
}

it('adds a label once, lists it, and says who was earlier', async () => {
  const id = await doubt('incoming/added.png');

  const added = await document('labels', 'add', id, 'motorcycle', '--who', 'Anna');
  const again = await run('labels', 'add', id, 'bicycle', '--who', 'Ben');
  const other = await run('labels', 'add', id, 'unicorn');
  const listed = await document('labels', 'list', '--window', 'last 1h');

  expect(added).toMatchObject({
    code: 0,
    result: { recorded: true, answer: { label: 'motorcycle', source: 'added' } },
  });
  expect([again.code, again.stderr]).toEqual([3, expect.stringContaining('motorcycle, by Anna')]);
  expect([other.code, other.stderr]).toEqual([2, expect.stringContaining('bicycle, motorcycle, none-of-these')]);
  expect(listed.result.counts).toMatchObject({ answers: 1, classes: 1, corrected: 1, labels: 1, simulated: 0 });
  expect(listed.result.answers).toMatchObject([{ review_id: id, who: 'Anna', s3_key: 'incoming/added.png' }]);
});

it('imports labels, finishes on another run what an interruption left, and keeps answers that are there', async () => {
  const [one, two] = [await doubt('incoming/imported-1.png'), await doubt('incoming/imported-22.png')];
  await run('labels', 'add', one, 'bicycle');
  const file = join(folder.path, 'labels.csv');
  writeFileSync(file, `id,label\n${one},motorcycle\n${two},1\nelsewhere-1,bicycle\n`);

  const first = await document('labels', 'import', file);
  const second = await document('labels', 'import', file);

  expect(first).toMatchObject({ code: 0, result: { labels: 3, recorded: 2, alreadyAnswered: 1, different: 1 } });
  expect(second).toMatchObject({ code: 0, result: { labels: 3, recorded: 0, alreadyAnswered: 3, different: 1 } });
  const quoted = '\ufeff"label","id"\r\n"bicycle","elsewhere-1"\r\n';
  writeFileSync(file, quoted);
  expect((await document('labels', 'import', file)).result).toMatchObject({
    labels: 1,
    alreadyAnswered: 1,
    different: 0,
  });
});

it.each([
  ['a class that there is not', 'id,label\nx,unicorn\n', /line 2: there is no class 'unicorn'/],
  ['no id', 'id,label\nx,bicycle\n,bicycle\n', /line 3: "" is no inference id/],
  ['an id that SageMaker would not take', `id,label\n${'x'.repeat(65)},bicycle\n`, /line 2: .* is no inference id/],
  ['a cell too many', 'id,label\nx,bicycle,1\n', /line 2 needs 2 cells/],
  ['a quote that is never closed', 'id,label\nx,"bicycle\n', /line 2: a quoted field is never closed/],
  ['two labels of one inference', 'id,label\nx,0\nx,1\n', /labels x twice, and differently/],
])('imports nothing of a file with %s', async (_, text, message) => {
  const file = join(folder.path, 'refused.csv');
  writeFileSync(file, text);

  expect(await run('labels', 'import', file)).toMatchObject({ code: 2, stderr: expect.stringMatching(message) });
  expect((await document('labels', 'list', '--window', 'last 1h')).result.answers).not.toContainEqual(
    expect.objectContaining({ review_id: 'x' }),
  );
});

it('simulates labels by the bytes of a list’s images: marked, the same for the same seed, wrong at the error rate', async () => {
  const set = join(folder.path, 'set');
  mkdirSync(join(set, 'test'), { recursive: true });
  const rows = Array.from({ length: 40 }, (_, row) => row);
  for (const row of rows) writeFileSync(join(set, 'test', `${row}.png`), pngImage(9, 9, 1_000 + row));
  writeFileSync(join(set, 'test.lst'), rows.map((row) => `${row}\t${row % 2}\t${row}.png\n`).join(''));
  laptop().model.behave(CONFIDENT);
  const ids: string[] = [];
  for (const row of rows) {
    const execution = await laptop().classifyImage(`incoming/simulated-${row}.png`, pngImage(9, 9, 1_000 + row));
    ids.push(execution.output.body.inference_id);
  }
  for (const id of ids) await laptop().capture(id);
  const simulate = (...args: string[]) =>
    document('labels', 'simulate', '--from-lst', join(set, 'test.lst'), '--window', 'last 1h', ...args);

  const right = await simulate('--seed', '7');
  const truth = await laptop().read(laptop().outputs.get('CaptureBucket'), right.result.keys[0]);
  const wrong = await simulate('--seed', '8', '--error-rate', '1');
  const lies = await laptop().read(laptop().outputs.get('CaptureBucket'), wrong.result.keys[0]);

  expect(right.result).toMatchObject({ simulated: true, counts: { labelled: 40 } });
  const records = (text = '') =>
    text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  const byId = new Map(records(truth).map((record) => [record.eventMetadata.eventId, record]));
  for (const [row, id] of ids.entries()) {
    expect(byId.get(id)).toMatchObject({
      groundTruthData: { data: String(row % 2) },
      eventMetadata: { simulated: true },
    });
  }
  for (const record of records(lies)) {
    expect(record.groundTruthData.data).not.toBe(byId.get(record.eventMetadata.eventId).groundTruthData.data);
  }
  const again = await simulate('--seed', '7');
  expect(await laptop().read(laptop().outputs.get('CaptureBucket'), again.result.keys[0])).toBe(truth);
  expect(await run('labels', 'simulate')).toMatchObject({ code: 2, stderr: expect.stringContaining('--from-lst') });
}, 60_000);

it('adds corrected images to the training set, in the version that was judged, once', async () => {
  const judged = pngImage(8, 8, 4_242);
  const id = await doubt('incoming/corrected.png', judged);
  await laptop().upload('incoming/corrected.png', pngImage(8, 8, 1));
  await run('labels', 'add', id, 'motorcycle');
  const before = parseImageList((await laptop().read(laptop().images, 'train.lst')) ?? '', 'train.lst');

  const dry = await document('labels', 'export', '--corrected-only', '--dry-run', '--window', 'last 1h');
  const exported = await document('labels', 'export', '--corrected-only', '--window', 'last 1h');
  const again = await document('labels', 'export', '--corrected-only', '--window', 'last 1h');

  const after = parseImageList((await laptop().read(laptop().images, 'train.lst')) ?? '', 'train.lst');
  expect(dry.result.added).toEqual(exported.result.added);
  expect(again.result.added).toEqual([]);
  expect(after).toEqual([...before, ...exported.result.added]);
  expect(after.find(({ file }) => file === `second-look/${id}.png`)).toMatchObject({ label: 1 });
  expect(await laptop().readVersion(laptop().images, `train/second-look/${id}.png`)).toBe(judged.toString('latin1'));
});

it('forgets an image and all that came of it, and nothing else', async () => {
  const image = pngImage(8, 8, 9_999);
  const id = await doubt('incoming/forgotten.png', image);
  await doubt('incoming/kept.png');
  await run('labels', 'add', id, 'motorcycle');
  await run('labels', 'export', '--window', 'last 1h');
  const inCaptures = image.toString('base64');
  const kept = await traces('incoming/kept.png');
  expect((await traces(id, inCaptures, 'incoming/forgotten.png')).length).toBeGreaterThanOrEqual(6);

  const look = await document('forget', '--key', 'incoming/forgotten.png');
  expect(look.result).toMatchObject({ removed: false, imageVersions: 1, captures: 1, labels: 1, trainingImages: 1 });
  expect((await traces(id)).length).toBeGreaterThan(0);
  const done = await document('forget', '--key', 'incoming/forgotten.png', '--yes');

  expect(done.result).toMatchObject({ removed: true, imageVersions: 1, captures: 1, labels: 1, trainingImages: 1 });
  // Older versions of the training list are all that names it: lists are versioned data of their own.
  expect((await traces(id, inCaptures, 'incoming/forgotten.png')).filter((key) => key !== 'train.lst')).toEqual([]);
  expect(await traces('incoming/kept.png')).toEqual(kept);
});

/** Runs a command that is interrupted before it writes or removes for the n-th time, counted from 0. @returns whether it came to that */
async function interruptedBefore(write: number, ...args: string[]): Promise<boolean> {
  const controller = new AbortController();
  const reason = new Interrupted('SIGINT');
  const send = S3Client.prototype.send;
  let writes = 0;
  const sending = jest.spyOn(S3Client.prototype, 'send').mockImplementation(function (
    this: S3Client,
    ...sent: unknown[]
  ) {
    const isWrite = [PutObjectCommand, DeleteObjectCommand, DeleteObjectsCommand].some(
      (kind) => sent[0] instanceof kind,
    );
    if (isWrite && writes++ === write) controller.abort(reason);
    // Whatever it would do after that comes too late, as where the process ends.
    return controller.signal.aborted ? Promise.reject(reason) : Reflect.apply(send, this, sent);
  });
  try {
    const { code } = await runCommand([...args, '--endpoint-url', laptop().laptop.url], controller.signal);
    expect(code).toBe(controller.signal.aborted ? 130 : 0);
    return controller.signal.aborted;
  } finally {
    sending.mockRestore();
  }
}

it('finds all that came of an image again wherever it was interrupted', async () => {
  laptop().model.behave(CONFIDENT);
  const forgotten: string[] = [];
  let writes = 0;
  for (let isInterrupted = true; isInterrupted; writes += 1) {
    const image = pngImage(8, 8, 7_777 + writes);
    const key = `incoming/interrupted-${writes}.png`;
    const { inference_id: id } = (await laptop().classifyImage(key, image)).output.body;
    await laptop().capture(id);
    // A label that nobody asked for: only the capture leads from the image to it.
    await run('labels', 'add', id, 'motorcycle');
    forgotten.push(id, image.toString('base64'), key);

    isInterrupted = await interruptedBefore(writes, 'forget', '--key', key, '--yes');
    expect((await run('forget', '--key', key, '--yes')).code).toBe(0);
  }

  expect(await traces(...forgotten)).toEqual([]);
  // Label, answer, capture and image: each has been reached and not been removed.
  expect(writes).toBeGreaterThan(4);
}, 180_000);

it('does not write over a list that somebody else has changed since it was read', async () => {
  const { clients, outputs } = laptop();
  const store = new LabelStore(clients.s3, outputs.get('ImagesBucket'), outputs.get('CaptureBucket'));
  await laptop().upload('raced.lst', Buffer.from('0\t0\ta.png\n'));
  const read = await store.read(laptop().images, 'raced.lst');
  const theirs = '0\t0\ta.png\n1\t1\ttheirs.png\n';
  await laptop().upload('raced.lst', Buffer.from(theirs));

  const writing = store.writeOver('raced.lst', read ?? { text: '', etag: '' }, '0\t0\tours.png\n', 'text/plain');

  await expect(writing).rejects.toMatchObject({ name: 'ChangedMeanwhile', message: expect.stringContaining('again') });
  expect(await laptop().read(laptop().images, 'raced.lst')).toBe(theirs);
});

it.each([
  ['no key', ['forget', '--key', ''], /key of an image is needed/],
  ['no id', ['labels', 'add', '', 'bicycle'], /is no inference id/],
  ['nobody who says so', ['labels', 'add', 'x', 'bicycle', '--who', ' '], /1 to 200 characters/],
])('ends with 2 and one line when there is %s', async (_, args, message) => {
  expect(await run(...args)).toMatchObject({ code: 2, stderr: expect.stringMatching(message) });
});

it('prints a link that opens the reviewer’s list', async () => {
  const { result } = await document('labels', 'link');

  expect((await fetch(result.url)).status).toBe(200);
});

it('goes by the laptop’s clock once it was moved: what is answered lies in the hour that it is there', async () => {
  await laptop().laptop.moveClockTo(new Date(laptop().laptop.now().getTime() + 3 * 3_600_000));
  const later = laptop().laptop.now();
  const id = await doubt('incoming/later.png');

  const added = await document('labels', 'add', id, 'bicycle');

  expect(added.result.recorded).toBe(true);
  for (const window of [['--window', 'last 1h'], []]) {
    const { answers } = (await document('labels', 'list', ...window)).result;
    expect(answers).toContainEqual(expect.objectContaining({ review_id: id }));
    const { records } = (await document('captures', 'show', ...window)).result;
    expect(records).toContainEqual(expect.objectContaining({ inferenceId: id }));
  }
  const hours = [later, new Date(later.getTime() + 3_600_000)].map(hourPath);
  const inHours = (await traces(id)).filter((key) => hours.some((hour) => key.includes(hour)));
  // What the function has opened, the endpoint captured and the command derived: the open item may be gone, as it is answered.
  expect(inHours).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^data_capture\//),
      expect.stringMatching(/^ground_truth\//),
      expect.stringMatching(/^second_look\/open\//),
    ]),
  );
}, 180_000);
