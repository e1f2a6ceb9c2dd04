import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { parseEnvironment } from '../../core/contracts/parse-environment';
import type { StackWord } from '../../core/contracts/stack-names';
import { addSecondLook } from '../../lib/second-look';

const ROOT = resolve(__dirname, '../..');

export interface Synthesized {
  readonly templates: Readonly<Record<StackWord, Template>>;
  /** The cloud assembly's folder, with the report of the checks. */
  readonly directory: string;
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** The text of `environments/{name}.json`. */
export const environmentText = (name: string): string =>
  readFileSync(join(ROOT, 'environments', `${name}.json`), 'utf8');

/**
 * Synthesizes an environment the way `cdk synth` does, with the context of cdk.json.
 * @param changes replace keys of the environment's file.
 * @param checks whether CloudFormation's rules run as they do in every real synth: most of the time, so only where they are the matter.
 * @param bundle whether the functions' code is bundled; by default their source folder stands in for it.
 */
export function synthesized(name: string, changes: object = {}, { bundle = false, checks = false } = {}): Synthesized {
  const { context } = JSON.parse(readFileSync(join(ROOT, 'cdk.json'), 'utf8')) as { context: Record<string, unknown> };
  const outdir = mkdtempSync(join(tmpdir(), 'second-look-synth-'));
  folders.push(outdir);
  const app = new App({
    context: { ...context, ...(bundle ? {} : { 'aws:cdk:bundling-stacks': [] }) },
    outdir,
    builtinCloudFormationValidation: checks,
  });
  const text = JSON.stringify({ ...(JSON.parse(environmentText(name)) as object), ...changes });
  const { storage, training, serving, workflow, monitoring } = addSecondLook(app, parseEnvironment(name, text, [name]));
  const { directory } = app.synth();
  const templates = {
    storage: Template.fromStack(storage),
    training: Template.fromStack(training),
    serving: Template.fromStack(serving),
    workflow: Template.fromStack(workflow),
    monitoring: Template.fromStack(monitoring),
  };
  return { templates, directory };
}
