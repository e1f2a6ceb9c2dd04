import type { CustomResourceEvent } from '../../../local/cloudformation/custom-resources/custom-resource-event';
import { FrontDoor } from '../../../local/front-door/front-door';
import { CredentialRegistry } from '../../../local/iam/credentials';
import type { FunctionInvoker } from '../../../local/lambda/function-invoker';
import { EngineFixture } from './engine-fixture';

type Handler = (event: CustomResourceEvent) => Promise<void> | void;

const TOKEN = 'arn:aws:lambda:us-east-1:000000000000:function:maker';

/** Answers as a function does: by an HTTP PUT to the response URL. */
async function answer(event: CustomResourceEvent, body: object): Promise<number> {
  const { StackId, RequestId, LogicalResourceId } = event;
  const response = await fetch(event.ResponseURL, {
    method: 'PUT',
    body: JSON.stringify({ Status: 'SUCCESS', StackId, RequestId, LogicalResourceId, ...body }),
  });
  return response.status;
}

describe('custom resources', () => {
  let fixture: EngineFixture;
  let door: FrontDoor;
  let handler: Handler;
  let events: CustomResourceEvent[];

  beforeEach(async () => {
    events = [];
    handler = async (event) => {
      await answer(event, { PhysicalResourceId: `made-${String(event.ResourceProperties.Name)}`, Data: { Size: '7' } });
    };
    const invoker: FunctionInvoker = {
      invoke: async (functionName, payload, { principal }) => {
        expect([functionName, principal.kind]).toEqual([TOKEN, 'administrator']);
        const event = JSON.parse(payload.toString()) as CustomResourceEvent;
        events.push(event);
        try {
          await handler(event);
        } catch (error) {
          const failure = { errorType: 'Error', errorMessage: (error as Error).message };
          return { payload: Buffer.from(JSON.stringify(failure)), functionError: 'Unhandled', logTail: '' };
        }
        return { payload: Buffer.from('null'), logTail: '' };
      },
    };
    door = new FrontDoor(new CredentialRegistry());
    const port = await door.listen(0);
    fixture = new EngineFixture({
      customResources: { invoker, baseUrl: () => `http://127.0.0.1:${port}`, timeoutSeconds: 5 },
    });
    if (fixture.engine.responsePage !== undefined) door.registerPage(fixture.engine.responsePage);
  });
  afterEach(async () => {
    await door.stop();
    fixture.remove();
  });

  const custom = (properties: object): object => ({
    Type: 'Custom::Maker',
    Properties: { ServiceToken: TOKEN, ...properties },
  });
  const user = { Properties: { Of: { Ref: 'Made' }, Size: { 'Fn::GetAtt': ['Made', 'Size'] } } };
  const deploy = (properties: object, ...more: [object?]): Promise<void> =>
    fixture.deploy({ Made: { ...custom(properties) }, B: user, ...more[0] });

  it('are made by their function, which is told everything as strings', async () => {
    await deploy({ Name: 'a', Count: 3, Deep: [{ On: true }] });
    const [event] = events;
    expect(event).toMatchObject({
      RequestType: 'Create',
      ServiceToken: TOKEN,
      ResourceType: 'Custom::Maker',
      LogicalResourceId: 'Made',
      StackId: expect.stringMatching(/^arn:aws:cloudformation:us-east-1:000000000000:stack\/app\//),
      ResourceProperties: { ServiceToken: TOKEN, Name: 'a', Count: '3', Deep: [{ On: 'true' }] },
    });
    expect(event).not.toHaveProperty('PhysicalResourceId');
    expect([...fixture.things.resources.values()]).toEqual([{ Of: 'made-a', Size: '7' }]);
  });

  it('are updated, and the old one is deleted when the physical id changes', async () => {
    await deploy({ Name: 'a' });
    await deploy({ Name: 'b' });
    expect(events.map(({ RequestType, PhysicalResourceId }) => [RequestType, PhysicalResourceId])).toEqual([
      ['Create', undefined],
      ['Update', 'made-a'],
      ['Delete', 'made-a'],
    ]);
    expect(events[1]?.OldResourceProperties).toEqual({ ServiceToken: TOKEN, Name: 'a' });
    expect([...fixture.things.resources.values()]).toEqual([{ Of: 'made-b', Size: '7' }]);
  });

  it('are left alone when nothing about them changes', async () => {
    await deploy({ Name: 'a' });
    await deploy({ Name: 'a' }, { C: {} });
    expect(events).toHaveLength(1);
  });

  it('fail the stack with their reason', async () => {
    handler = async (event) => {
      if (event.RequestType !== 'Delete')
        await answer(event, { Status: 'FAILED', Reason: 'out of paint', PhysicalResourceId: 'x' });
      else await answer(event, {});
    };
    await expect(deploy({ Name: 'a' })).rejects.toThrow(/ROLLBACK_COMPLETE.*Message returned: out of paint/);
  });

  it('get their former properties back when the update fails elsewhere', async () => {
    handler = async (event) => void (await answer(event, { PhysicalResourceId: 'same' }));
    const resources = (name: string, more: object): Record<string, object> => ({
      Made: custom({ Name: name }),
      ...more,
    });
    await fixture.deploy(resources('a', {}) as never);
    await expect(
      fixture.deploy(resources('b', { C: { DependsOn: 'Made', Properties: { Fail: 'no' } } }) as never),
    ).rejects.toThrow(/UPDATE_ROLLBACK_COMPLETE/);
    expect(events.map(({ RequestType, ResourceProperties }) => [RequestType, ResourceProperties.Name])).toEqual([
      ['Create', 'a'],
      ['Update', 'b'],
      ['Update', 'a'],
    ]);
  });

  it('fail at once when the function fails without an answer', async () => {
    handler = () => {
      throw new Error('cannot start');
    };
    await expect(deploy({ Name: 'a' })).rejects.toThrow(/function failed: Error: cannot start/);
  });

  it('fail when no answer comes in time', async () => {
    handler = () => undefined;
    await expect(deploy({ Name: 'a', ServiceTimeout: 0.05 })).rejects.toThrow(
      /did not receive a response .* within 0.05 s/,
    );
  });

  it.each([
    ['has no physical id', { PhysicalResourceId: undefined }, /Invalid PhysicalResourceId/],
    ['is for another request', { RequestId: 'other', PhysicalResourceId: 'x' }, /its RequestId is "other"/],
    ['has no status that counts', { Status: 'OK', PhysicalResourceId: 'x' }, /its Status is "OK"/],
    ['is too long', { PhysicalResourceId: 'x'.repeat(5000) }, /Response object is too long/],
  ])('fail when the answer %s', async (_, body, reason) => {
    handler = async (event) => void (await answer(event, body));
    await expect(deploy({ Name: 'a' })).rejects.toThrow(reason);
  });

  it('take one answer only', async () => {
    const statuses: number[] = [];
    handler = async (event) => {
      statuses.push(await answer(event, { PhysicalResourceId: 'x', Data: { Size: 1 } }));
      statuses.push(await answer(event, { PhysicalResourceId: 'y' }));
    };
    await deploy({ Name: 'a' });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(statuses).toEqual([200, 404]);
  });

  it('are deleted with the stack', async () => {
    await deploy({ Name: 'a' });
    await fixture.engine.delete('app');
    expect(events.at(-1)).toMatchObject({ RequestType: 'Delete', PhysicalResourceId: 'made-a' });
    expect(fixture.status()).toBe('DELETE_COMPLETE');
  });
});
