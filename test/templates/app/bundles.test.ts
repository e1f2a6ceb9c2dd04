import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { STACKS } from '../../../core/contracts/stack-names';
import { type Synthesized, synthesized } from '../synthesized';

/** The SDK tries it, and does without it, for a signature (SigV4a) that no service of ours asks for. */
const SIGNATURE = '@aws-sdk/signature-v4-crt';
/** Required where undici is asked to cache answers in a database, which nobody does; Node 20 has none. */
const DATABASE = 'sqlite';
const OPTIONAL: readonly string[] = [SIGNATURE, DATABASE];

let made: Synthesized;
beforeAll(() => {
  made = synthesized('local', {}, { bundle: true });
}, 120_000);

interface FunctionProperties {
  readonly Code: { readonly S3Key: string };
  readonly Environment: { readonly Variables: { readonly POWERTOOLS_SERVICE_NAME: string } };
}
const bundles = (): Map<string, string> =>
  new Map(
    STACKS.flatMap((word) =>
      Object.values(made.templates[word].findResources('AWS::Lambda::Function')).map(({ Properties }) => {
        const { Code, Environment } = Properties as FunctionProperties;
        const folder = join(made.directory, `asset.${Code.S3Key.replace('.zip', '')}`);
        return [Environment.Variables.POWERTOOLS_SERVICE_NAME, folder] as const;
      }),
    ),
  );

it('bundles each of the functions', () => {
  const lambdas = join(__dirname, '../../../lambdas');
  const functions = readdirSync(lambdas).filter((folder) => existsSync(join(lambdas, folder, 'handler.ts')));
  expect(functions).toEqual(expect.arrayContaining([...bundles().keys()]));
  expect(bundles().size).toBeGreaterThanOrEqual(8);
});

it('puts everything into one file: nothing is required but Node’s own modules', () => {
  for (const folder of bundles().values()) {
    expect(readdirSync(folder)).toEqual(['index.js']);
    const required = [...readFileSync(join(folder, 'index.js'), 'utf8').matchAll(/\brequire\("([^"]+)"\)/g)];
    const names = required.map(([, name = '']) => name.replace(/^node:/, ''));
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => !OPTIONAL.includes(name) && !builtinModules.includes(name))).toEqual([]);
  }
});

/** They draw the charts of a report, and nobody waits for their cold start. */
const DRAWING = ['evaluate-model', 'monitor-endpoint'];
/** They send requests by the thousand, by undici. */
const HOT = ['classify-batch', 'evaluate-model'];
const limitOf = (service: string): number =>
  (DRAWING.includes(service) ? 2_500_000 : 1_050_000) + (HOT.includes(service) ? 250_000 : 0);

it('keeps the bundles small: a cold start reads them', () => {
  const sizes = [...bundles()].map(
    ([service, folder]) => [service, readFileSync(join(folder, 'index.js')).length] as const,
  );
  expect(sizes.filter(([service, bytes]) => bytes >= limitOf(service))).toEqual([]);
});

it('keeps the names that Step Functions matches, minified or not', () => {
  const text = readFileSync(join(bundles().get('check-threshold') as string, 'index.js'), 'utf8');
  expect(text.includes('THRESHOLD_CONFIDENCE_NOT_MET')).toBe(true);
});
