import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { renderMonitorPage } from '../../core/monitoring/report/render-monitor-page';
import { attributionsPage, biasPage } from '../fixtures/monitoring/compared-pages';
import { driftedPage, modelPage } from '../fixtures/monitoring/drifted-page';
import { textsBeyondCharts } from './charts-within';
import { chromiumPath, launchChromium } from './chromium';

const path = chromiumPath();
if (path === undefined)
  console.log('No Chromium here ($CHROMIUM_PATH or /usr/bin/chromium): the pages of monitors are not looked at.');

jest.setTimeout(60_000);

const VIEWS = [
  { width: 1280, colorScheme: 'light' },
  { width: 768, colorScheme: 'dark' },
  { width: 360, colorScheme: 'light' },
] as const;

(path === undefined ? describe.skip : describe).each(VIEWS)(
  'a monitor’s page, $width wide, $colorScheme',
  ({ width, colorScheme }) => {
    let browser: Browser;
    let folder: string;

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'monitor-page-'));
      browser = await launchChromium(path as string);
    });

    afterAll(async () => {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    });

    it.each([
      ['data quality', driftedPage, 4],
      ['model quality', modelPage, 1],
      ['bias', biasPage, 5],
      ['explainability', attributionsPage, 2],
    ] as const)('shows the charts of %s whole, and asks for nothing', async (name, make, charts) => {
      const file = join(folder, `${name}.html`);
      writeFileSync(file, renderMonitorPage(make()));
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
      const pageWidth = await page.evaluate('document.documentElement.scrollWidth');
      expect(drawn).toHaveLength(charts);
      for (const { left, right } of drawn) {
        expect(left).toBeGreaterThanOrEqual(0);
        expect(right).toBeLessThanOrEqual(width);
      }
      expect(pageWidth).toBeLessThanOrEqual(width);
      expect(await textsBeyondCharts(page)).toEqual([]);
      expect(complaints).toEqual([]);
      expect(requests).toHaveLength(1);
      await page.close();
    });
  },
);
