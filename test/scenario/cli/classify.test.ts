import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DescribeExecutionCommand, ListExecutionsCommand } from '@aws-sdk/client-sfn';
import { runCommand } from '../../fixtures/cli/run-command';
import { pngImage } from '../../fixtures/images';
import { DOUBTFUL } from '../../fixtures/laptop/fake-model';
import { servingLaptop } from '../../fixtures/laptop/serving-laptop';
import { temporaryFolder } from '../../fixtures/temporary-folder';

const laptop = servingLaptop();
const folder = temporaryFolder();
afterAll(() => folder.remove());

function file(name: string, content: Uint8Array = pngImage()): string {
  const path = join(folder.path, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
  return path;
}

const classify = (...args: string[]) => runCommand(['classify', ...args, '--endpoint-url', laptop().laptop.url]);

async function classified(...args: string[]) {
  const { code, stdout } = await classify(...args, '--json');
  return { code, result: JSON.parse(stdout) };
}

const executions = async (): Promise<number> => {
  const stateMachineArn = laptop().outputs.get('ImageClassificationArn');
  const list = new ListExecutionsCommand({ stateMachineArn });
  return ((await laptop().clients.stepFunctions.send(list)).executions ?? []).length;
};

describe('--wait', () => {
  it('uploads a file to incoming/, runs the state machine and ends with 0 when the image is accepted', async () => {
    const { code, result } = await classified('--wait', file('bike.png'));

    expect({ code, counts: result.counts }).toEqual({
      code: 0,
      counts: { images: 1, accepted: 1, secondLook: 0, failed: 0 },
    });
    expect(result.images).toEqual([
      expect.objectContaining({
        name: file('bike.png'),
        outcome: 'accepted',
        predictedLabel: 'bicycle',
        confidence: 0.97,
        inferenceId: expect.stringMatching(/^[0-9a-f]{32}$/),
        image: expect.stringMatching(new RegExp(`^s3://${laptop().images}/incoming/[0-9a-f]{12}/bike\\.png$`)),
        executionArn: expect.stringContaining(':execution:'),
      }),
    ]);
  });

  it('ends with 3 when an image is below the threshold', async () => {
    laptop().model.behave(DOUBTFUL);

    const { code, stdout, stderr } = await classify('--wait', file('doubtful.png'));

    expect({ code, stderr }).toEqual({ code: 3, stderr: '1 of 1 images are below the threshold.\n' });
    expect(stdout).toMatch(/^second look {3}60\.0 % {2}bicycle +.*doubtful\.png\n1 image: 0 accepted, 1 second look/);
  });

  it('ends with 1 and names the error of each image that fails; the others go on', async () => {
    await laptop().upload('folder/broken.png', Buffer.from('no image'));
    await laptop().upload('folder/good.png');
    await laptop().upload('folder/notes.txt');

    const { code, result } = await classified('--wait', 'folder/', file('text.png', Buffer.from('no image either')));

    expect({ code, counts: result.counts }).toEqual({
      code: 1,
      counts: { images: 3, accepted: 1, secondLook: 0, failed: 2 },
    });
    expect(result.images).toEqual([
      expect.objectContaining({ name: 'folder/broken.png', outcome: 'failed', error: 'ImageUnreadable' }),
      expect.objectContaining({ name: 'folder/good.png', outcome: 'accepted' }),
      expect.objectContaining({ outcome: 'failed', error: 'ImageUnreadable', cause: expect.stringMatching(/PNG/) }),
    ]);
  });

  it('names the error of the workflow where the model answers something else than probabilities', async () => {
    laptop().model.behave({ body: '[2, 3]' });

    const { code, result } = await classified('--wait', file('odd.png'));

    expect(code).toBe(1);
    expect(result.images).toEqual([
      expect.objectContaining({ outcome: 'failed', error: 'ModelOutputInvalid', cause: expect.stringMatching(/./) }),
    ]);
  });

  it('takes a folder, a key and an S3 address, each image once', async () => {
    await laptop().upload('one/a.png');
    await laptop().upload('one/a.png.backup.png');
    file('album/x.png');
    file('album/deep/y.png', pngImage(8, 8, 2));

    const { result } = await classified(
      '--wait',
      join(folder.path, 'album'),
      'one/a.png',
      `s3://${laptop().images}/one/a.png`,
    );

    expect(result.images.map(({ name }: { name: string }) => name)).toEqual([
      join(folder.path, 'album', 'deep/y.png'),
      join(folder.path, 'album', 'x.png'),
      'one/a.png',
    ]);
  });
});

describe('without --wait', () => {
  it('starts the executions and tells their ARNs', async () => {
    await laptop().upload('later/a.png');
    await laptop().upload('later/b.png');
    const before = await executions();

    const { code, result } = await classified('later/');

    expect({ code, counts: result.counts }).toEqual({ code: 0, counts: { images: 2, started: 2, failed: 0 } });
    expect(await executions()).toBe(before + 2);
    for (const { executionArn, name } of result.images) {
      const { input = '' } = await laptop().clients.stepFunctions.send(new DescribeExecutionCommand({ executionArn }));
      expect(JSON.parse(input)).toEqual({ s3_bucket: laptop().images, s3_key: name });
      // The next test looks at what the model is asked.
      await laptop().finished(executionArn);
    }
  });
});

describe('--endpoint', () => {
  it('asks the endpoint as traffic, with the metadata of the object, and starts no execution', async () => {
    await laptop().upload('asked/a.png', pngImage(), { site: 'north' });
    const before = await executions();
    laptop().model.forget();

    const { code, result } = await classified('--endpoint', 'asked/');

    expect(code).toBe(0);
    expect(result.images).toEqual([
      expect.objectContaining({ outcome: 'accepted', predictedLabel: 'bicycle', inferences: [0.97, 0.03] }),
    ]);
    expect(await executions()).toBe(before);
    expect(laptop().model.requests()).toEqual([
      expect.objectContaining({ contentType: 'image/png', customAttributes: 'purpose=traffic;site=north' }),
    ]);
  });

  it('ends with 3 below the threshold of the environment', async () => {
    laptop().model.behave(DOUBTFUL);

    const { code, result } = await classified('--endpoint', file('doubtful.png'));

    expect({ code, counts: result.counts }).toMatchObject({ code: 3, counts: { secondLook: 1 } });
  });

  it('names what the endpoint answers when it fails', async () => {
    laptop().model.behave({ body: '[2, 3]' });

    const { code, result } = await classified('--endpoint', file('bike.png'));

    expect({ code, images: result.images }).toEqual({
      code: 1,
      images: [expect.objectContaining({ outcome: 'failed', error: 'ModelOutputInvalid' })],
    });
  });
});

it.each([
  ['a name that means nothing', ['no-such-thing.png'], /'no-such-thing\.png' means no image/],
  ['a bucket that is not there', ['s3://no-such-bucket/x'], /there is no bucket no-such-bucket/],
  ['no name', [], /Name images, or a prefix with --prefix/],
  ['--wait for a batch', ['--prefix', 'incoming/', '--wait'], /--prefix starts a batch, which --watch follows/],
  ['the endpoint for a batch', ['--prefix', 'incoming/', '--endpoint'], /--endpoint .* for images that are named/],
  ['--watch without a batch', ['--watch', 'a.png'], /--watch follows the batch of a --prefix/],
  ['no image at a time', ['x.png', '--parallel', '0'], /whole number of at least 1/],
])('ends with 2 for %s', async (_, args, complaint) => {
  const { code, stdout, stderr } = await classify(...args);

  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(complaint);
});
