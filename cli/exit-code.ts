import { CommanderError } from 'commander';
import { EnvironmentInvalid } from '../core/contracts/environment-invalid';
import { DataSetError } from '../core/dataset/data-set-error';
import { CheckNotPassed } from './check-not-passed';
import { Interrupted } from './interrupt';
import { UsageError } from './usage-error';

const FAILED = 1;
/** The user's words are off: exit code by the custom of command lines. */
export const USAGE = 2;
const CHECK_NOT_PASSED = 3;

/** What the user can put right by other words, another port or another folder. */
const USAGE_ERRORS = [UsageError, DataSetError, EnvironmentInvalid];

/** 0 for help, 2 for wrong words, 3 for a gate or check that says no, 128 + n for signal n, 1 for anything else. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE;
  if (error instanceof Interrupted) return error.exitCode;
  if (error instanceof CheckNotPassed) return CHECK_NOT_PASSED;
  return USAGE_ERRORS.some((kind) => error instanceof kind) ? USAGE : FAILED;
}
