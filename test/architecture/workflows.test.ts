import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(__dirname, '../../.github/workflows');
const workflows = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.yml'))
  .map((name) => [name, readFileSync(join(FOLDER, name), 'utf8')] as const);
const textOf = (name: string): string => workflows.find(([other]) => other === name)?.[1] ?? '';

/** The jobs of a workflow by name: what stands below `jobs:`, two spaces in. */
const jobsOf = (text: string): readonly (readonly [string, string])[] =>
  (text.split(/^jobs:\n/m)[1] ?? '')
    .split(/^ {2}(?=\w+:$)/m)
    .filter((job) => /^\w+:\n/.test(job))
    .map((job) => [job.slice(0, job.indexOf(':')), job]);

describe.each(workflows)('%s', (_, text) => {
  it('uses every action by its commit, which nobody can move', () => {
    const used = [...text.matchAll(/^\s*(?:- )?uses: (.+)$/gm)].map(([, use]) => use);
    expect(used.length).toBeGreaterThan(0);
    for (const use of used) expect(use).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it('may read the repository, and no more unless a job says so', () => {
    expect(/^permissions:\n((?: {2}.+\n)+)/m.exec(text)?.[1]).toBe('  contents: read\n');
    expect(text).not.toMatch(/: write-all|secrets\./);
  });

  it('gives a token for AWS to the jobs that take a role with it, and to no other', () => {
    for (const [name, job] of jobsOf(text)) {
      const takesRole = /configure-aws-credentials@/.test(job);
      const namesRole = /role-to-assume: \$\{\{ vars\.AWS_\w+_ROLE_ARN \}\}/.test(job);
      expect([name, namesRole, /id-token: write/.test(job)]).toEqual([name, takesRole, takesRole]);
    }
    expect(text).not.toMatch(/aws-access-key-id|aws-secret-access-key/);
  });

  it('puts nothing that somebody has typed into a script', () => {
    const typed = text.split('\n').filter((line) => /\$\{\{ *(inputs|github\.(event|head_ref))/.test(line));
    expect(typed.filter((line) => !/^\s*(?!run\b)[\w-]+: /.test(line))).toEqual([]);
  });

  it('gives every job a time limit', () => {
    for (const [name, job] of jobsOf(text))
      expect([name, /^ {4}timeout-minutes: \d+$/m.test(job)]).toEqual([name, true]);
  });
});

it('lints, tests on every Node that is promised, synthesizes every environment, shows differences, deploys', () => {
  const check = new Map(jobsOf(textOf('check.yml')));
  expect(check.get('lint')).toMatch(/npm run lint\n.*npm run typecheck/);
  expect(check.get('test')).toMatch(/node: \[20, 22, 24\][\s\S]*run: npm test\n[\s\S]*run: npm start -- /);
  // Without them, tests skip.
  expect(check.get('test')).toMatch(/CHROMIUM_PATH: [\s\S]*test -x "\$CHROMIUM_PATH"[\s\S]*moto\[server\]/);
  expect(check.get('synth')).toMatch(/environment: \[dev, staging, prod, local\][\s\S]*npm run synth/);
  expect(textOf('diff.yml')).toMatch(/npx cdk diff --all/);
  const deploy = new Map(jobsOf(textOf('deploy.yml')));
  expect([...deploy.keys()]).toEqual(['test', 'deploy']);
  expect(deploy.get('deploy')).toMatch(/needs: test\n[\s\S]*npm run deploy -- "\$ENVIRONMENT"/);
});
