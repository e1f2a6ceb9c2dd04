import type { Command } from 'commander';
import { exitCodeOf } from '../exit-code';
import { Progress } from '../progress/progress';
import type { Target } from '../target/target';
import { addTargetOptions, type TargetOptions } from '../target/target-options';
import { addResultOptions, Printer, type ResultOptions } from './printer';
import { terminalOf } from './terminal';

/** What every command is given. */
export interface CommandContext {
  readonly printer: Printer;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** Shows long work on standard error. */
  progress(steps: number): Progress;
}

/** What a command that works on an environment is given. */
export interface TargetContext extends CommandContext {
  readonly target: Target;
}

/** What commander calls: the arguments one by one, the options, the command. */
type Action = (...parameters: unknown[]) => Promise<void>;

/** Work of a command: its context, its options as commander parsed them, its arguments in order. */
export type Work<Context, Options> = (context: Context, options: Options, args: readonly string[]) => Promise<void>;

/** An action of a command that needs no environment; it must have the options of `ResultOptions`. */
export const commandAction =
  <Options extends object>(work: Work<CommandContext, Options>): Action =>
  async (...parameters) => {
    const command = parameters.at(-1) as Command;
    const options = command.opts<Options & ResultOptions>();
    const terminal = terminalOf(command);
    const printer = new Printer(terminal.out, options);
    try {
      printer.assertWritable();
      const context: CommandContext = {
        printer,
        signal: terminal.signal(),
        progress: (steps) => new Progress(steps, terminal.err),
      };
      await work(context, options, command.processedArgs.flat() as string[]);
    } catch (error) {
      const { name, message } = error instanceof Error ? error : new Error(String(error));
      printer.failure({ error: { name, message, exitCode: exitCodeOf(error) } });
      throw error;
    }
  };

/** An action of a command on an environment; it must have the options of `TargetOptions` too. */
export const targetAction = <Options extends object>(work: Work<TargetContext, Options>): Action =>
  commandAction<Options & TargetOptions>(async (context, options, args) => {
    // Loaded here, so that help and wrong options are told at once.
    const { openTarget } = await import('../target/open-target');
    const target = await openTarget(options, context.signal);
    try {
      await work({ ...context, target }, options, args);
    } finally {
      target.close();
    }
  });

/** A command with a result: `--json`, `--out`. */
export const addCommand = (parent: Command, nameAndArguments: string): Command =>
  addResultOptions(parent.command(nameAndArguments));

/** A command on an environment: `--env`, `--profile`, `--role-arn`, `--endpoint-url`, `--json`, `--out`. */
export const addTargetCommand = (parent: Command, nameAndArguments: string): Command =>
  addTargetOptions(addCommand(parent, nameAndArguments));
