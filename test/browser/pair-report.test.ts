import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { makePairs } from '../../core/similarity/corpus/make-pairs';
import { meanDistances } from '../../core/similarity/report/mean-distances';
import { renderPairReport } from '../../core/similarity/report/render-pair-report';
import { PAIR_SUMMARY } from '../fixtures/similarity/pair-summary';
import { textsBeyondCharts } from './charts-within';
import { chromiumPath, launchChromium } from './chromium';

const path = chromiumPath();
if (path === undefined)
  console.log('No Chromium here ($CHROMIUM_PATH or /usr/bin/chromium): the report of pairs is not looked at.');

jest.setTimeout(60_000);

const VIEWS = [
  { width: 1280, colorScheme: 'light' },
  { width: 768, colorScheme: 'dark' },
  { width: 360, colorScheme: 'light' },
] as const;

(path === undefined ? describe.skip : describe)('the report of text similarity', () => {
  let browser: Browser;
  let folder: string;
  let file: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pair-report-'));
    file = join(folder, 'report.html');
    const pairs = makePairs(60, 3);
    const page = renderPairReport({
      summary: PAIR_SUMMARY,
      finishedAt: '2026-01-01T12:30:00.000Z',
      answered: pairs.map(({ label, first, second }, at) => ({ label, first, second, probability: (at % 20) / 20 })),
      distances: meanDistances(pairs),
      baselineF1: 0.876,
    });
    writeFileSync(file, page);
    browser = await launchChromium(path as string);
  });

  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(VIEWS)(
    'shows every chart and its words whole, $width wide, $colorScheme, and asks for nothing',
    async (view) => {
      const { width, colorScheme } = view;
      const complaints: string[] = [];
      const requests: string[] = [];
      const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
      page.on('console', (message) => complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('request', (request) => requests.push(request.url()));

      await page.goto(pathToFileURL(file).href);

      const visible = await page.$$eval(
        '.chart svg',
        (drawings) => drawings.filter((svg) => svg.getBoundingClientRect().width > 0).length,
      );
      expect(visible).toBe(3);
      expect(await textsBeyondCharts(page)).toEqual([]);
      // Of the first hour, of the second, and the line of the baseline.
      const hours = await page.evaluate("document.querySelector('#hours .chart').innerText");
      for (const shown of ['0.88', '0.6', '0.876']) expect(hours).toContain(shown);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      expect(complaints).toEqual([]);
      expect(requests).toHaveLength(1);
      await page.close();
    },
  );
});
