import { GetParameterCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import { modelPackageParameterName, releasedModelParameterName } from '../../../core/contracts/released-model';
import type { TrainModelOutput } from '../../../core/contracts/train-model';
import { idleEvaluation } from '../../fixtures/evaluation/idle-evaluation';
import { eventually } from '../../fixtures/eventually';
import { restartFunctions } from '../../fixtures/laptop/edited-assembly';
import { registerPackage } from '../../fixtures/laptop/registered-package';
import { CLASSES, ENVIRONMENT, WorkflowLaptop } from '../../fixtures/laptop/workflow-laptop';

const START_LIMIT_MILLISECONDS = 300_000;

let laptop: WorkflowLaptop;
let trained: TrainModelOutput;

beforeAll(async () => {
  laptop = await WorkflowLaptop.start({ assemblyFolder: await idleEvaluation(), timing: { startupMs: 1_500 } });
}, START_LIMIT_MILLISECONDS);
afterAll(() => laptop?.stop());

const { app, name } = ENVIRONMENT;
const SERVING = `${app}-${name}-serving`;
const parameter = async (Name: string): Promise<string | undefined> =>
  (await laptop.clients.ssm.send(new GetParameterCommand({ Name })).catch(() => undefined))?.Parameter?.Value;
const modelPackage = () => parameter(modelPackageParameterName(app, name));
const released = async () => JSON.parse((await parameter(releasedModelParameterName(app, name))) ?? 'null') as unknown;
const status = () => laptop.laptop.services.stacks.stack(SERVING).record.status;

describe('before anything is released', () => {
  it('says that there is nothing to release, and how to get something', async () => {
    const { code, stderr } = await laptop.command(['release']);

    expect(code).toBe(1);
    expect(stderr).toMatch(/The group second-look-local-\S+ has no model package: train a model first/);
    trained = await laptop.train();
    await laptop.uploadTestSplit();
  });

  it('puts the parameter back to none when the first release fails', async () => {
    const arn = await registerPackage(laptop, trained, { behaviour: { pingStatus: 500 } });
    const { code, stderr } = await laptop.command(['release', '--package', arn]);

    expect(code).toBe(1);
    expect(stderr).toMatch(/ended as UPDATE_ROLLBACK_COMPLETE: .*ping health check.*Nothing serves, as before\./s);
    expect([await modelPackage(), await released()]).toEqual(['none', null]);
  });

  it('brings the newest approved package into service, as its evidence describes it, and queues an evaluation', async () => {
    const arn = await registerPackage(laptop, trained);
    await registerPackage(laptop, trained, { approval: 'Rejected' });
    const { code, stdout, stderr } = await laptop.command(['release', '--json']);

    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(/\[2\/2\] Release .* in service/) });
    expect(JSON.parse(stdout)).toMatchObject({
      modelPackage: arn,
      previousModelPackage: 'none',
      changed: true,
      classes: CLASSES,
      temperature: 1.25,
      afterwards: { sent: 10, failed: 0 },
      evaluation: { testDataS3BucketName: laptop.images, testDataS3Key: 'test.lst', run: expect.stringMatching(/./) },
    });
    expect(await modelPackage()).toBe(arn);
    expect(await released()).toEqual({ modelPackage: arn, classes: CLASSES, temperature: 1.25 });
    expect((await laptop.classifyImage('incoming/first.png')).output.body.model_package).toBe(arn);
  });
});

describe('choosing', () => {
  it('refuses a package that its gate has rejected, with the reasons, and releases it when it is approved by hand', async () => {
    const before = await modelPackage();
    const reasons = ['The accuracy 0.51 is below minAccuracy 0.8.'];
    const arn = await registerPackage(laptop, trained, {
      approval: 'Rejected',
      evidence: { gate: { passed: false, reasons } },
    });
    const version = arn.split('/').at(-1) as string;
    const refused = await laptop.command(['release', '--package', version]);

    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain(`${arn} is Rejected. The accuracy 0.51 is below minAccuracy 0.8.`);
    expect(await modelPackage()).toBe(before);
    expect((await laptop.command(['release', '--package', version, '--approve'])).code).toBe(0);
    expect(await modelPackage()).toBe(arn);
  });

  it('wants the classes of a package without evidence', async () => {
    const arn = await registerPackage(laptop, trained, { evidence: null });
    const refused = await laptop.command(['release', '--package', arn]);

    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/was registered without evidence.*--classes bicycle,motorcycle/);
    const given = await laptop.command(['release', '--package', arn, '--classes', 'left,right', '--temperature', '2']);
    expect(given.code).toBe(0);
    expect(await released()).toEqual({ modelPackage: arn, classes: ['left', 'right'], temperature: 2 });
  });

  it.each([
    ['a package that is not there', ['--package', '99'], /There is no model package .*\/99/],
    [
      'another number of classes',
      ['--package', '2', '--classes', 'a,b,c'],
      /has 2 classes \(bicycle, motorcycle\); --classes names 3/,
    ],
    ['a share of nothing', ['--check-share', '0'], /above 0, at most 1/],
  ])('ends with 2 for %s', async (_, args, complaint) => {
    const { code, stderr } = await laptop.command(['release', ...args]);

    expect(code).toBe(2);
    expect(stderr).toMatch(complaint);
  });
});

