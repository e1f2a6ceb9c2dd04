import { CONFIDENT } from '../../fixtures/laptop/fake-model';
import { WorkflowLaptop } from '../../fixtures/laptop/workflow-laptop';

let laptop: WorkflowLaptop;
beforeAll(async () => {
  laptop = await WorkflowLaptop.start();
  await laptop.uploadTrainingData();
}, 300_000);
afterAll(() => laptop?.stop());
beforeEach(() => laptop.model.behave(CONFIDENT));

it('trains, shows the accuracy of each epoch, and answers the registered package', async () => {
  const { code, stdout, stderr } = await laptop.command([
    'train',
    '--watch',
    '--json',
    '--epochs',
    '3',
    '--approval',
    'hand',
  ]);

  expect({ code, stderr }).toEqual({
    code: 0,
    stderr: expect.stringMatching(/Train and judge .* 1 epochs, validation accuracy 50\.0 %/),
  });
  expect(JSON.parse(stdout)).toMatchObject({
    modelPackage: expect.stringContaining(':model-package/'),
    approvalStatus: 'PendingManualApproval',
    epochs: [{ epoch: 0, trainAccuracy: 0.75, validationAccuracy: 0.5 }],
  });
});

it('ends with code 3 and the reasons where the gate is not passed', async () => {
  laptop.model.behave({ answers: {} });
  const { code, stderr } = await laptop.command(['train', '--watch']);

  expect(code).toBe(3);
  expect(stderr).toMatch(/has not passed the gate\..*most frequent class.*Registered as Rejected/);
});

it('prints reasons, figures and package of a model that has not passed the gate', async () => {
  laptop.model.behave({ answers: {} });
  const { code, stdout } = await laptop.command(['train', '--watch', '--json']);

  expect(code).toBe(3);
  expect(JSON.parse(stdout)).toEqual({
    executionArn: expect.stringContaining(':execution:'),
    modelPackage: expect.stringMatching(/:model-package\/\S+\/\d+$/),
    approvalStatus: 'Rejected',
    evidence: expect.stringMatching(/^s3:\/\/.*\/evidence\.json$/),
    gate: expect.objectContaining({ passed: false, reasons: [expect.stringContaining('most frequent class')] }),
    test: expect.objectContaining({ rows: 2, accuracy: 0.5 }),
    epochs: [expect.objectContaining({ epoch: 0 })],
  });
});

it('ends with code 1 and the cause where the training fails', async () => {
  const { code, stderr } = await laptop.command(['train', '--watch', '--manifest', 'absent.json']);

  expect(code).toBe(1);
  expect(stderr).toMatch(/DatasetInvalid: There is no data set manifest/);
});

it('prints a document of what failed', async () => {
  const { code, stdout, stderr } = await laptop.command(['train', '--watch', '--json', '--manifest', 'absent.json']);

  const { error } = JSON.parse(stdout) as { error: { message: string } };
  expect(error).toEqual({ name: 'Error', message: expect.stringContaining('DatasetInvalid'), exitCode: code });
  expect(stderr).toContain(error.message);
});

it('starts a training without waiting', async () => {
  const { code, stdout } = await laptop.command(['train', '--json']);

  expect(code).toBe(0);
  const { executionArn } = JSON.parse(stdout) as { executionArn: string };
  expect((await laptop.finished(executionArn)).status).toBe('SUCCEEDED');
});

it('wants name=value for a hyperparameter', async () => {
  const { code, stderr } = await laptop.command(['train', '--hyperparameter', 'epochs']);

  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('name=value') });
});
