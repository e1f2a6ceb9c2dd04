import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { comparisonParts } from '../../core/experiments/comparison-parts';
import { modelSection } from '../../core/experiments/parts/model-section';
import { renderComparison } from '../../core/experiments/render-comparison';
import { renderSvgFile } from '../../core/report/charts/chart';
import { driftedRun, stillRun } from '../fixtures/drift/compared-runs';
import { textsBeyondCharts } from './charts-within';
import { chromiumPath, launchChromium } from './chromium';

const path = chromiumPath();
if (path === undefined)
  console.log('No Chromium here ($CHROMIUM_PATH or /usr/bin/chromium): comparisons of runs are not looked at.');

jest.setTimeout(60_000);

const VIEWS = [
  { width: 1280, colorScheme: 'light' },
  { width: 768, colorScheme: 'dark' },
  { width: 360, colorScheme: 'light' },
] as const;

const runs = [driftedRun, stillRun];
const parts = comparisonParts(runs);
const quality = {
  ...{ auc: 0.8945, precision: 0.862, accuracy: 0.843 },
  ...{ truePositives: 647, falsePositives: 104, falseNegatives: 53, trueNegatives: 196 },
};

(path === undefined ? describe.skip : describe)('runs side by side', () => {
  let browser: Browser;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'comparison-page-'));
    browser = await launchChromium(path as string);
  });

  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(VIEWS)('shows every chart whole, $width wide, $colorScheme, and asks for nothing', async (view) => {
    const { width, colorScheme } = view;
    const file = join(folder, 'report.html');
    const first = [modelSection(quality, 0.56, 1000)];
    writeFileSync(file, renderComparison({ title: 'Two runs', about: 'about', runs, parts, first }));
    const complaints: string[] = [];
    const requests: string[] = [];
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => requests.push(request.url()));

    await page.goto(pathToFileURL(file).href);

    const drawn = await page.$$eval('.chart', (boxes) =>
      boxes
        .map((box) => box.getBoundingClientRect())
        .filter(({ height }) => height > 0)
        .map(({ left, right }) => ({ left, right })),
    );
    expect(drawn).toHaveLength(parts.flatMap(({ figures }) => figures).length);
    for (const { left, right } of drawn) {
      expect(left).toBeGreaterThanOrEqual(0);
      expect(right).toBeLessThanOrEqual(width);
    }
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    expect(await textsBeyondCharts(page)).toEqual([]);
    expect(complaints).toEqual([]);
    expect(requests).toHaveLength(1);
    await page.close();
  });

  it('shows a plot’s file by itself, with no text beyond its edge', async () => {
    for (const { chart } of parts.flatMap(({ figures }) => figures)) {
      const file = join(folder, `${chart.id}.svg`);
      writeFileSync(file, renderSvgFile(chart));
      const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
      await page.goto(pathToFileURL(file).href);
      const { edge, beyond } = (await page.evaluate(`(() => {
        const edge = document.documentElement.getBoundingClientRect();
        const texts = [...document.querySelectorAll('text')].map((text) => [text.textContent, text.getBoundingClientRect()]);
        const beyond = texts.filter(([, box]) => box.left < edge.left - 1 || box.right > edge.right + 1).map(([text]) => text);
        return { edge: edge.width, beyond };
      })()`)) as { edge: number; beyond: string[] };
      expect(edge).toBeGreaterThan(100);
      expect(beyond).toEqual([]);
      await page.close();
    }
  });
});
