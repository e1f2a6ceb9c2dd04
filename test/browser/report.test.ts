import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { syntheticVehicles } from '../../core/dataset/synthetic-vehicles';
import { renderReport } from '../../core/report/render-report';
import { makeRun } from '../unit/report/make-run';
import { describeInChromium, launchChromium } from './chromium';
import { IN_PAGE, misplacedTexts } from './page-files';

const SECTIONS = ['confidence', 'second-look', 'histogram', 'confusion', 'training', 'failures'];
const KEY =
  '<img src=x onerror="document.title=1"> a very-long-key-without-a-single-break-that-would-widen-the-page/'.repeat(2);

const CLASSES = ['bicycle', 'motorcycle', 'pickup_truck'];

const RUN = (() => {
  const run = makeRun({ images: 60, failed: 2, classes: CLASSES });
  const longKey = run.images.findIndex(({ outcome }) => outcome === 'second-look');
  return {
    ...run,
    images: run.images.map((image, index) => (index === longKey || index === 0 ? { ...image, key: KEY } : image)),
  };
})();

/** The threshold's line and the marks of a chart, in pixels from the top of the window. */
interface ConfidenceChart {
  readonly lineShare: number;
  readonly line: number;
  readonly above: readonly { readonly top: number; readonly middle: number }[];
  readonly below: readonly { readonly top: number; readonly middle: number }[];
}

jest.setTimeout(60_000);

const VIEWS = [
  { width: 1280, colorScheme: 'light' },
  { width: 1280, colorScheme: 'dark' },
  { width: 768, colorScheme: 'dark' },
  { width: 360, colorScheme: 'light' },
] as const;

const { accepted, secondLook } = RUN.summary.workflow;

describeInChromium('reports of runs').each(VIEWS)('the report, $width wide, $colorScheme', ({ width, colorScheme }) => {
  const complaints: string[] = [];
  const requests: string[] = [];
  let folder: string;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'report-'));
    const { test } = syntheticVehicles({ classes: CLASSES, seed: 2 });
    const pictures = await Promise.all(
      test.slice(0, RUN.images.length).map(async (item) => Buffer.from(await item.read())),
    );
    const images = RUN.images.map((image, index) => ({
      ...image,
      imageDataUri: `data:image/png;base64,${pictures[index]!.toString('base64')}`,
    }));
    writeFileSync(join(folder, 'report.html'), renderReport({ ...RUN, images }));
    browser = await launchChromium();
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, offline: true });
    page = await context.newPage();
    page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(pathToFileURL(join(folder, 'report.html')).href);
    await page.evaluate(IN_PAGE);
  });

  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('says nothing on the console and asks the network for nothing', () => {
    expect(complaints).toEqual([]);
    expect(requests.filter((url) => !url.startsWith('data:')).map((url) => url.slice(0, 7))).toEqual(['file://']);
  });

  it('runs nothing from a key', async () => {
    expect(await page.title()).toBe('second-look: synthetic');
    expect(await page.locator('img[src="x"]').count()).toBe(0);
  });

  it('never scrolls sideways, with the tables closed and open', async () => {
    const closed = await page.evaluate<number>('inPage.overflow()');
    await page.evaluate('inPage.openTables(true)');
    const open = await page.evaluate<number>('inPage.overflow()');
    await page.evaluate('inPage.openTables(false)');

    expect([closed, open]).toEqual([0, 0]);
  });

  it('shows every section with its heading, and one drawing of each chart', async () => {
    for (const id of SECTIONS) expect(await page.locator(`section#${id} h2`).isVisible()).toBe(true);
    const charts = await page.locator('.chart svg[role=img]').all();
    const shown = (await Promise.all(charts.map((chart) => chart.isVisible()))).filter(Boolean);
    expect([charts.length, shown.length]).toEqual([24, 8]);
  });

  it('shows the picture of every image that waits', async () => {
    expect(await page.evaluate<number[]>('inPage.pictureWidths()')).toEqual(new Array(secondLook).fill(32));
  });

  it('draws the threshold across the scatter, between the points above and below it', async () => {
    const chart = await page.evaluate<ConfidenceChart>('inPage.confidenceChart(0)');

    expect(chart.lineShare).toBeGreaterThan(0.65);
    expect([chart.above.length, chart.below.length]).toEqual([accepted, secondLook]);
    expect(Math.max(...chart.above.map(({ middle }) => middle))).toBeLessThan(chart.line + 1);
    expect(Math.min(...chart.below.map(({ middle }) => middle))).toBeGreaterThan(chart.line - 1);
  });

  it('draws the threshold across the bars, which reach it where they are blue and do not where they are red', async () => {
    const chart = await page.evaluate<ConfidenceChart>('inPage.confidenceChart(1)');

    expect(chart.lineShare).toBeGreaterThan(0.65);
    expect([chart.above.length, chart.below.length]).toEqual([accepted, secondLook]);
    expect(Math.max(...chart.above.map(({ top }) => top))).toBeLessThan(chart.line + 1);
    expect(Math.min(...chart.below.map(({ top }) => top))).toBeGreaterThan(chart.line - 1);
  });

  it('keeps the text of charts large enough to read', async () => {
    expect(Math.min(...(await page.evaluate<number[]>('inPage.chartTextHeights()')))).toBeGreaterThanOrEqual(12);
  });

  it('keeps the text of charts within them, and legends above the plots', async () => {
    expect(await misplacedTexts(page)).toEqual([]);
  });

  it('breaks no word in the table of the monitors', async () => {
    expect(await page.evaluate<string[]>('inPage.brokenWords("monitors")')).toEqual([]);
  });

  it('has enough contrast in every text', async () => {
    expect(await page.evaluate<string[]>('inPage.lowContrastTexts()')).toEqual([]);
  });
});
