import { comparisonParts } from '../../core/experiments/comparison-parts';
import { modelSection } from '../../core/experiments/parts/model-section';
import { renderComparison } from '../../core/experiments/render-comparison';
import { renderSvgFile } from '../../core/report/charts/chart';
import { driftedRun, stillRun } from '../fixtures/drift/compared-runs';
import { describeInChromium } from './chromium';
import { misplacedTexts, PageFiles, VIEWS } from './page-files';

jest.setTimeout(60_000);

const runs = [driftedRun, stillRun];
const parts = comparisonParts(runs);
const quality = {
  ...{ auc: 0.8945, precision: 0.862, accuracy: 0.843 },
  ...{ truePositives: 647, falsePositives: 104, falseNegatives: 53, trueNegatives: 196 },
};

describeInChromium('comparisons of runs')('runs side by side', () => {
  let files: PageFiles;
  beforeAll(async () => {
    files = await PageFiles.start();
  });
  afterAll(() => files?.stop());

  it.each(VIEWS)('shows every chart whole, $width wide, $colorScheme, and asks for nothing', async (view) => {
    const first = [modelSection(quality, 0.56, 1000)];
    const text = renderComparison({ title: 'Two runs', about: 'about', runs, parts, first });

    const page = await files.expectWhole({ text, view, charts: parts.flatMap(({ figures }) => figures).length });

    expect(await page.evaluate('inPage.cutTables("monitors-found")')).toBe(0);
  });

  it('shows a plot’s file by itself, with no text beyond its edge', async () => {
    for (const { chart } of parts.flatMap(({ figures }) => figures)) {
      const { page } = await files.open(`${chart.id}.svg`, renderSvgFile(chart));
      expect(await page.evaluate('document.documentElement.getBoundingClientRect().width')).toBeGreaterThan(100);
      expect(await misplacedTexts(page)).toEqual([]);
    }
  });
});
