import { execFile, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { GetParameterCommand } from '@aws-sdk/client-ssm';
import {
  modelPackageParameterName,
  releasedModelParameterName,
  releasedModelSchema,
} from '../../../core/contracts/released-model';
import { eventually } from '../../fixtures/eventually';
import { ENVIRONMENT, WorkflowLaptop } from '../../fixtures/laptop/workflow-laptop';
import { temporaryFolder } from '../../fixtures/temporary-folder';

const hasCli = spawnSync('aws', ['--version']).status === 0 && spawnSync('python3', ['--version']).status === 0;
if (!hasCli) console.log('Skipped: the AWS CLI and python3 are needed to release a model by hand.');

const LIMIT_MILLISECONDS = 300_000;
const SERVING = `${ENVIRONMENT.app}-${ENVIRONMENT.name}-serving`;

/** The blocks of the appendix of docs/release.md but for the first, which the reader sets. The CLI's waiter asks every 30 s; the test asks by itself. */
function blocks(): string[] {
  const page = readFileSync(resolve(__dirname, '../../../docs/release.md'), 'utf8');
  const [, appendix = ''] = page.split('# Appendix: by hand');
  const all = [...appendix.matchAll(/^```sh\n([\s\S]+?)^```$/gm)].map(([, block]) => block as string);
  return all.slice(1);
}

let laptop: WorkflowLaptop;
const folder = temporaryFolder();
beforeAll(async () => {
  if (hasCli) laptop = await WorkflowLaptop.start();
}, LIMIT_MILLISECONDS);
afterAll(async () => {
  await laptop?.stop();
  folder.remove();
});

async function run(script: string): Promise<string> {
  const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', script], {
    cwd: folder.path,
    env: {
      PATH: process.env.PATH,
      HOME: folder.path,
      AWS_ENDPOINT_URL: laptop.laptop.url,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_DEFAULT_REGION: ENVIRONMENT.region,
      APP: ENVIRONMENT.app,
      ENVIRONMENT: ENVIRONMENT.name,
      POLL_SECONDS: '0.2',
    },
  });
  return stdout;
}

const parameter = async (Name: string): Promise<string> =>
  (await laptop.clients.ssm.send(new GetParameterCommand({ Name }))).Parameter?.Value ?? '';

const status = (): string => laptop.laptop.services.stacks.stack(SERVING).record.status;

(hasCli ? it : it.skip)(
  'the calls of docs/release.md bring a model into service',
  async () => {
    await laptop.uploadTrainingData();
    const all = blocks();
    const waiting = all.findIndex((block) => block.includes('cloudformation wait'));
    const until = all.slice(0, waiting).join('\n');
    // Shell variables and functions are gone with the first shell: what the second one needs is written down.
    await run(`${until}\ndeclare -p MODEL_PACKAGE SERVING > variables.sh\ndeclare -f published >> variables.sh`);
    await eventually(() => status() === 'UPDATE_COMPLETE', 60_000);

    const started = await run(`. ./variables.sh\n${all.slice(waiting).join('\n')}`);

    const released = releasedModelSchema.parse(
      JSON.parse(await parameter(releasedModelParameterName(ENVIRONMENT.app, ENVIRONMENT.name))),
    );
    expect(released).toEqual({
      modelPackage: await parameter(modelPackageParameterName(ENVIRONMENT.app, ENVIRONMENT.name)),
      classes: ['bicycle', 'motorcycle'],
      temperature: 1,
    });
    expect(released.modelPackage).toMatch(/:model-package\//);
    const { executionArn } = JSON.parse(started.slice(started.lastIndexOf('{\n'))) as { executionArn: string };
    const { status: ended, output } = await laptop.finished(executionArn);
    expect(ended).toBe('SUCCEEDED');
    expect(output.body.model_package).toBe(released.modelPackage);
  },
  LIMIT_MILLISECONDS,
);
