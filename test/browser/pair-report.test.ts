import { makePairs } from '../../core/similarity/corpus/make-pairs';
import { meanDistances } from '../../core/similarity/report/mean-distances';
import { renderPairReport } from '../../core/similarity/report/render-pair-report';
import { PAIR_SUMMARY } from '../fixtures/similarity/pair-summary';
import { describeInChromium } from './chromium';
import { PageFiles, VIEWS } from './page-files';

jest.setTimeout(60_000);

describeInChromium('reports of pairs')('the report of text similarity', () => {
  let files: PageFiles;
  beforeAll(async () => {
    files = await PageFiles.start();
  });
  afterAll(() => files?.stop());

  it.each(VIEWS)('shows every chart whole, $width wide, $colorScheme, and asks for nothing', async (view) => {
    const pairs = makePairs(60, 3);
    const text = renderPairReport({
      summary: PAIR_SUMMARY,
      finishedAt: '2026-01-01T12:30:00.000Z',
      answered: pairs.map(({ label, first, second }, at) => ({ label, first, second, probability: (at % 20) / 20 })),
      distances: meanDistances(pairs),
      baselineF1: 0.876,
    });

    const page = await files.expectWhole({ text, view, charts: 3 });

    // On a phone its tables are read without being moved.
    const widths = await page.$$eval('.scroll', (tables) =>
      tables.map((table) => table.scrollWidth - table.clientWidth),
    );
    if (view.width === 360) expect(widths).toEqual([0, 0]);

    // Of the first hour, of the second, and the line of the baseline.
    const hours = await page.evaluate("document.querySelector('#hours .chart').innerText");
    for (const shown of ['0.88', '0.6', '0.876']) expect(hours).toContain(shown);
  });
});
