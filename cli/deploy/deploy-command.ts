import type { Command } from 'commander';

/** `npm run deploy -- dev [--check] [-- cdk arguments]` */
export function registerDeployCommand(program: Command): void {
  program
    .command('deploy')
    .description('Checks what a deployment needs, then runs cdk deploy for all stacks of an environment.')
    .argument('<environment>', 'dev, staging or prod: a file of environments/')
    .argument('[cdk...]', 'after a --: arguments for cdk deploy')
    .option('--check', 'only check, deploy nothing')
    .addHelpText(
      'after',
      `
Examples:
  npm run deploy -- dev
  npm run deploy -- prod --check
  npm run deploy -- dev -- --require-approval never`,
    )
    .action(async (environment: string, cdkArguments: string[], { check }: { check?: boolean }) => {
      // Loaded here, so that a wrong option is told at once.
      const { deploy } = await import('./deploy');
      await deploy({ environment, cdkArguments, check });
    });
}
