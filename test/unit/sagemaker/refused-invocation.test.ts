import { InvokeEndpointCommand, SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import type { LaptopService } from '../../../local/front-door/laptop-service';
import { failRuntime, validationError } from '../../../local/sagemaker/invoke/runtime-error';
import { openTestDoor } from '../../fixtures/test-door';

/** Refuses every invocation by its head, as one of an endpoint that does not exist is. */
const refusing: LaptopService = {
  signingNames: ['sagemaker'],
  handle: async () => {
    throw validationError('Endpoint absent not found.');
  },
  fail: failRuntime,
};

it('tells the caller why an invocation is refused while its large body is still on the way', async () => {
  const door = await openTestDoor([refusing]);
  const runtime = new SageMakerRuntimeClient(door.clientOptions);
  const invocation = () =>
    runtime.send(
      new InvokeEndpointCommand({ EndpointName: 'absent', Body: Buffer.alloc(9_000_000), ContentType: 'image/png' }),
    );

  // The second one comes over the same connection, behind what the first has left unread.
  await expect(invocation()).rejects.toMatchObject({ name: 'ValidationError' });
  await expect(invocation()).rejects.toMatchObject({ name: 'ValidationError' });
  runtime.destroy();
  await door.stop();
});
