import { renderMonitorPage } from '../../core/monitoring/report/render-monitor-page';
import { attributionsPage, biasPage } from '../fixtures/monitoring/compared-pages';
import { driftedPage, modelPage, regressionPage } from '../fixtures/monitoring/drifted-page';
import { describeInChromium } from './chromium';
import { PageFiles, VIEWS } from './page-files';

jest.setTimeout(60_000);

describeInChromium('the pages of monitors').each(VIEWS)('a monitor’s page, $width wide, $colorScheme', (view) => {
  let files: PageFiles;
  beforeAll(async () => {
    files = await PageFiles.start();
  });
  afterAll(() => files?.stop());

  it.each([
    ['data quality', driftedPage, 4],
    ['model quality', modelPage, 1],
    ['a regression', regressionPage, 4],
    ['bias', biasPage, 3],
    ['explainability', attributionsPage, 2],
  ] as const)('shows the charts of %s whole, and asks for nothing', async (_, make, charts) => {
    const page = await files.expectWhole({ text: renderMonitorPage(make()), view, charts });

    for (const section of ['violations', 'faults', 'accuracy'])
      expect(await page.evaluate(`inPage.cutTables('${section}')`)).toBe(0);
    // Where rows are blocks, a cell is as wide as the page.
    await page.evaluate('document.querySelectorAll("details").forEach((each) => { each.open = true; })');
    for (const section of ['drift', 'metrics'])
      expect(await page.evaluate(`inPage.brokenWords('${section}', 'Satisfied|Violated|NotEnoughData')`)).toEqual([]);
    if (view.width > 560) expect(await page.evaluate("inPage.brokenWords('accuracy')")).toEqual([]);
  });
});
