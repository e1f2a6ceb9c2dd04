import { environmentSchema } from '../../core/contracts/environment';
import { settingsTable } from './settings-table';

const BEGIN = /<!-- settings: [^\n]*-->\n/;
const END = '<!-- end of settings -->';

/**
 * The configuration page with its table of settings made from the schema; the text around it stays.
 * @param page docs/configuration.md as it is.
 * @throws Error where the page has lost the marks that the table stands between
 */
export function configurationPage(page: string): string {
  const begin = BEGIN.exec(page);
  const end = page.indexOf(END);
  if (begin === null || end < begin.index) throw new Error(`The page has no '<!-- settings: … -->' before '${END}'.`);
  return `${page.slice(0, begin.index) + begin[0]}\n${settingsTable(environmentSchema)}\n\n${page.slice(end)}`;
}
