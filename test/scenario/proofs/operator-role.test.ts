import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { writeXgboostModel } from '../../../algorithm/trees/model/write-xgboost-model';
import { Interrupted } from '../../../cli/interrupt';
import { createProgram } from '../../../cli/program';
import { openTarget } from '../../../cli/target/open-target';
import { OPEN_ITEM_PREFIX, reviewIdOf } from '../../../core/contracts/storage-layout';
import type { TrainModelOutput } from '../../../core/contracts/train-model';
import { randomTrees } from '../../fixtures/algorithm/random-trees';
import { eventually } from '../../fixtures/eventually';
import { pngImage } from '../../fixtures/images';
import { CONFIDENT, DOUBTFUL } from '../../fixtures/laptop/fake-model';
import { registerPackage } from '../../fixtures/laptop/registered-package';
import { stackNameOf, WorkflowLaptop } from '../../fixtures/laptop/workflow-laptop';
import { temporaryFolder } from '../../fixtures/temporary-folder';
import { roleStatements, useOf } from './least-privilege/role-statements';

const LIMIT_MILLISECONDS = 300_000;

/** Commands that work without AWS, or as somebody else: the deployer, whoever has the laptop, or whoever may make jobs and endpoints of their own. */
const NOT_THE_OPERATORS = [
  'cleanup',
  'config',
  'cost',
  'credit',
  'deploy',
  'experiments',
  'forget',
  'local',
  'similarity',
  'start',
  'help',
];

/** What AWS asks for and the laptop has no occasion to: action, and why it stays. */
const NOT_EXERCISED: Readonly<Record<string, string>> = {
  'ssm:GetParameters':
    'Asked of whoever updates a stack whose template names SSM parameters; the laptop updates as the administrator.',
};

let laptop: WorkflowLaptop;
let trained: TrainModelOutput;
const folder = temporaryFolder();

beforeAll(async () => {
  laptop = await WorkflowLaptop.startServing();
  trained = await laptop.train();
  // The data set of the commands does not have it any more.
  await laptop.upload('test/former.png');
  prepareDataSet(join(folder.path, 'prepared'));
}, LIMIT_MILLISECONDS);
afterAll(async () => {
  await laptop?.stop();
  folder.remove();
});

/** A folder as `data prepare` leaves it. */
function prepareDataSet(path: string): void {
  const splits: Record<string, object> = {};
  for (const split of ['train', 'validation', 'test']) {
    mkdirSync(join(path, split), { recursive: true });
    for (const row of [0, 1]) writeFileSync(join(path, split, `${row}.png`), pngImage());
    writeFileSync(join(path, `${split}.lst`), '0\t0\t0.png\n1\t1\t1.png\n');
    splits[split] = { prefix: `${split}/`, list: `${split}.lst`, images: 2 };
  }
  const manifest = { version: 1, name: 'vehicles', classes: ['bicycle', 'motorcycle'], splits };
  writeFileSync(join(path, 'dataset.json'), JSON.stringify(manifest));
}

/** A model of tables with labelled rows beside it. */
function modelFolder(): string {
  const path = join(folder.path, 'table-model');
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, 'xgboost-model'), writeXgboostModel(randomTrees(1, 2, 3)));
  writeFileSync(join(folder.path, 'rows.csv'), 'a,b,y\n1,2,0\n3,4,1\n');
  return path;
}

const asOperator = (args: readonly string[], signal?: AbortSignal) =>
  laptop.command([...args, '--role-arn', laptop.outputs.get('OperatorRoleArn')], signal);

/** A release that is called off while the new model starts. */
async function interruptedRelease(): Promise<string | undefined> {
  const sleepy = await registerPackage(laptop, trained, { behaviour: { pingAfterMs: 60_000 } });
  const controller = new AbortController();
  const running = asOperator(['release', '--package', sleepy], controller.signal);
  const serving = () => laptop.laptop.services.stacks.stack(stackNameOf('serving')).record.status;
  await eventually(() => serving() === 'UPDATE_IN_PROGRESS');
  controller.abort(new Interrupted('SIGINT'));
  const { code, stderr } = await running;
  return code === 130 ? undefined : stderr;
}

/** The id of a second look that waits for its answer. */
async function openReview(): Promise<string> {
  const list = new ListObjectsV2Command({ Bucket: laptop.images, Prefix: OPEN_ITEM_PREFIX, MaxKeys: 1 });
  const { Contents = [] } = await laptop.clients.s3.send(list);
  return reviewIdOf(Contents[0]?.Key ?? '');
}

