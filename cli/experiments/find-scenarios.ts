import { readFile } from 'node:fs/promises';
import { readScenario, type Scenario } from '../../core/drift/tables/scenario';
import { SCENARIOS } from '../../core/drift/tables/scenarios/registry';
import { isFile } from '../data/image-folder';
import { parseJson } from '../monitor/tables/parse-json';
import { UsageError } from '../usage-error';

/**
 * Scenarios by name, or declared in files of JSON; all that there are by name where none is named.
 * @throws UsageError for a name that is none, and ScenarioInvalid
 */
export async function findScenarios(named: readonly string[] | undefined): Promise<Scenario[]> {
  if (named === undefined) return [...SCENARIOS.values()];
  return Promise.all(named.map(findScenario));
}

async function findScenario(text: string): Promise<Scenario> {
  const known = SCENARIOS.get(text);
  if (known !== undefined) return known;
  if (await isFile(text)) return readScenario(parseJson(await readFile(text, 'utf8'), text), text);
  throw new UsageError(`There is no scenario '${text}', nor a file. Scenarios: ${[...SCENARIOS.keys()].join(', ')}.`);
}
