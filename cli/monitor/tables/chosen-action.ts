import type { Command } from 'commander';
import { commandAction } from '../../command/command-action';
import { UsageError } from '../../usage-error';
import { inReportsFolder } from '../in-reports-folder';
import { strayTableOption, type TableCommandOptions } from './table-options';

type Action = (...parameters: unknown[]) => Promise<void>;

/** An action on tables, loaded when it is wanted. */
export const onTables = (name: 'makeTableBaseline' | 'checkTables'): Action =>
  commandAction<TableCommandOptions>(async (context, options) => {
    const monitors = await import('./run-table-monitor');
    await inReportsFolder(context, options, () => monitors[name](context, options));
  });

/**
 * The action that a command's options ask for.
 * @param takesTables whether the action without --kind is about a table too, with these options
 * @throws UsageError for an option of tables without --kind, which would do nothing
 */
export const chosenAction =
  (
    choose: (options: Readonly<Record<string, unknown>>) => Action,
    takesTables: (options: Readonly<Record<string, unknown>>) => boolean = () => false,
  ): Action =>
  async (...parameters) => {
    const options = (parameters.at(-1) as Command).opts<Readonly<Record<string, unknown>>>();
    const stray = options.kind === undefined && !takesTables(options) ? strayTableOption(options) : undefined;
    if (stray !== undefined) throw new UsageError(`${stray} is of tables: say which monitor with --kind.`);
    await choose(options)(...parameters);
  };
