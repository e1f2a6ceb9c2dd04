import { type Command, InvalidArgumentError } from 'commander';
import { addTargetCommand, targetAction } from '../command/command-action';
import { classNames } from '../start/start-options';
import { addCheckOptions, type CheckOptions } from './check-options';

export interface ReleaseOptions extends CheckOptions {
  /** ARN, version number, or file that `train --out` has written; the newest approved one where absent. */
  readonly package?: string;
  readonly approve?: boolean;
  readonly classes?: readonly string[];
  readonly temperature?: number;
  /** False with `--no-baseline`. */
  readonly baseline: boolean;
}

function temperature(text: string): number {
  const value = Number(text);
  if (!(value > 0 && Number.isFinite(value))) throw new InvalidArgumentError('A number above 0 is needed.');
  return value;
}

export function registerReleaseCommand(program: Command): void {
  const command = addTargetCommand(program, 'release')
    .description('Brings a model package into service, watched by the endpoint’s alarms; what fails is taken back.')
    .option(
      '--package <name>',
      'model package, by its ARN, its version number, or the file of train --out (default: the newest approved one)',
    )
    .option('--approve', 'approve of a package that is not approved')
    .option(
      '--classes <names>',
      'class names in the order of the labels, where the package has no evidence',
      classNames,
    )
    .option('--temperature <number>', 'of the calibration (default: the evidence’s, else 1)', temperature)
    .option(
      '--no-baseline',
      'make no baseline of the validation split, or of a table’s labelled rows: the monitors go on with the one they have',
    )
    .addHelpText(
      'after',
      `
Ctrl-C calls the release off: the old model serves on. 3 is the exit code of a model that is released and then answers with errors.

Examples:
  npm run cli -- release
  npm run cli -- release --env prod --package 12 --check-rate 20
  npm run cli -- train --watch --out trained.json && npm run cli -- release --package trained.json
  npm run cli -- release --env dev --package arn:aws:sagemaker:… --approve --classes bicycle,motorcycle`,
    );
  addCheckOptions(command).action(
    targetAction<ReleaseOptions>(async (context, options) => {
      const { release } = await import('./release');
      await release(context, options);
    }),
  );
}
