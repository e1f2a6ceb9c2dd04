import { CommanderError } from 'commander';
import { CheckNotPassed } from '../../../cli/check-not-passed';
import { exitCodeOf } from '../../../cli/exit-code';
import { Interrupted } from '../../../cli/interrupt';
import { UsageError } from '../../../cli/usage-error';
import { EnvironmentInvalid } from '../../../core/contracts/environment-invalid';
import { DataSetError, ImageListError } from '../../../core/dataset/data-set-error';

it.each([
  [0, new CommanderError(0, 'commander.helpDisplayed', 'help')],
  [2, new CommanderError(1, 'commander.unknownOption', 'unknown option')],
  [2, new UsageError('taken')],
  [3, new CheckNotPassed('no')],
  [2, new DataSetError('one class')],
  [2, new ImageListError('line 3')],
  [2, new EnvironmentInvalid('threshold')],
  [1, new TypeError('a fault of ours')],
  [1, 'a text'],
  [129, new Interrupted('SIGHUP')],
  [130, new Interrupted('SIGINT')],
  [143, new Interrupted('SIGTERM')],
])('is %d for %s', (code, error) => {
  expect(exitCodeOf(error)).toBe(code);
});
