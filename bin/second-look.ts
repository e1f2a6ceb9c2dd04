import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { EnvironmentInvalid } from '../core/contracts/environment-invalid';
import { parseEnvironment } from '../core/contracts/parse-environment';
import { addSecondLook } from '../lib/second-look';
import { AlgorithmNotInRegion } from '../lib/training/built-in-algorithm';

const FOLDER = join(__dirname, '../environments');

/** `cdk … -c environment=NAME [-c overrides=JSON]`: synthesizes the stacks of one environment. */
function main(): void {
  const app = new App();
  const known = readdirSync(FOLDER).map((file) => file.replace(/\.json$/, ''));
  const name: unknown = app.node.tryGetContext('environment');
  if (typeof name !== 'string') {
    throw new EnvironmentInvalid(`Choose an environment with -c environment=NAME: there are ${known.join(', ')}.`);
  }
  const text = known.includes(name) ? readFileSync(join(FOLDER, `${name}.json`), 'utf8') : undefined;
  addSecondLook(app, parseEnvironment(name, text, known, app.node.tryGetContext('overrides')));
  app.synth();
}

try {
  main();
} catch (error) {
  if (!(error instanceof EnvironmentInvalid || error instanceof AlgorithmNotInRegion)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
