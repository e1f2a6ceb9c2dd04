import type { Command } from 'commander';
import { addCommand, commandAction } from '../command/command-action';
import { addTargetOptions } from '../target/target-options';
import type { CostOptions } from './cost';
import { readCount, readShare } from './cost-numbers';

export function registerCostCommand(program: Command): void {
  addTargetOptions(addCommand(program, 'cost'))
    .description(
      'Says what so many images cost on AWS, and a month in which nobody asks: from the templates and a price table.',
    )
    .option('--images <count>', 'images', readCount, 1_000_000)
    .option('--second-looks <share>', 'share of images that a person must look at, 0 to 1', readShare, 0.2)
    .addHelpText(
      'after',
      `
docs/cost.md says how it is computed.

Examples:
  npm run cli -- cost --images 1e6 --env prod
  npm run cli -- cost --env dev --json`,
    )
    .action(
      commandAction<CostOptions>(async (context, options) => {
        const { cost } = await import('./cost');
        await cost(context, options);
      }),
    );
}
