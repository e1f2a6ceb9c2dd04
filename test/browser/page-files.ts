import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { temporaryFolder } from '../fixtures/temporary-folder';
import { launchChromium } from './chromium';

export const VIEWS = [
  { width: 1280, colorScheme: 'light' },
  { width: 768, colorScheme: 'dark' },
  { width: 360, colorScheme: 'light' },
] as const;

/** What may be asked of a page. */
export const IN_PAGE = readFileSync(join(__dirname, 'in-page.js'), 'utf8');

interface WholePage {
  readonly text: string;
  readonly view: (typeof VIEWS)[number];
  /** How many charts it shows. */
  readonly charts: number;
}

/** Pages that are files by themselves, in a browser. */
export class PageFiles {
  private readonly folder = temporaryFolder();

  private constructor(private readonly browser: Browser) {}

  static async start(): Promise<PageFiles> {
    return new PageFiles(await launchChromium());
  }

  async stop(): Promise<void> {
    await this.browser.close();
    this.folder.remove();
  }

  /** Writes the file and opens it. */
  async open(name: string, text: string, view: WholePage['view'] = VIEWS[0]) {
    const file = join(this.folder.path, name);
    writeFileSync(file, text);
    const { width, colorScheme } = view;
    const page = await this.browser.newPage({ viewport: { width, height: 900 }, colorScheme });
    const complaints: string[] = [];
    const requests: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(pathToFileURL(file).href);
    await page.evaluate(IN_PAGE);
    return { page, complaints, requests };
  }

  /** That it shows its charts and their words whole, never scrolls sideways, says nothing on the console and asks for nothing. @returns it, open */
  async expectWhole({ text, view, charts }: WholePage): Promise<Page> {
    const { page, complaints, requests } = await this.open('page.html', text, view);
    const drawn = await page.$$eval('.chart', (boxes) =>
      boxes
        .map((box) => box.getBoundingClientRect())
        .filter(({ height }) => height > 0)
        .map(({ left, right }) => ({ left, right })),
    );
    expect(drawn).toHaveLength(charts);
    for (const { left, right } of drawn) {
      expect(left).toBeGreaterThanOrEqual(0);
      expect(right).toBeLessThanOrEqual(view.width);
    }
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(view.width);
    expect(await misplacedTexts(page)).toEqual([]);
    expect(complaints).toEqual([]);
    expect(requests).toHaveLength(1);
    return page;
  }
}

/** Texts of its drawings that a reader cannot read whole: cut, in a plot, or one over another. */
export const misplacedTexts = (page: Page): Promise<string[]> => page.evaluate('inPage.misplacedChartTexts()');
