import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { runCli } from '../../fixtures/cli/cli-process';
import { pngImage } from '../../fixtures/images';
import { temporaryFolder } from '../../fixtures/temporary-folder';

const LIMIT_MILLISECONDS = 60_000;
jest.setTimeout(LIMIT_MILLISECONDS);

const folder = temporaryFolder();
afterAll(() => folder.remove());

/** Tests run side by side, so each has a folder of its own, which must not be there afterwards. */
let count = 0;
const untouched = (): string => join(folder.path, `untouched-${count++}`);

/** Own images: `one` has a single class, `gaps` a list that names files that are not there, `broken` an image that is none. */
function writeOwnImages(): void {
  const image = pngImage();
  for (const split of ['train', 'test']) {
    for (const [set, name] of [
      ['one', 'cat'],
      ['broken', 'cat'],
      ['broken', 'dog'],
      ['gaps', ''],
    ] as const) {
      mkdirSync(join(folder.path, set, split, name), { recursive: true });
      writeFileSync(join(folder.path, set, split, name, '1.png'), image);
    }
    writeFileSync(join(folder.path, 'gaps', `${split}.lst`), '0\t0\t1.png\n1\t1\t2.png\n2\t1\t3.png\n');
  }
  writeFileSync(join(folder.path, 'broken', 'train', 'dog', '1.png'), 'not an image');
  writeFileSync(join(folder.path, 'file'), '');
}
// At once: concurrent tests do not wait for a beforeAll.
writeOwnImages();

const own = (name: string): string[] => ['--data', join(folder.path, name)];

/** One line on standard error, nothing on standard output, exit code 2; no progress, no stack. */
async function refusal(args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await runCli(args);
  const lines = stderr.split('\n').filter((line) => line !== '');
  expect({ code, stdout, lines }).toEqual({ code: 2, stdout: '', lines: [expect.any(String)] });
  return lines[0] as string;
}

describe('npm start', () => {
  it.concurrent.each([
    ['an unknown option', ['--imags', '5'], /unknown option '--imags'.*--images/],
    ['an argument that belongs nowhere', ['more'], /too many arguments/],
    ['an option without its value', ['--seed'], /'--seed <number>' argument missing/],
    ['no number of images', ['--images', 'ten'], /'--images <count>'.*'ten'.*whole number of at least 1/],
    ['no image at all', ['--images', '0'], /whole number of at least 1/],
    ['half an epoch', ['--epochs', '0.5'], /'--epochs <count>'.*whole number from 1 to 10000/],
    ['more epochs than can be', ['--epochs', '10001'], /'--epochs <count>'.*whole number from 1 to 10000/],
    ['a threshold above one', ['--threshold', '1.5'], /'--threshold <number>'.*number from 0 to 1/],
    ['a negative seed', ['--seed', '-1'], /'--seed <number>'.*whole number of at least 0/],
    ['a data set that is not known', ['--dataset', 'mnist'], /Allowed choices are synthetic, cifar100/],
    ['one class', ['--classes', 'bicycle'], /At least two different names/],
    ['the same class twice', ['--classes', 'bicycle,bicycle'], /At least two different names/],
    ['a vehicle that cannot be drawn', ['--classes', 'bicycle,tram'], /'tram'.*bicycle, motorcycle, pickup_truck/],
    ['a CIFAR-100 class that is none', ['--dataset', 'cifar100', '--classes', 'bicycle,spaceship'], /spaceship/],
    ['a folder that is not there', own('nowhere'), /There is no folder '.*nowhere'/],
    ['a file for a folder', own('file'), /There is no folder '.*file'/],
    ['images of one class', own('one'), /one class only, 'cat'/],
    ['a list with files that are not there', own('gaps'), /names 2 of 3 files that are not in .*2\.png, 3\.png/],
    ['an image that is none', own('broken'), /1 image of 4 .* cannot be read: train\/dog\/1\.png/],
  ])('refuses %s in one line and leaves nothing behind', async (_, args, complaint) => {
    const out = untouched();

    expect(await refusal(['start', '--out', out, ...args])).toMatch(complaint);

    expect(existsSync(out)).toBe(false);
  });

  it.concurrent.each([
    ['is a file', join(folder.path, 'file')],
    ['lies in a file', join(folder.path, 'file', 'out')],
    ['cannot be made', '/proc/second-look'],
  ])('refuses an output folder that %s', async (_, out) => {
    expect(await refusal(['start', '--out', out])).toMatch(/^The output folder .* cannot be written: .+\.$/);
  });

  it.concurrent('refuses an output folder without a name, which is no word for the folder one stands in', async () => {
    expect(await refusal(['start', '--out', ''])).toMatch(/^The output folder has no name: give one/);
  });

  it.concurrent('leaves an output folder that was there as it was', async () => {
    const out = join(folder.path, 'kept');
    mkdirSync(out);
    writeFileSync(join(out, 'summary.json'), '{}');

    await refusal(['start', '--out', out, ...own('one')]);

    expect(readdirSync(out)).toEqual(['summary.json']);
  });
});

describe('npm run local', () => {
  it.concurrent.each([
    ['a port that is none', ['--port', '70000'], /'--port <port>'.*0 to 65535/],
    ['an unknown option', ['--ports', '1'], /unknown option '--ports'.*--port/],
    [
      'a state folder that is a file',
      ['--port', '0', '--state', join(folder.path, 'file')],
      /^The state folder .* cannot/,
    ],
  ])('refuses %s in one line', async (_, args, complaint) => {
    const state = untouched();

    expect(await refusal(['local', '--state', state, ...args])).toMatch(complaint);

    expect(existsSync(state)).toBe(false);
  });

  it.concurrent('refuses a port that is taken before it does anything', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const state = untouched();

    const complaint = await refusal(['local', '--state', state, '--port', String(port)]);

    expect(complaint).toBe(
      `Port ${port} of 127.0.0.1 is taken: stop what listens there, or choose another with --port.`,
    );
    expect(existsSync(state)).toBe(false);
    await new Promise((resolve) => server.close(resolve));
  });
});

describe('the command line', () => {
  it.concurrent.each(['start', 'local', 'deploy'])(
    'shows the options and examples of %s with --help',
    async (command) => {
      const { code, stdout, stderr } = await runCli([command, '--help']);

      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toMatch(/^Usage: second-look /);
      expect(stdout).toMatch(/\nExamples:\n {2}npm (start|run)/);
    },
  );

  it.concurrent('lists the commands with --help', async () => {
    const { code, stdout } = await runCli(['--help']);

    expect(code).toBe(0);
    for (const command of ['start', 'local', 'deploy']) expect(stdout).toMatch(new RegExp(`^ {2}${command} `, 'm'));
  });

  it.concurrent('refuses a command that is none', async () => {
    expect(await refusal(['begin'])).toMatch(/unknown command 'begin'/);
  });
});
