import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The installed Chromium, `$CHROMIUM_PATH` before any other; undefined without one. */
const executablePath = [process.env.CHROMIUM_PATH ?? '', ...PLACES].find((path) => path !== '' && existsSync(path));

/** `describe` where there is a Chromium; else says what is not looked at, and skips it. */
export function describeInChromium(what: string): jest.Describe {
  if (executablePath !== undefined) return describe;
  console.log(`No Chromium here ($CHROMIUM_PATH or ${PLACES[0]}): not looked at are ${what}.`);
  return describe.skip;
}

/** Starts it with a new profile, which is gone when it is closed. */
export const launchChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
