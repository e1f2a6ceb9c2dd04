import type { CommandContext } from '../command/command-action';
import { inOutputFolder } from '../folder/in-output-folder';

/**
 * Work whose reports go to a folder, which is made and proved to be writable before anything is read: a window may take minutes.
 * @param options `reports`: the folder; absent: none are written
 * @throws UsageError where the folder cannot be had, such as for a file of that name
 */
export const inReportsFolder = (
  { signal }: Pick<CommandContext, 'signal'>,
  { reports }: { readonly reports?: string },
  work: () => Promise<void>,
): Promise<void> => (reports === undefined ? work() : inOutputFolder(reports, signal, work));
