import { GetParameterCommand, type PutParameterCommand } from '@aws-sdk/client-ssm';
import { readEnvironment } from '../../../cli/environment/read-environment';
import { releaseModel } from '../../../cli/release/release-model';
import type { ReleaseTarget } from '../../../cli/release/release-target';
import { modelPackageParameterName, releasedModelParameterName } from '../../../core/contracts/released-model';

const environment = readEnvironment('local');
const { app, name } = environment;
const released = { modelPackage: 'arn:package/1', classes: ['no', 'yes'], temperature: 1 };

it('says that the model serves, and how to ask for its evaluation, when the queue takes no message', async () => {
  const written: string[] = [];
  const ParameterValue = modelPackageParameterName(app, name);
  const parameters = [{ ParameterKey: 'Package', ParameterValue, ResolvedValue: released.modelPackage }];
  const clients = {
    cloudFormation: { send: async () => ({ Stacks: [{ StackStatus: 'UPDATE_COMPLETE', Parameters: parameters }] }) },
    ssm: {
      send: async (command: GetParameterCommand | PutParameterCommand) => {
        if (command instanceof GetParameterCommand) return { Parameter: { Value: released.modelPackage } };
        written.push(String(command.input.Name));
        return {};
      },
    },
    s3: { send: async () => ({ Body: { transformToString: async () => '0\t0\ta.png\n' } }) },
    sqs: { send: () => Promise.reject(Object.assign(new Error('no such queue'), { name: 'QueueDoesNotExist' })) },
  };
  const outputs = { get: (output: string) => output };
  const target = { environment, clients, outputs } as unknown as ReleaseTarget;
  const lease = { assertOurs: async () => undefined };
  const release = releaseModel(target, lease, { released }, () => undefined, new AbortController().signal);

  await expect(release).rejects.toMatchObject({
    name: 'EvaluationNotQueued',
    message:
      "arn:package/1 serves, but its evaluation could not be queued (QueueDoesNotExist: no such queue): ask for it with 'evaluate'.",
  });
  expect(written).toEqual([releasedModelParameterName(app, name)]);
});
