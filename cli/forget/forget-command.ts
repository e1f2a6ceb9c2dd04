import { type Command, InvalidArgumentError } from 'commander';
import { addTargetCommand, targetAction } from '../command/command-action';
import type { ForgetOptions } from './forget-image';

export function registerForgetCommand(program: Command): void {
  addTargetCommand(program, 'forget')
    .description(
      'Removes an image and all that came of it: versions, captures, second looks, labels, copies for training.',
    )
    .requiredOption('--key <key>', 'S3 key in the images bucket', objectKey)
    .option('--yes', 'remove; without it the command only tells what it would remove')
    .addHelpText(
      'after',
      `
E-mails that are out, logs of accesses and models that were trained with the image stay.

Examples:
  npm run cli -- forget --key incoming/photo.jpg
  npm run cli -- forget --key incoming/photo.jpg --yes --env dev`,
    )
    .action(
      targetAction<ForgetOptions>(async (context, options) => {
        const { forgetImage } = await import('./forget-image');
        await forgetImage(context, options);
      }),
    );
}

function objectKey(text: string): string {
  if (text === '') throw new InvalidArgumentError('The key of an image is needed.');
  return text;
}
