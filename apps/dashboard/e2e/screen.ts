/** What is on the screen of the dashboard, in the words of the tests. */
import type { Locator, Page } from 'playwright-core';

export const BDF = /^[0-9a-f]{4}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]$/;

/** Colours of the cursor and of a leak's mark on light ground, as src/chart/paint.ts and src/verdict/verdict.ts have them. */
const CURSOR = '#0b7285';
const LEAK = '#c92a2a';

export const lanes = (page: Page): Locator => page.locator('section[aria-label="Swim lanes"] svg');

/** BDFs written before the lanes, top to bottom. */
export async function laneNames(page: Page): Promise<readonly string[]> {
  const words = await lanes(page).locator('text').allTextContents();
  return words.flatMap((word) => word.trim().split(/\s+/)).filter((word) => BDF.test(word));
}

/** Words on the picture: phases, host events, axis labels. */
export const laneWords = async (page: Page): Promise<readonly string[]> =>
  (await lanes(page).locator('text').allTextContents()).map((word) => word.trim());

export const leakMarks = (page: Page): Locator => lanes(page).locator(`path[fill="${LEAK}"]`);

/** Does every leak's shape sit in the middle of its ring, also after a redraw? */
export async function marksAreWhole(page: Page): Promise<boolean> {
  const middles = async (found: Locator) => {
    const boxes = await Promise.all((await found.all()).map((one) => one.boundingBox()));
    return boxes.map((box) => box && { x: box.x + box.width / 2, y: box.y + box.height / 2 });
  };
  const shapes = await middles(leakMarks(page));
  const rings = await middles(lanes(page).locator(`circle[stroke="${LEAK}"], path[stroke="${LEAK}"][fill="#ffffff"]`));
  const isIn = (shape: { x: number; y: number } | null) =>
    rings.some((ring) => ring && shape && Math.hypot(ring.x - shape.x, ring.y - shape.y) < 2);
  return shapes.length > 0 && shapes.every(isIn);
}

/** Horizontal place of the cursor on the lanes in pixels, or null. */
export async function cursorX(page: Page): Promise<number | null> {
  const cursor = lanes(page).locator(`path[fill="${CURSOR}"]`);
  if ((await cursor.count()) === 0) return null;
  const box = await cursor.first().boundingBox();
  return box && box.x + box.width / 2;
}

/** Left edge of the band that shows which part of the log is on screen, in pixels, or null. */
export async function bandX(page: Page): Promise<number | null> {
  const band = lanes(page).locator('[fill="rgb(11,114,133)"][fill-opacity="0.1"]');
  return (await band.count()) === 0 ? null : ((await band.first().boundingBox())?.x ?? null);
}

export const logLine = (page: Page, line: number): Locator => page.locator(`.log-line[data-line="${line}"]`);

export const chosenLine = async (page: Page): Promise<number | null> => {
  const chosen = page.locator('.log-line[aria-selected="true"]');
  return (await chosen.count()) === 0 ? null : Number(await chosen.getAttribute('data-line'));
};

export const rows = (page: Page): Locator => page.locator('tr[data-handoff]');

export const addressOf = (page: Page): URL => new URL(page.url());

/** Clicks the middle of something drawn, as a hand would; what lies on top takes the click. */
export async function clickDrawn(page: Page, drawn: Locator): Promise<void> {
  const box = await drawn.boundingBox();
  if (!box) throw new Error('Nothing is drawn there to click on');
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
}
