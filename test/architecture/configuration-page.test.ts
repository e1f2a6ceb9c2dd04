import { readFileSync } from 'node:fs';
import { configurationPage } from '../../cli/config/configuration-page';
import { CONFIGURATION_PAGE } from '../../cli/config/write-configuration-page';

it('docs/configuration.md is current: npm run cli -- config docs', () => {
  const page = readFileSync(CONFIGURATION_PAGE, 'utf8');

  expect(page).toBe(configurationPage(page));
});