/** Every command that an operator gives, in an order in which each has something to do. */
const commands = async (): Promise<readonly (readonly string[])[]> => {
  const pending = await registerPackage(laptop, trained, { approval: 'PendingManualApproval' });
  await registerPackage(laptop, trained);
  const image = join(folder.path, 'image.png');
  writeFileSync(image, pngImage());
  return [
    ['train', '--watch', '--epochs', '1'],
    ['data', 'upload', join(folder.path, 'prepared'), '--delete-stale'],
    ['release'],
    ['release', '--package', pending, '--approve'],
    ['rollback', '--list'],
    ['rollback'],
    ['evaluate'],
    ['classify', image, '--wait'],
    ['classify', 'test/', '--wait'],
    ['classify', '--prefix', 'test/', '--watch'],
    ['classify', 'test/', '--endpoint'],
    ['test-cases', 'test/'],
    ['traffic', '--rate', '20', '--count', '5', '--wait-captured'],
    ['captures', 'list'],
    ['captures', 'show'],
    ['captures', 'download', '--to', join(folder.path, 'captures')],
    ['evaluate', '--wait', '--download', join(folder.path, 'report')],
    ['evaluate', '--test-data', join(folder.path, 'prepared/test.lst'), '--wait'],
    ['labels', 'simulate', '--random'],
    ['labels', 'link'],
    ['monitor', 'baseline'],
    ['monitor', 'run', '--window', '2026-01-01T00'],
    ['monitor', 'check', '--window', '2026-01-01T00'],
    ['monitor', 'history'],
    ['monitor', 'status'],
    ['register', modelFolder(), '--test-data', join(folder.path, 'rows.csv')],
    ['status'],
  ];
};

it(
  'does every command, and needs each of its permissions for that',
  async () => {
    const refused: Record<string, string> = {};
    for (const args of await commands()) {
      const { code, stdout, stderr } = await asOperator(args);
      const unknown = /^unknown .*AccessDenied.*$/m.exec(stdout)?.[0];
      if (code !== 0 || unknown !== undefined) refused[args.join(' ')] = `${code}: ${unknown ?? stderr}`;
    }
    laptop.model.behave(DOUBTFUL);
    const { stdout } = await asOperator(['classify', 'test/', '--wait']);
    laptop.model.behave(CONFIDENT);
    if (!/second look/.test(stdout)) refused['a doubtful image'] = stdout;
    for (const args of [
      ['labels', 'add', await openReview(), 'motorcycle'],
      ['labels', 'list'],
      ['labels', 'export'],
    ]) {
      const { code, stderr } = await asOperator(args);
      if (code !== 0) refused[args.join(' ')] = `${code}: ${stderr}`;
    }
    const interrupted = await interruptedRelease();
    if (interrupted !== undefined) refused['an interrupted release'] = interrupted;
    expect(refused).toEqual({});

    const own = roleStatements(laptop.assemblyFolder).filter(({ role }) => /^Operator[0-9A-F]{8}$/.test(role));
    const unused = own.flatMap((statement) => {
      const { actions } = useOf(laptop, statement);
      return statement.actions
        .filter((action) => !actions.includes(action) && !Object.hasOwn(NOT_EXERCISED, action))
        .map((action) => `${statement.label}: ${action}`);
    });
    expect(own.length).toBeGreaterThan(10);
    expect(unused).toEqual([]);
  },
  LIMIT_MILLISECONDS,
);

it('tries every command of the command line', async () => {
  const tried = new Set((await commands()).map(([name]) => name));
  const all = createProgram().commands.map((command) => command.name());
  expect(all.filter((name) => !NOT_THE_OPERATORS.includes(name) && !tried.has(name))).toEqual([]);
});

it('may not overwrite what people have answered', async () => {
  const { signal } = new AbortController();
  const roleArn = laptop.outputs.get('OperatorRoleArn');
  const target = await openTarget({ endpointUrl: laptop.laptop.url, roleArn }, signal);
  const key = 'second_look/answers/x.json';
  const put = target.clients.s3.send(new PutObjectCommand({ Bucket: laptop.images, Key: key, Body: 'x' }));

  await expect(put).rejects.toMatchObject({ name: 'AccessDenied' });
  target.close();
});
