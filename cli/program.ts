import { Command, CommanderError, Help, type Option } from 'commander';
import { registerCapturesCommand } from './captures/captures-command';
import { registerClassifyCommand } from './classify/classify-command';
import { registerCleanupCommand } from './cleanup/cleanup-command';
import { type Terminal, useTerminal } from './command/terminal';
import { registerConfigCommand } from './config/config-command';
import { registerCostCommand } from './cost/cost-command';
import { registerCreditCommand } from './credit/credit-command';
import { registerDataCommand } from './data/data-command';
import { registerDeployCommand } from './deploy/deploy-command';
import { registerEvaluateCommand } from './evaluate/evaluate-command';
import { exitCodeOf } from './exit-code';
import { registerExperimentsCommand } from './experiments/experiments-command';
import { registerForgetCommand } from './forget/forget-command';
import { registerLabelsCommand } from './labels/labels-command';
import { registerLocalCommand } from './local/local-command';
import { registerMonitorCommand } from './monitor/monitor-command';
import { registerRegisterCommand } from './register/register-command';
import { registerReleaseCommand } from './release/release-command';
import { registerRollbackCommand } from './rollback/rollback-command';
import { registerSimilarityCommand } from './similarity/similarity-command';
import { registerStartCommand } from './start/start-command';
import { registerStatusCommand } from './status/status-command';
import { registerTestCasesCommand } from './test-cases/test-cases-command';
import { registerTrafficCommand } from './traffic/traffic-command';
import { registerTrainCommand } from './train/train-command';

const EXAMPLES = `
Every command has --help with examples. Exit codes: 0 done, 1 failed, 2 usage, 3 gate or check not passed.

Examples:
  npm start
  npm run local
  npm run cli -- classify photo.jpg --wait
  npm run cli -- status --env dev`;

/** The whole command line. @param terminal the process's own where absent. */
export function createProgram(terminal?: Terminal): Command {
  const program = new Command('second-look')
    .description('An image-classification service on AWS that knows when it is not sure.')
    .addHelpText('after', EXAMPLES)
    .exitOverride()
    .configureHelp({ groupItems: ownOptionsFirst })
    .configureOutput({ outputError: (text, write) => write(`${oneLine(text)} (--help shows the options)\n`) });
  if (terminal !== undefined) useTerminal(program, terminal);
  // Commands inherit all of the above when they are added.
  program.commandsGroup('On this machine:');
  registerStartCommand(program);
  registerLocalCommand(program);
  registerCreditCommand(program);
  program.commandsGroup('Environments:');
  registerDeployCommand(program);
  registerConfigCommand(program);
  registerMonitorCommand(program);
  registerStatusCommand(program);
  registerCleanupCommand(program);
  program.commandsGroup('Data and models:');
  registerDataCommand(program);
  registerTrainCommand(program);
  registerRegisterCommand(program);
  registerReleaseCommand(program);
  registerRollbackCommand(program);
  registerEvaluateCommand(program);
  registerExperimentsCommand(program);
  registerSimilarityCommand(program);
  program.commandsGroup('Images and traffic:');
  registerClassifyCommand(program);
  registerCostCommand(program);
  registerTestCasesCommand(program);
  registerTrafficCommand(program);
  registerCapturesCommand(program);
  registerLabelsCommand(program);
  registerForgetCommand(program);
  return program;
}

/**
 * Runs one command to its end.
 * @param args what stands behind the program's name.
 * @param terminal the process's own where absent.
 * @returns the exit code: 0 done, 1 failed, 2 usage, 3 gate or check not passed, 130 interrupted by Ctrl-C.
 */
export async function runProgram(args: readonly string[], terminal?: Terminal): Promise<number> {
  const tell = (text: string): unknown => (terminal?.err ?? process.stderr).write(`${text}\n`);
  try {
    await createProgram(terminal).parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    // Of its own errors commander has told already.
    if (!(error instanceof CommanderError)) tell(error instanceof Error ? error.message : String(error));
    if (process.env.DEBUG !== undefined && error instanceof Error) tell(String(error.stack));
    return exitCodeOf(error);
  }
}

/** `error: unknown option '--epoch' (Did you mean --epochs?)` comes in two lines. */
const oneLine = (text: string): string => text.trim().replaceAll(/\s*\n\s*/g, ' ');

/** Help lists groups in the order of their first option; where a command works and where results go interests least. */
function ownOptionsFirst<Item extends Command | Option>(
  this: Help,
  all: Item[],
  visible: Item[],
  groupOf: (item: Item) => string,
): Map<string, Item[]> {
  const byDefault: Help['groupItems'] = Help.prototype.groupItems;
  const groups = [...(byDefault as typeof ownOptionsFirst<Item>).call(this, all, visible, groupOf)];
  const isOwn = ([heading]: [string, Item[]]): boolean => heading === 'Options:';
  return new Map([...groups.filter(isOwn), ...groups.filter((group) => !isOwn(group))]);
}
