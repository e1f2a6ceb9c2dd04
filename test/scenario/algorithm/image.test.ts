import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { layTrainingFolder, stripedImages } from '../../fixtures/algorithm/training-folder';
import { eventually } from '../../fixtures/eventually';
import { temporaryFolder } from '../../fixtures/temporary-folder';

jest.setTimeout(120_000);

const ROOT = resolve(__dirname, '../../..');
const INSTRUCTIONS = readFileSync(join(ROOT, 'algorithm/Dockerfile'), 'utf8')
  .split('\n')
  .filter((line) => /^[A-Z]+ /.test(line))
  .map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)] as const);
const of = (name: string): string[] => INSTRUCTIONS.flatMap(([word, rest]) => (word === name ? [rest] : []));
const entryPoint = JSON.parse(of('ENTRYPOINT')[0] ?? '[]') as string[];

const folder = temporaryFolder();
afterAll(() => folder.remove());
const project = join(folder.path, 'project');
const program = join(folder.path, 'program');
const ml = join(folder.path, 'ml');
/** The entry point as a container has it, in folders of this test. */
const command = entryPoint.map((part) => part.replace('/opt/program', program));
const environment = {
  PATH: process.env.PATH,
  SECOND_LOOK_ML_DIR: ml,
  SAGEMAKER_BIND_TO_PORT: '0',
  SECOND_LOOK_BIND_HOST: '127.0.0.1',
};

/** What the build stage does, with this project's modules in place of those that `npm ci` would install. */
beforeAll(() => {
  mkdirSync(project);
  const sources = of('COPY')
    .filter((rest) => !rest.startsWith('--from'))
    .flatMap((rest) => rest.split(' ').slice(0, -1));
  for (const source of sources) cpSync(join(ROOT, source), join(project, source), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(project, 'node_modules'));
  const [install, build = ''] = of('RUN');
  expect(install).toMatch(/^npm ci /);
  execFileSync('bash', ['-c', build.replace('/program', program)], { cwd: project });
});

it('is built in two stages, of which the second has neither sources nor modules', () => {
  expect(of('FROM')).toHaveLength(2);
  expect(of('COPY').filter((rest) => rest.startsWith('--from'))).toEqual(['--from=build /program /opt/program']);
  expect(readdirSync(program).sort()).toEqual(['algorithm.js', 'kernels.wasm']);
});

it('sends everything that it copies to the builder, and nothing else', () => {
  const [everything, ...allowed] = readFileSync(join(ROOT, 'algorithm/Dockerfile.dockerignore'), 'utf8')
    .trim()
    .split('\n');
  expect(everything).toBe('*');
  const copied = of('COPY')
    .filter((rest) => !rest.startsWith('--from'))
    .flatMap((rest) => rest.split(' ').slice(0, -1));
  expect(allowed.map((line) => `!${line.slice(1)}`).sort()).toEqual(copied.map((source) => `!${source}`).sort());
});

it('trains and serves by its entry point, with nothing but what it holds', async () => {
  const hyperparameters = {
    num_classes: '2',
    num_training_samples: '40',
    image_shape: '3,16,16',
    epochs: '1',
    class_names: 'lying, standing',
  };
  layTrainingFolder(ml, {
    hyperparameters,
    train: stripedImages(40, 'train'),
    validation: stripedImages(10, 'validation'),
  });
  const [node = '', script = ''] = command;
  expect(node).toBe('node');
  execFileSync(process.execPath, [script, 'train'], { env: environment, cwd: folder.path });
  expect(existsSync(join(ml, 'model/model.json'))).toBe(true);

  const serving = spawn(process.execPath, [script, 'serve'], { env: environment, cwd: folder.path });
  try {
    let said = '';
    for (const stream of [serving.stdout, serving.stderr])
      stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const port = await eventually(() => /on port (\d+),/.exec(said)?.[1], 30_000);
    expect((await fetch(`http://127.0.0.1:${port}/ping`)).status).toBe(200);
    const [image] = stripedImages(1, 'test');
    const answer = await fetch(`http://127.0.0.1:${port}/invocations`, {
      method: 'POST',
      headers: { 'Content-Type': 'image/png' },
      body: new Uint8Array(image!.bytes),
    });
    expect(await answer.json()).toEqual([expect.any(Number), expect.any(Number)]);
  } finally {
    serving.kill('SIGKILL');
  }
});
