/** The browser of the tests: the distribution's own Chromium, headless. */
import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Path of a Chromium on this machine, or null. */
export const findChromium = (): string | null => PLACES.find((path) => existsSync(path)) ?? null;

export function openBrowser(executablePath: string): Promise<Browser> {
  // Containers give neither the sandbox its namespaces nor shared memory its room.
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}

export interface WatchedPage {
  readonly page: Page;
  /** Uncaught exceptions and console errors of the page. */
  readonly problems: string[];
  /** Addresses that were asked for outside of `origin`. */
  readonly strangers: string[];
}

/** A page that remembers what went wrong in it and whom else it asked. */
export async function openPage(
  browser: Browser,
  { origin, ...options }: BrowserContextOptions & { readonly origin: string },
): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, ...options });
  const page = await context.newPage();
  const watched: WatchedPage = { page, problems: [], strangers: [] };
  page.on('pageerror', (error) => watched.problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') watched.problems.push(message.text());
  });
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !url.startsWith('data:')) watched.strangers.push(url);
  });
  page.setDefaultTimeout(8_000);
  return watched;
}
