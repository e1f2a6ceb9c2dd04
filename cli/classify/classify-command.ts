import type { Command } from 'commander';
import { addTargetCommand, targetAction } from '../command/command-action';
import { wholeNumber } from '../start/start-options';
import type { ClassifyOptions } from './classify';

export function registerClassifyCommand(program: Command): void {
  addTargetCommand(program, 'classify')
    .description(
      'Classifies images through the state machine, or asks the endpoint directly: about rows of CSV files, where its model takes them.',
    )
    .argument('[images...]', 'image files, folders, keys or prefixes of the images bucket, s3://bucket/key or prefix')
    .option('--wait', 'wait for each image and say how it ended')
    .option('--prefix <prefix>', 'all images below a prefix of the images bucket, as one batch')
    .option('--watch', 'with --prefix: show how the batch goes, until its end')
    .option('--endpoint', 'ask the endpoint directly: nothing is uploaded, no alert goes out')
    .option('--s3', 'take every name for a key or prefix, even where a file has it')
    .option('--parallel <count>', 'images at a time', wholeNumber(1), 4)
    .addHelpText(
      'after',
      `
Files are uploaded to incoming/ first. Exit code with --wait or --endpoint: 0 all accepted, 3 some below the threshold, 1 some failed.

Examples:
  npm run cli -- classify photo.jpg --wait
  npm run cli -- classify path/to/folder --endpoint --json
  npm run cli -- classify applications.csv --endpoint
  npm run cli -- classify --s3 test/ --wait --env dev
  npm run cli -- classify s3://bucket/incoming/2026/ --env dev
  npm run cli -- classify --prefix incoming/ --watch`,
    )
    .action(
      targetAction<ClassifyOptions>(async (context, options, names) => {
        const { classify } = await import('./classify');
        await classify(context, names, options);
      }),
    );
}
