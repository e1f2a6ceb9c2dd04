import { type Command, InvalidArgumentError, Option } from 'commander';
import type { NamedWindow } from '../../captures/window-option';
import { fraction, wholeNumber } from '../../start/start-options';
import { TABLE_FILE_FORMATS, TABLE_KINDS, type TableKind } from './table-kind';

/** What the commands of tables are told; at a check, what is left out is as it was for the baseline. */
export interface TableOptions {
  readonly columns?: readonly string[];
  readonly format?: (typeof TABLE_FILE_FORMATS)[number];
  readonly label?: string;
  readonly predicted?: string;
  readonly probability?: string;
  readonly problem?: 'binary' | 'multiclass' | 'regression';
  readonly classes?: readonly string[];
  readonly threshold?: number;
  readonly positive?: string;
  readonly facet?: readonly string[];
  readonly group?: string;
  /** Of significance. */
  readonly level?: number;
  readonly exclude?: readonly string[];
  readonly rows?: number;
  readonly samples?: number;
  readonly seed?: number;
}

/** All options of the commands on tables. */
export interface TableCommandOptions extends TableOptions {
  readonly kind?: TableKind;
  readonly data?: readonly string[];
  readonly labels?: readonly string[];
  readonly window?: NamedWindow;
  readonly baseline?: string;
  readonly reports?: string;
  readonly model?: string;
  readonly shapBaseline?: string;
}

const names = (text: string): string[] => text.split(',').map((name) => name.trim());
/** An option that may be given again. */
export const gathered = (text: string, before: readonly string[] = []): string[] => [...before, text];

function anyNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('A number is needed.');
  return value;
}

/** Options that belong to tables only; the frame's names of them are the keys of `TableOptions`. */
const tableOptions = (): readonly Option[] => [
  new Option(
    '--columns <names>',
    'names, by commas: of CSV without a header, and of captures (output first)',
  ).argParser(names),
  new Option('--format <format>', 'of every file, where its name and first line do not say it').choices(
    TABLE_FILE_FORMATS,
  ),
  new Option('--label <column>', 'column, or member of a ground-truth record, with the true label'),
  new Option('--predicted <column>', 'column or member with the predicted class or number'),
  new Option('--probability <column>', 'column or member with the probability of class 1, or the list of them'),
  new Option('--problem <kind>', 'model-quality: what the model answers').choices([
    'binary',
    'multiclass',
    'regression',
  ]),
  new Option(
    '--classes <names>',
    'model-quality: names of the classes, by commas, in the order of their indices',
  ).argParser(names),
  new Option('--threshold <number>', 'model-quality: class 1 from this probability on').argParser(anyNumber),
  new Option('--positive <values>', 'bias: the good outcome, as 1, as yes,maybe, or as >0.5'),
  new Option(
    '--facet <facet>',
    'bias: who may be at a disadvantage, as sex=0, as job=student,retired, or as age>40; may be given again',
  ).argParser(gathered),
  new Option('--group <column>', 'bias: column of the conditional metrics'),
  new Option(
    '--level <fraction>',
    'bias: violated is only what is significant at this level, such as 0.05 (default: whatever is farther from fair)',
  ).argParser(fraction),
  new Option('--exclude <columns>', 'bias, explainability: columns that are no features, by commas').argParser(names),
  new Option('--model <path>', 'explainability: an XGBoost model as JSON, a linear model, or a folder with one'),
  new Option(
    '--shap-baseline <file>',
    'explainability: JSON of the row that stands for "nothing special" (default: the most frequent values)',
  ),
  new Option('--rows <count>', 'explainability: rows to explain (default: 1000)').argParser(wholeNumber(1)),
  new Option('--samples <count>', 'explainability: questions a row (default: 2 x features + 2048)').argParser(
    wholeNumber(2),
  ),
  new Option('--seed <number>', 'of everything random (default: 1)').argParser(wholeNumber(0)),
];

/** Gives a command the options of `TableCommandOptions` but those that it has already. */
export function addTableOptions(command: Command): Command {
  const own = [
    new Option('--kind <kind>', 'a monitor of tables on this machine').choices(TABLE_KINDS),
    ...tableOptions(),
  ];
  for (const option of own) command.addOption(option.helpGroup('Tables of this machine:'));
  return command;
}

/** The first option of tables that was given; without --kind it would do nothing. */
export function strayTableOption(options: Readonly<Record<string, unknown>>): string | undefined {
  return tableOptions().find((option) => options[option.attributeName()] !== undefined)?.long;
}
