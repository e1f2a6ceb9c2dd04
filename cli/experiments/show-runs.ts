import { formatPlural } from '../../core/report/number-format';
import type { CommandContext } from '../command/command-action';
import { inOurWords } from '../monitor/tables/in-our-words';
import { UsageError } from '../usage-error';
import { comparedRuns } from './compared-runs';
import { formatRuns } from './format-runs';
import { readRuns } from './read-runs';
import { writeComparison } from './write-comparison';

/** @throws UsageError where there is no such folder */
export async function listRuns({ printer }: CommandContext, runs: string): Promise<void> {
  const records = (await inOurWords(() => readRuns(runs))).map(({ record }) => record);
  printer.result({ runs: records }, records.length === 0 ? 'No run yet.' : formatRuns(records));
}

export interface CompareOptions {
  readonly runs: string;
  readonly to: string;
}

/** Draws runs, or files of violations, side by side. @throws UsageError */
export async function compareRuns(
  { printer, progress }: CommandContext,
  named: readonly string[],
  { runs, to }: CompareOptions,
): Promise<void> {
  const compared = await inOurWords(() => comparedRuns(named, runs));
  const title = `${formatPlural(compared.length, 'run')} compared`;
  const about = compared.map(({ name }) => name).join(', ');
  const draw = () => writeComparison(to, compared, { title, about }).catch(cannotWrite(to));
  const written = await progress(1).run('Draw the comparison', draw);
  printer.result(
    { runs: compared.map(({ name }) => name), ...written },
    `report          ${written.page}\nplots           ${formatPlural(written.plots.length, 'SVG file')} in ${to}/plots`,
  );
}

/** What the file system says of the folder; a mistake of ours has no call of it. */
const cannotWrite = (folder: string) => (cause: NodeJS.ErrnoException) => {
  if (cause.syscall === undefined) throw cause;
  throw new UsageError(`--to ${folder} is no folder that can be written: ${cause.message}.`, { cause });
};
