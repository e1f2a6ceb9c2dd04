import { CommanderError } from 'commander';
import { DataSetError } from '../core/dataset/data-set-error';
import { Interrupted } from './interrupt';
import { UsageError } from './usage-error';

/** 0 for help, 2 for wrong words, 130 for an interruption, 1 for anything else. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof UsageError || error instanceof DataSetError) return 2;
  if (error instanceof Interrupted) return 130;
  return 1;
}
