import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { idleEvaluation } from '../../fixtures/evaluation/idle-evaluation';
import { pngImage } from '../../fixtures/images';
import { WorkflowLaptop } from '../../fixtures/laptop/workflow-laptop';
import { temporaryFolder } from '../../fixtures/temporary-folder';

const folder = temporaryFolder();
const LABELS = join(folder.path, 'labels.csv');
const IMAGE = join(folder.path, 'image.png');
let laptop: WorkflowLaptop;

beforeAll(async () => {
  laptop = await WorkflowLaptop.start({ assemblyFolder: await idleEvaluation() });
  writeFileSync(LABELS, 'id,label\nx,bicycle\n');
  writeFileSync(IMAGE, pngImage());
}, 300_000);
afterAll(async () => {
  await laptop?.stop();
  folder.remove();
});

/** Commands in the wrong order: nothing was uploaded, trained or released. */
it.each<[string, readonly string[], number, RegExp]>([
  ['release', [], 1, /has no model package: train a model first/],
  ['rollback', [], 1, /Nothing has been released yet: there is nothing to go back to/],
  ['evaluate', [], 2, /There is no test data .*test\.lst/],
  ['classify', [IMAGE, '--endpoint'], 1, /has no released model yet .*: train and release one/],
  ['classify', [IMAGE, '--wait'], 1, /EndpointUnavailable.*[Nn]o model/s],
  ['classify', ['--prefix', 'test/', '--watch'], 2, /Nothing lies below s3:\/\/\S+\/test\/:/],
  ['traffic', [], 1, /has no released model yet .*: train and release one/],
  ['test-cases', [], 2, /means no image/],
  ['labels', ['add', 'x', 'bicycle'], 2, /No model is released/],
  ['labels', ['import', LABELS], 2, /No model is released/],
  ['labels', ['export'], 2, /There is no s3:\/\/\S+\/train\.lst to add to: upload a data set first/],
  ['monitor', ['baseline'], 1, /has no released model yet/],
  ['monitor', ['check', '--window', '2026-01-01T00'], 1, /monitor baseline/],
  ['train', ['--watch'], 1, /DatasetInvalid.*There is no data set manifest/s],
])(
  'tells in words what must come before %s %j',
  async (name, args, code, message) => {
    const { code: ended, stdout, stderr } = await laptop.command([name, ...args]);

    expect([ended, stdout + stderr]).toEqual([code, expect.stringMatching(message)]);
    expect(stderr).not.toMatch(/^\s+at .*:\d+:\d+/m);
  },
  60_000,
);

it.each(['status', 'captures list', 'labels list', 'monitor status', 'monitor history'])(
  'has an empty answer to %s, and no failure',
  async (words) => {
    expect((await laptop.command([...words.split(' '), '--json'])).code).toBe(0);
  },
);
