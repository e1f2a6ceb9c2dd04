import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { modelPackageParameterName, releasedModelParameterName } from '../../../core/contracts/released-model';
import { servingLaptop } from '../../fixtures/laptop/serving-laptop';
import { ENVIRONMENT } from '../../fixtures/laptop/workflow-laptop';

const laptop = servingLaptop();
const { app, name } = ENVIRONMENT;

async function parameters(): Promise<(string | undefined)[]> {
  const names = [modelPackageParameterName(app, name), releasedModelParameterName(app, name)];
  const answers = names.map((Name) => laptop().clients.ssm.send(new GetParameterCommand({ Name })));
  return (await Promise.all(answers)).map(({ Parameter }) => Parameter?.Value);
}

it('serves the newest release, which the answers name', async () => {
  const modelPackage = await laptop().release(await laptop().train());
  await laptop().restartFunctions();
  const { output } = await laptop().classifyImage('incoming/released.png');
  expect(output.body.model_package).toBe(modelPackage);
});

it('goes on with the model before when a release fails, and says why', async () => {
  const before = await parameters();
  const trained = await laptop().train();
  const { hostname: Bucket, pathname } = new URL(trained.modelArtifacts);
  await laptop().clients.s3.send(new DeleteObjectCommand({ Bucket, Key: pathname.slice(1) }));
  await expect(laptop().release(trained)).rejects.toThrow(
    /ended as UPDATE_ROLLBACK_COMPLETE: .*Failed to download model data /,
  );
  expect(await parameters()).toEqual(before);
});
