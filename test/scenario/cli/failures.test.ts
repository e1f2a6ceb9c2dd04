import type { Command } from 'commander';
import { createProgram } from '../../../cli/program';
import { runCommand } from '../../fixtures/cli/run-command';
import { temporaryFolder } from '../../fixtures/temporary-folder';

const folder = temporaryFolder();
afterAll(() => folder.remove());

/** Nothing listens there. */
const NOBODY = 'http://127.0.0.1:9';

/** Every command that works on an environment and prints a document, with its names. */
function commandsOf(command: Command, names: readonly string[] = []): readonly (readonly [string, Command])[] {
  const own = [...names, command.name()];
  const children = command.commands.flatMap((child) => commandsOf(child, command.parent === null ? [] : own));
  const long = command.options.map((option) => option.long);
  const works = long.includes('--json') && long.includes('--endpoint-url') && children.length === 0;
  return works ? [[own.join(' '), command], ...children] : children;
}
/** They have an environment's options and ask its files only, so that they have nothing to fail at. */
const OFFLINE = ['config show', 'cost'];
const COMMANDS = commandsOf(createProgram()).filter(([name]) => !OFFLINE.includes(name));

/** Arguments and options that a command does not go without. */
const needed = ({ registeredArguments, options }: Command): readonly string[] => [
  ...registeredArguments.filter(({ required }) => required).map(({ argChoices }) => argChoices?.[0] ?? folder.path),
  ...options.filter(({ mandatory }) => mandatory).flatMap(({ long }) => [String(long), folder.path]),
];

it('knows the commands', () => {
  expect(COMMANDS.map(([name]) => name)).toEqual(
    expect.arrayContaining(['train', 'release', 'rollback', 'status', 'evaluate', 'captures list', 'data upload']),
  );
});

it.each(COMMANDS)('%s prints one document of a failure with --json, and its exit code', async (name, command) => {
  const args = [...name.split(' '), ...needed(command), '--endpoint-url', NOBODY, '--json'];
  const { code, stdout, stderr } = await runCommand(args);

  const { error } = JSON.parse(stdout) as { error: { name: string; message: string; exitCode: number } };
  expect(error).toEqual({ name: expect.stringMatching(/./), message: expect.stringMatching(/./), exitCode: code });
  expect([1, 2]).toContain(code);
  expect(stderr).toContain(error.message);
});
