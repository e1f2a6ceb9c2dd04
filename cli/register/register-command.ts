import type { Command } from 'commander';
import { addTargetCommand, targetAction } from '../command/command-action';
import { gathered } from '../monitor/tables/table-options';
import { classNames, fraction } from '../start/start-options';
import type { RegisterOptions } from './register';

export function registerRegisterCommand(program: Command): void {
  addTargetCommand(program, 'register')
    .description(
      'Registers a model of your own as a package of the environment’s group, to be released like any other.',
    )
    .argument('<model>', 'folder of the model’s files, one such file, or a model.tar.gz')
    .option(
      '--classes <names>',
      'class names in the order of the model’s outputs: of a table, of the labels 0 and 1',
      classNames,
    )
    .option(
      '--test-data <csv>',
      'labelled rows of a table: the model is asked about them here and now, and by every release',
    )
    .option('--label-column <name>', 'with --test-data: the column of the label (default: the last)')
    .option(
      '--facet <facet>',
      'with --test-data: who may be at a disadvantage, as sex=0, job=student,retired or age>40; may be given again. The monitors of every release watch it',
      gathered,
    )
    .option('--positive <values>', 'with --facet: the good outcome (default: class 1)')
    .option('--group <column>', 'with --facet: column of the conditional metrics of bias')
    .option('--threshold <number>', 'with --test-data: for the monitors class 1 begins here (default: 0.5)', fraction)
    .option('--image <uri>', 'container image that serves the model (default: the environment’s training image)')
    .option('--content-type <type>', 'with --image: what the model takes, such as text/csv or image/png')
    .option('--metrics <file>', 'with --image: the model’s quality in Model Monitor’s JSON, kept with the package')
    .option('--approve', 'approve of the package, whatever its test data says')
    .addHelpText(
      'after',
      `
A folder may hold: an XGBoost model saved as JSON (xgboost-model or any .json), a logistic regression (linear-model.json), both with a
preprocessing.json where rows are sent as they were collected; or model.json and weights.bin of the image network (algorithm/README.md).

With test data the package has evidence, and its approval follows the environment’s gate: approved, rejected, or waiting for a person.
Without, it waits for one ('release --approve').

Examples:
  npm run cli -- register credit/ --classes bad,good --test-data credit-test.csv --label-column credit_risk
  npm run cli -- register model.tar.gz --classes no,yes --approve && npm run cli -- release
  npm run cli -- register model.tar.gz --image 123456789012.dkr.ecr.us-east-1.amazonaws.com/mine:1 --content-type text/csv --classes no,yes`,
    )
    .action(
      targetAction<RegisterOptions>(async (context, options, [model]) => {
        const { register } = await import('./register');
        await register(context, model as string, options);
      }),
    );
}
