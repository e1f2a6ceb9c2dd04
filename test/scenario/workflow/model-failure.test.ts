import { DeleteParameterCommand, GetParameterCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import { releasedModelParameterName } from '../../../core/contracts/released-model';
import type { ModelBehaviour } from '../../fixtures/laptop/fake-model';
import type { FinishedExecution } from '../../fixtures/laptop/finished-execution';
import { servingLaptop } from '../../fixtures/laptop/serving-laptop';
import { ENVIRONMENT } from '../../fixtures/laptop/workflow-laptop';

const laptop = servingLaptop();
/** One try and the six retries of a failure that may pass. */
const TRIED_AGAIN = ['SerializeImage', 'ClassifyImage x7', 'ReadError', 'ImageFailed'];
const TRIED_ONCE = ['SerializeImage', 'ClassifyImage', 'ReadError', 'ImageFailed'];

async function classifyWith(behaviour: ModelBehaviour): Promise<FinishedExecution> {
  laptop().model.behave(behaviour);
  return laptop().classifyImage('incoming/model-failure.png');
}

describe('what may pass is tried again, and then fails by name', () => {
  it('a model that fails (500)', async () => {
    const execution = await classifyWith({ status: 500, body: 'out of memory' });
    expect(execution.path).toEqual(TRIED_AGAIN);
    expect(execution.error).toBe('EndpointUnavailable');
    expect(execution.cause).toMatch(/endpoint 'second-look-local' failed \(500\).*out of memory/);
    expect(laptop().model.requests()).toHaveLength(7);
  });

  it('a model that is busy (429)', async () => {
    const execution = await classifyWith({ status: 429, body: 'one at a time' });
    expect(execution.path).toEqual(TRIED_AGAIN);
    expect(execution.error).toBe('ModelThrottled');
    expect(execution.cause).toContain('one at a time');
  });

  it('a model that does not answer in time', async () => {
    const execution = await classifyWith({ hangs: true });
    expect(execution.path).toEqual(TRIED_AGAIN);
    expect(execution.error).toBe('EndpointUnavailable');
    expect(execution.cause).toMatch(/timed out|in time/i);
  }, 20_000);

  it('a model that has not been released yet', async () => {
    const { ssm } = laptop().clients;
    const Name = releasedModelParameterName(ENVIRONMENT.app, ENVIRONMENT.name);
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name }));
    await ssm.send(new DeleteParameterCommand({ Name }));
    try {
      await laptop().restartFunctions();
      const execution = await laptop().classifyImage('incoming/too-early.png');
      expect(execution.path).toEqual(TRIED_AGAIN);
      expect(execution.error).toBe('EndpointUnavailable');
      expect(execution.cause).toMatch(/No model released yet.*Train and release one/);
    } finally {
      await ssm.send(new PutParameterCommand({ Name, Value: Parameter?.Value, Type: 'String' }));
    }
  });

  it('goes on where a later attempt succeeds, under the same inference id', async () => {
    laptop().model.behave({ status: 503, body: 'starting' });
    const arn = await laptop().startClassifying('incoming/late.png');
    await laptop().model.requested(2);
    laptop().model.behave({});
    const execution = await laptop().finished(arn);
    expect(execution.status).toBe('SUCCEEDED');
    expect(execution.path).toEqual([
      'SerializeImage',
      expect.stringMatching(/^ClassifyImage x[3-7]$/),
      'CheckThreshold',
      'PublishImageAccepted',
      'ImageAccepted',
    ]);
    await expect(laptop().capture(execution.output.body.inference_id)).resolves.toBeDefined();
  });
});

describe('what will not pass fails at once, by name', () => {
  it('a model that refuses the image (415)', async () => {
    const execution = await classifyWith({ status: 415, body: 'no such colours' });
    expect(execution.path).toEqual(TRIED_ONCE);
    expect(execution.error).toBe('ImageUnreadable');
    expect(execution.cause).toMatch(/refused the image \(415\).*no such colours/);
  });

  it.each<[what: string, body: string, cause: RegExp]>([
    ['an answer that is no JSON', '<html>welcome</html>', /is not a list of probabilities: "<html>welcome<\/html>"/],
    ['an empty answer', '', /is empty/],
    ['the wrong number of classes', '[0.5,0.3,0.2]', /holds 3 probabilities for 2 classes/],
    ['NaN', '[NaN, NaN]', /holds "NaN" instead of a probability/],
    ['scores for probabilities', '[3.5, -1.2]', /holds 3.5, which is no probability/],
    ['probabilities that are too few together', '[0.3, 0.3]', /add up to 0.6 instead of 1/],
  ])('a model that answers %s', async (_what, body, cause) => {
    const execution = await classifyWith({ body });
    expect(execution.path).toEqual(TRIED_ONCE);
    expect(execution).toMatchObject({ status: 'FAILED', error: 'ModelOutputInvalid' });
    expect(execution.cause).toMatch(cause);
    expect(laptop().model.requests()).toHaveLength(1);
  });
});