it('leaves a package alone that is in service already', async () => {
  const [, ...history] = laptop.laptop.services.stacks.stack(SERVING).events;
  const arn = await modelPackage();
  const { classes, temperature } = (await released()) as { classes: string[]; temperature: number };
  const facts = ['--classes', classes.join(','), '--temperature', String(temperature)];
  const { code, stdout } = await laptop.command(['release', '--package', String(arn), ...facts, '--json']);

  expect({ code, document: JSON.parse(stdout) }).toMatchObject({ code: 0, document: { changed: false } });
  expect(JSON.parse(stdout)).not.toHaveProperty('evaluation');
  expect(laptop.laptop.services.stacks.stack(SERVING).events).toHaveLength(history.length + 1);
});

it('tells with 3 that the model answers with errors', async () => {
  const arn = await registerPackage(laptop, trained, { behaviour: { status: 500, body: 'out of order' } });
  const { code, stdout, stderr } = await laptop.command(['release', '--package', arn]);

  expect(code).toBe(3);
  expect(stdout).toMatch(/images asked, \d+ failed afterwards/);
  expect(stderr).toMatch(/serves, and \d+ of \d+ requests failed .*'rollback' brings the model before back/);
  expect((await laptop.command(['rollback'])).code).toBe(0);
});

describe('while another update is going on', () => {
  it('refuses to disturb a deployment, and leaves the parameter alone', async () => {
    const other = await registerPackage(laptop, trained);
    const slow = await registerPackage(laptop, trained, { behaviour: { pingAfterMs: 1_000 } });
    await laptop.clients.ssm.send(
      new PutParameterCommand({ Name: modelPackageParameterName(app, name), Value: slow, Overwrite: true }),
    );
    const { record } = laptop.laptop.services.stacks.stack(SERVING);
    const deploying = laptop.deployTemplate('serving', record.templateBody);
    await eventually(() => status() === 'UPDATE_IN_PROGRESS');
    const second = await laptop.command(['release', '--package', other]);

    expect(second.code).toBe(1);
    expect(second.stderr).toMatch(/second-look-local-serving is in UPDATE_IN_PROGRESS: another release or deployment/);
    expect(await modelPackage()).toBe(slow);
    expect(await deploying).toBe('UPDATE_COMPLETE');
    expect((await laptop.command(['release', '--package', other])).code).toBe(0);
  });

  it('puts right what a deployment has taken from a release that was then given up', async () => {
    const before = await modelPackage();
    const taken = await registerPackage(laptop, trained);
    const Name = modelPackageParameterName(app, name);
    const write = (Value: string) => laptop.clients.ssm.send(new PutParameterCommand({ Name, Value, Overwrite: true }));
    await write(taken);
    const { record } = laptop.laptop.services.stacks.stack(SERVING);
    expect(await laptop.deployTemplate('serving', record.templateBody)).toBe('UPDATE_COMPLETE');
    await write(before ?? '');
    expect((await laptop.command(['status'])).stdout).toMatch(`NOT WHAT SERVES: the serving stack has ${taken},`);

    expect((await laptop.command(['release', '--package', taken])).code).toBe(0);

    expect(await modelPackage()).toBe(taken);
    expect(await released()).toMatchObject({ modelPackage: taken });
    expect((await laptop.command(['status'])).stdout).not.toMatch(/NOT WHAT/);
  });

  it('is called off by Ctrl-C: the old model serves on, and the parameter names it', async () => {
    const [before, was] = [await modelPackage(), await released()];
    const sleepy = await registerPackage(laptop, trained, { behaviour: { pingAfterMs: 60_000 } });
    const controller = new AbortController();
    const { Interrupted } = await import('../../../cli/interrupt');
    const running = laptop.command(['release', '--package', sleepy], controller.signal);
    await eventually(() => status() === 'UPDATE_IN_PROGRESS');
    expect(await modelPackage()).toBe(sleepy);
    controller.abort(new Interrupted('SIGINT'));
    const { code, stderr } = await running;

    expect({ code, stderr }).toEqual({ code: 130, stderr: expect.stringMatching(/interrupted/) });
    expect(status()).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect([await modelPackage(), await released()]).toEqual([before, was]);
    expect((await laptop.classifyImage('incoming/after.png')).status).toBe('SUCCEEDED');
  });
});

it('goes back and forth between the last two models, and lists what has served', async () => {
  const first = await registerPackage(laptop, trained, { evidence: { temperature: 0.5 } });
  const second = await registerPackage(laptop, trained, { evidence: { temperature: 0.6 } });
  for (const arn of [first, second]) await laptop.command(['release', '--package', arn]);
  const { code, stdout } = await laptop.command(['rollback', '--json']);

  expect({ code, document: JSON.parse(stdout) }).toMatchObject({
    code: 0,
    document: {
      modelPackage: first,
      previousModelPackage: second,
      temperature: 0.5,
      evaluation: { testDataS3Key: 'test.lst' },
    },
  });
  expect([await modelPackage(), await released()]).toMatchObject([first, { modelPackage: first, temperature: 0.5 }]);
  await laptop.edit('workflow', restartFunctions);
  expect((await laptop.classifyImage('incoming/back.png')).output.body.model_package).toBe(first);
  await laptop.command(['rollback']);
  expect(await modelPackage()).toBe(second);
  const list = JSON.parse((await laptop.command(['rollback', '--list', '--json'])).stdout) as {
    modelPackage: string;
  }[];
  expect(list.slice(0, 4).map(({ modelPackage: arn }) => arn)).toEqual([second, first, second, first]);
  const strange = await laptop.command([
    'rollback',
    '--to',
    'arn:aws:sagemaker:us-east-1:000000000000:model-package/x/1',
  ]);
  expect({ code: strange.code, stderr: strange.stderr }).toEqual({
    code: 1,
    stderr: expect.stringMatching(/has never been in service/),
  });
});
