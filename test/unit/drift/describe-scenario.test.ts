import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { registerExperimentsCommand } from '../../../cli/experiments/experiments-command';
import { describeScenario, scenarioSteps } from '../../../core/drift/tables/describe-scenario';
import { readScenario, type Scenario } from '../../../core/drift/tables/scenario';
import { SCENARIOS } from '../../../core/drift/tables/scenarios/registry';

const declared = (content: object): Scenario => readScenario({ name: 'mine', meaning: '', ...content }, 'mine.json');
const answered = (...changes: object[]) => scenarioSteps(declared({ answered: changes })).answered;
const features = (...changes: object[]) => scenarioSteps(declared({ features: changes })).features;
const FLIPS = 'label = prediction; 30 % of labels flipped';

it('says of the seven all that the issue asks of them', () => {
  expect([...SCENARIOS].map(([name, scenario]) => [name, describeScenario(scenario)])).toEqual([
    [
      'default',
      `amount raised by a whole number from 0 to 10,000; 30 % of savings above 1 lowered by 1; the model answers; ${FLIPS}`,
    ],
    ['concept-drift', `the model answers; ${FLIPS}; label set to 0 in rows with amount at most 1,000`],
    ['label-drift', 'the model answers; rows with label = 1 come 5 times; labels stay as they are'],
    ['feature-drift', `duration raised by 2 standard deviations, rounded down; the model answers; ${FLIPS}`],
    ['systematic-feature-drift', 'duration set to 1; the model answers; labels stay as they are'],
    [
      'explainability-drift',
      `duration raised by 2 standard deviations, rounded down; 80 % of savings above 1 lowered by 1; status below 3 set to 4; the model answers; ${FLIPS}`,
    ],
    [
      'bias-drift',
      'the model answers; of rows with foreign_worker = 1 and prediction = 1 only 1 stays; rows with foreign_worker = 1 and prediction = 0 come 5 times; rows with foreign_worker = 2 and prediction = 1 come 10 times; labels stay as they are',
    ],
  ]);
});

it('has a step for each change, which says each of its words', () => {
  const where = [
    { column: 'savings', above: 1, below: 5 },
    { column: '$label', is: 1 },
    { column: 'purpose', is: 'car' },
  ];
  expect(features({ change: 'add', column: 'savings', amount: 0.5, where: where[0], share: 0.125 })).toEqual([
    '12.5 % of savings above 1 and below 5 raised by 0.5',
  ]);
  expect(
    features({
      change: 'add',
      column: 'age',
      amount: { uniform: [-1, 1] },
      where: { column: 'age', atLeast: 18, atMost: 20 },
    }),
  ).toEqual(['age at least 18 and at most 20 raised by a number from -1 to 1']);
  expect(features({ change: 'add', column: 'age', amount: { standardDeviations: 1 } })).toEqual([
    'age raised by 1 standard deviation',
  ]);
  expect(
    features(
      { change: 'set', column: 'purpose', to: null, share: 0.1 },
      { change: 'set', column: 'purpose', to: 'car' },
    ),
  ).toEqual(['10 % of purpose set to nothing, a missing value', "purpose set to 'car'"]);
  const label = { change: 'set', column: '$label', to: 0 };
  expect(
    answered(label, { ...label, share: 0.3 }, { ...label, share: 0.3, where: [{ column: '$label', is: 1 }, where[0]] }),
  ).toEqual([
    'label set to 0',
    '30 % of labels set to 0',
    '30 % of labels = 1 set to 0 in rows with savings above 1 and below 5',
  ]);
  expect(
    answered(
      { change: 'copy-prediction', share: 0.5, where },
      { change: 'flip-label' },
      { change: 'flip-label', where: { column: 'age', is: 18 } },
      { change: 'repeat-rows', times: 20 },
      { change: 'repeat-rows', times: 1, share: 0.5, where: { column: '$prediction', is: 0 } },
      { change: 'keep-rows', where, count: 0 },
      { change: 'keep-rows', where: { column: 'age', above: 18 }, count: 1500 },
    ),
  ).toEqual([
    "50 % of labels of rows with savings above 1 and below 5 and label = 1 and purpose = 'car' = prediction",
    'every label flipped',
    'labels of rows with age = 18 flipped',
    'rows come 20 times',
    '50 % of rows with prediction = 0 come once',
    "of rows with savings above 1 and below 5 and label = 1 and purpose = 'car' none stays",
    'of rows with age above 18 only 1,500 stay',
  ]);
});

it('tells declarations apart that do something else', () => {
  const flip = { change: 'flip-label', share: 0.3 };
  const all = [
    [],
    [flip],
    [{ ...flip, share: 0.31 }],
    [{ ...flip, where: { column: 'amount', above: 1000 } }],
    [{ ...flip, where: { column: 'amount', atLeast: 1000 } }],
    [flip, flip],
  ].map((changes) => describeScenario(declared({ answered: changes })));
  expect(new Set(all).size).toBe(all.length);
});

it('is what the documentation says of each scenario', () => {
  const page = readFileSync(join(__dirname, '../../../docs/experiments.md'), 'utf8');
  for (const [name, scenario] of SCENARIOS) {
    const steps = scenarioSteps(scenario);
    expect(page).toContain(`| \`${name}\` | ${steps.features.join('; ')} | ${steps.answered.join('; ')} |`);
  }
});

it('is what the help says of each scenario', () => {
  const program = new Command();
  registerExperimentsCommand(program);
  const run = program.commands[0]!.commands.find((command) => command.name() === 'run')!;
  let help = '';
  run.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
  const words = help.replace(/\s+/g, ' ');
  for (const [name, scenario] of SCENARIOS) expect(words).toContain(`${name} ${describeScenario(scenario)}`);
});
