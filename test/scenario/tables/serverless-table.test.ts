import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { DescribeEndpointCommand } from '@aws-sdk/client-sagemaker';
import { modelEvidenceSchema } from '../../../core/contracts/model-evidence';
import { endpointName } from '../../../core/contracts/released-model';
import { writeCustomers } from '../../fixtures/customer-table';
import { tableLaptop } from '../../fixtures/laptop/table-laptop';
import { ENVIRONMENT, type WorkflowLaptop } from '../../fixtures/laptop/workflow-laptop';
import { temporaryFolder } from '../../fixtures/temporary-folder';

let laptop: WorkflowLaptop;
const folder = temporaryFolder();
beforeAll(async () => {
  laptop = await tableLaptop({
    serving: { mode: 'serverless', memoryMb: 1024, maxConcurrency: 3 },
    monitoring: { enabled: false },
  });
}, 580_000);
afterAll(async () => {
  await laptop?.stop();
  folder.remove();
});

it('serves a model of a table without instances: released, evaluated and asked, and nothing captured', async () => {
  const out = join(folder.path, 'trained.json');
  const table = writeCustomers(folder.path);
  expect(await laptop.command(['train', '--watch', '--out', out, '--table', table])).toMatchObject({ code: 0 });
  expect(await laptop.command(['release', '--package', out, '--no-check'])).toMatchObject({ code: 0 });

  const described = await laptop.clients.sageMaker.send(
    new DescribeEndpointCommand({ EndpointName: endpointName(ENVIRONMENT.app, ENVIRONMENT.name) }),
  );
  expect(described.ProductionVariants?.[0]?.CurrentServerlessConfig).toEqual({
    MemorySizeInMB: 1024,
    MaxConcurrency: 3,
  });
  expect(described.DataCaptureConfig).toBeUndefined();

  const evaluated = await laptop.command(['evaluate', '--wait', '--json']);
  expect(evaluated.code).toBe(0);
  const { test, trainingJobName } = JSON.parse(readFileSync(out, 'utf8'));
  expect(JSON.parse(evaluated.stdout).accuracy).toBeCloseTo(test.accuracy, 10);

  // More at a time than the endpoint takes: those that it turns away are asked again.
  const evidence = await laptop.read(laptop.outputs.get('ModelsBucket'), `${trainingJobName}/evidence.json`);
  const { testData } = modelEvidenceSchema.parse(JSON.parse(evidence ?? ''));
  const customers = join(folder.path, 'asked.csv');
  writeFileSync(customers, (await laptop.read(testData!.bucket, testData!.key)) ?? '');
  const asked = await laptop.command(['classify', customers, '--endpoint', '--parallel', '8', '--json']);
  expect(JSON.parse(asked.stdout).counts).toMatchObject({ rows: test.rows, failed: 0 });

  const bucket = laptop.outputs.get('CaptureBucket');
  const { KeyCount } = await laptop.clients.s3.send(new ListObjectsV2Command({ Bucket: bucket }));
  expect(KeyCount).toBe(0);
}, 300_000);
