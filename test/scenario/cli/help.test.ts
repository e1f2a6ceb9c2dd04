import { execFileSync } from 'node:child_process';
import type { Command } from 'commander';
import { createProgram } from '../../../cli/program';
import { PROJECT_FOLDER } from '../../../cli/project-folder';
import { runCommand } from '../../fixtures/cli/run-command';

/** Every command that does something, with the words that call it. */
function leaves(command: Command, words: readonly string[] = []): string[][] {
  if (command.commands.length === 0) return [[...words]];
  return command.commands.flatMap((child) => leaves(child, [...words, child.name()]));
}

const COMMANDS = leaves(createProgram());

it('knows the commands', () => {
  expect(COMMANDS.map((words) => words.join(' '))).toEqual(
    expect.arrayContaining([
      'start',
      'config show',
      'data upload',
      'classify',
      'test-cases',
      'traffic',
      'captures show',
    ]),
  );
});

it.each(COMMANDS.map((words) => [words.join(' '), words] as const))(
  'tells what %s does, with examples that begin with its own words',
  async (name, words) => {
    const { code, stdout } = await runCommand([...words, '--help']);

    expect(code).toBe(0);
    expect(stdout).toMatch(/^Usage: second-look .+\n\n\S.+/);
    const [, examples = ''] = stdout.split('\nExamples:\n');
    const own = new RegExp(`npm (start|run (-s )?(cli -- ${name}|${name}))`);
    expect(examples).toMatch(own);
  },
);

it.each(COMMANDS.map((words) => [words.join(' '), words] as const))(
  'ends with 2 and one line when %s is given an option that it does not have',
  async (_, words) => {
    const { code, stdout, stderr } = await runCommand([...words, '--no-such-option']);

    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.trim().split('\n')).toHaveLength(1);
  },
);

it('shows a command’s own options before those of every command', async () => {
  const { stdout } = await runCommand(['traffic', '--help']);

  const headings = [...stdout.matchAll(/^(\w+):$/gm)].map(([, heading]) => heading);
  expect(headings).toEqual(['Arguments', 'Options', 'Result', 'Where', 'Examples']);
});

it('loads neither an SDK client nor zod nor the CDK to show help: they take longer than all the rest', () => {
  const script = `
    require('./cli/program').createProgram();
    const heavy = /node_modules.(@aws-sdk|@smithy|zod|aws-cdk-lib|assemblyscript)/;
    console.log(JSON.stringify(Object.keys(require.cache).filter((file) => heavy.test(file))));`;

  const loaded = execFileSync(process.execPath, ['--import', 'tsx', '--eval', script], { cwd: PROJECT_FOLDER });

  expect(JSON.parse(loaded.toString())).toEqual([]);
});
