import type { SSMClient } from '@aws-sdk/client-ssm';
import { readEnvironment } from '../../../cli/environment/read-environment';
import { releaseHistory } from '../../../cli/release/release-history';
import type { ReleaseTarget } from '../../../cli/release/release-target';

const version = (Version: number, Value: string) => ({ Version, Value, LastModifiedDate: new Date(Version * 1000) });
const of = (modelPackage: string) => JSON.stringify({ modelPackage, classes: ['no', 'yes'], temperature: 1 });

it('tells the newest release first, in whatever order Parameter Store has them, and leaves out what is no release', async () => {
  const Parameters = [version(2, of('b')), version(4, 'edited by hand'), version(3, of('c')), version(1, of('a'))];
  const { SSMClient: Client } = jest.requireActual<typeof import('@aws-sdk/client-ssm')>('@aws-sdk/client-ssm');
  const ssm: SSMClient = new Client({ region: 'us-east-1' });
  jest.spyOn(ssm, 'send').mockImplementation(async () => ({ Parameters }));
  const history = await releaseHistory({
    clients: { ssm },
    environment: readEnvironment('local'),
  } as unknown as ReleaseTarget);

  expect(history.map(({ released, at }) => [released.modelPackage, at.getTime()])).toEqual([
    ['c', 3000],
    ['b', 2000],
    ['a', 1000],
  ]);
});
