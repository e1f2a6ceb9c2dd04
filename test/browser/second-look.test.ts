import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { answerKey } from '../../core/contracts/storage-layout';
import { syntheticVehicles } from '../../core/dataset/synthetic-vehicles';
import { IMAGES, ReviewRig } from '../fixtures/second-look/review-rig';
import { describeInChromium, launchChromium } from './chromium';

const CLASSES = ['bicycle', 'motorcycle', 'pickup_truck'];
/** Where screenshots go, for somebody to look at; none where unset. */
const SHOTS = process.env.SECOND_LOOK_SCREENSHOTS;
const VIEWS = [
  { name: 'phone', width: 360, height: 740, phone: true, colorScheme: 'light' },
  { name: 'phone-dark', width: 390, height: 844, phone: true, colorScheme: 'dark' },
  { name: 'desktop', width: 1280, height: 800, phone: false, colorScheme: 'light' },
] as const;

jest.setTimeout(60_000);

describeInChromium('the second-look pages').each(VIEWS)(
  'the second-look pages on a $name',
  ({ name, width, height, phone, colorScheme }) => {
    const complaints: string[] = [];
    let rig: ReviewRig;
    let base: string;
    let browser: Browser;
    let context: BrowserContext;
    let page: Page;
    let seen = 0;
    const pictures = syntheticVehicles({ classes: CLASSES, seed: 3 }).test;

    beforeAll(async () => {
      browser = await launchChromium();
    });
    afterAll(() => browser?.close());
    beforeEach(async () => {
      rig = await ReviewRig.start();
      base = await rig.serve();
      context = await browser.newContext({
        viewport: { width, height },
        hasTouch: phone,
        isMobile: phone,
        deviceScaleFactor: 2,
        colorScheme,
      });
      page = await context.newPage();
      complaints.length = 0;
      page.on('console', (message) => {
        // The browser reports a refused page, which some tests ask for, as an error of loading it.
        if (message.type() === 'error' && !message.text().includes('Failed to load resource'))
          complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(String(error)));
    });
    afterEach(async () => {
      await context.close();
      await rig.stop();
      expect(complaints).toEqual([]);
    });

    const open = async (s3_key: string, inferences = [0.55, 0.35, 0.1]) => {
      seen += 1;
      const review_id = seen.toString(16).padStart(32, '0');
      const opened_at = new Date(Date.now() + seen * 1_000).toISOString();
      const picture = (await pictures[seen % pictures.length]?.read()) ?? new Uint8Array();
      return rig.open({ s3_key, review_id, inferences, classes: CLASSES, confidence: 0.55, opened_at }, picture);
    };
    const shot = async (what: string): Promise<void> => {
      if (SHOTS === undefined) return;
      mkdirSync(SHOTS, { recursive: true });
      await page.screenshot({ path: join(SHOTS, `${what}-${name}.png`), fullPage: true });
    };
    const answerOf = async (reviewId: string) => JSON.parse(await rig.read(IMAGES, answerKey(reviewId)));

    /** Nothing wider than the window, every button tall enough for a thumb. */
    const expectToFit = async (): Promise<void> => {
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      const buttons = await page.locator('button').all();
      for (const button of buttons) {
        const box = await button.boundingBox();
        expect(box?.height).toBeGreaterThanOrEqual(44);
        expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
      }
    };

    it('shows picture, thought and buttons, by name for screen readers', async () => {
      const item = await open('incoming/gate-3/camera-2/2026-11-26T20-14-09.png');

      await page.goto(base + rig.link(item));

      const picture = page.getByRole('img', { name: /The image to judge: incoming\/gate-3/ });
      expect(await picture.count()).toBe(1);
      expect(await page.evaluate('document.images[0].decode().then(() => document.images[0].naturalWidth)')).toBe(32);
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Second look');
      const group = page.getByRole('group', { name: 'What is it?' });
      expect(await group.getByRole('button').count()).toBe(5);
      expect(await group.getByRole('button', { name: /^bicycle \(the model’s guess\)/ }).count()).toBe(1);
      expect(await page.getByRole('textbox', { name: /Your name/ }).count()).toBe(1);
      expect(await page.getAttribute('html', 'lang')).toBe('en');
      await expectToFit();
      await shot('review');
    });

    it('takes one press for an answer, and says who was earlier', async () => {
      const item = await open('incoming/one-press.png');
      await page.goto(base + rig.link(item));
      await page.getByRole('textbox').fill('Anna');

      await page.getByRole('button', { name: /motorcycle/ }).click();
      await page.getByRole('heading', { name: 'Thank you' }).waitFor();
      await shot('thanks');

      expect(await answerOf(item.review_id)).toMatchObject({ label: 'motorcycle', class_index: 1, who: 'Anna' });
      await page.goto(base + rig.link(item));
      await page.getByRole('heading', { name: 'Answered already' }).waitFor();
      expect(await page.textContent('main')).toMatch(/motorcycle[\s\S]*by Anna/);
      await shot('already');
    });

    it('is answered by a key', async () => {
      const item = await open('incoming/by-key.png');
      await page.goto(base + rig.link(item));
      await page.locator('html.scripted').waitFor();

      await page.keyboard.press('n');
      await page.getByRole('heading', { name: 'Thank you' }).waitFor();

      expect(await answerOf(item.review_id)).toMatchObject({ label: 'none-of-these' });
    });

    it('takes no key for an answer while somebody types a name', async () => {
      const item = await open('incoming/name.png');
      await page.goto(base + rig.link(item));
      await page.getByRole('textbox').pressSequentially('n1u2');

      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Second look');
      expect(await rig.keys(IMAGES, 'second_look/answers/')).toEqual([]);
      expect(item.review_id).toHaveLength(32);
    });

    it('goes by tab and space alone', async () => {
      const item = await open('incoming/tab.png');
      await page.goto(base + rig.link(item));

      for (let press = 0; press < 4; press += 1) await page.keyboard.press('Tab');
      expect(await page.evaluate('document.activeElement.textContent')).toMatch(/^None of these/);
      await page.keyboard.press('Space');
      await page.getByRole('heading', { name: 'Thank you' }).waitFor();

      expect(await answerOf(item.review_id)).toMatchObject({ label: 'none-of-these' });
    });

    it('works without its script', async () => {
      const plain = await browser.newContext({ viewport: { width, height }, javaScriptEnabled: false });
      try {
        const item = await open('incoming/no-script.png');
        const tab = await plain.newPage();
        await tab.goto(base + rig.list());
        await tab.getByRole('button', { name: /pickup_truck/ }).click();
        await tab.getByRole('link', { name: 'Back to the list' }).click();
        await tab.getByText('Nothing waits for a second look').waitFor();
        expect(await answerOf(item.review_id)).toMatchObject({ label: 'pickup_truck' });
      } finally {
        await plain.close();
      }
    });

    it('has a list that is worked through by keyboard, image after image', async () => {
      const items = [];
      for (const index of [1, 2, 3, 4]) items.push(await open(`incoming/list-${index}.png`));
      await page.goto(base + rig.list());
      await page.locator('html.scripted').waitFor();
      expect(await page.getByRole('article').count()).toBe(4);
      await expectToFit();
      await shot('list');
      const current = () => page.evaluate('document.activeElement.getAttribute("aria-label")');

      await page.keyboard.press('j');
      expect(await current()).toBe('list-2.png');
      await page.keyboard.press('k');
      expect(await current()).toBe('list-1.png');
      for (const [index, key] of ['1', '3', 'u'].entries()) {
        await page.keyboard.press(key);
        await page
          .getByRole('article', { name: `list-${index + 1}.png` })
          .getByText('Recorded')
          .waitFor();
        await page.waitForFunction(`document.activeElement.getAttribute('aria-label') === 'list-${index + 2}.png'`);
      }
      await shot('list-answered');
      expect(await page.locator('.lead').textContent()).toBe('1 image waits for a second look, the oldest first.');

      const labels = await Promise.all(
        items.slice(0, 3).map(async ({ review_id }) => (await answerOf(review_id)).label),
      );
      expect(labels).toEqual(['bicycle', 'pickup_truck', 'cannot-tell']);
      expect(await rig.keys(IMAGES, 'second_look/open/')).toHaveLength(1);
    });

    it('tells the list’s reader when somebody else was earlier', async () => {
      const item = await open('incoming/raced.png');
      await page.goto(base + rig.list());
      await page.locator('html.scripted').waitFor();
      const elsewhere = await context.newPage();
      await elsewhere.goto(base + rig.link(item));
      await elsewhere.getByRole('button', { name: /bicycle/ }).click();
      await elsewhere.getByRole('heading', { name: 'Thank you' }).waitFor();

      await page.keyboard.press('2');

      await page.getByRole('status').getByText('Answered already: bicycle').waitFor();
      expect(await answerOf(item.review_id)).toMatchObject({ label: 'bicycle' });
    });

    it('refuses a broken link with a page that says what to do', async () => {
      const item = await open('incoming/broken.png');

      const response = await page.goto(base + rig.link(item).slice(0, -9));

      expect(response?.status()).toBe(400);
      expect(await page.getByRole('alert').textContent()).toContain('Copy the whole link');
      await shot('refused');
    });

    it('copes with many classes and long names', async () => {
      const classes = Array.from({ length: 24 }, (_, index) =>
        index === 3 ? `a-name-without-a-break-${'x'.repeat(60)}` : `class number ${index}`,
      );
      const item = await rig.open({
        review_id: 'f'.repeat(32),
        s3_key: `incoming/${'long-'.repeat(40)}.png`,
        classes,
        inferences: classes.map(() => 1 / 24),
        predicted_label: 'class number 2',
      });

      await page.goto(base + rig.link(item));

      await expectToFit();
      await shot('many');
    });
  },
);
