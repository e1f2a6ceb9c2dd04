import type { Command } from 'commander';
import { interruptSignal } from '../interrupt';
import type { ProgressStream } from '../progress/progress';

/** What a command has around it: where it writes, and what ends it early. */
export interface Terminal {
  /** Results. */
  readonly out: ProgressStream;
  /** Progress and errors. */
  readonly err: ProgressStream;
  /** Aborted by Ctrl-C. Asked for once a command has begun. */
  readonly signal: () => AbortSignal;
}

const PROCESS: Terminal = { out: process.stdout, err: process.stderr, signal: interruptSignal };

const terminals = new WeakMap<Command, Terminal>();

/** Has a program and all its commands write to another terminal than the process's own. */
export function useTerminal(program: Command, terminal: Terminal): void {
  terminals.set(program, terminal);
  program.configureOutput({
    writeOut: (text) => terminal.out.write(text),
    writeErr: (text) => terminal.err.write(text),
  });
}

export function terminalOf(command: Command): Terminal {
  let root = command;
  while (root.parent !== null) root = root.parent;
  return terminals.get(root) ?? PROCESS;
}
