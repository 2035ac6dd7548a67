/** Clicks through every page of a dashboard that somebody serves, as a person on call would, and tells what was seen. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { addressOf, chosenLine, clickDrawn, laneNames, lanes, leakMarks, rows } from './screen';

export interface Walk {
  /** Handoffs on the first screen of the table. */
  readonly handoffs: number;
  /** Id of the handoff that was opened: the newest with a leak. */
  readonly handoff: string;
  readonly lanes: readonly string[];
  /** Number and text of the line that a click on a leak's mark led to. */
  readonly line: number;
  readonly text: string;
  /** Cells of the matrix of kdump handoffs. */
  readonly cells: number;
  /** Titles of signatures. */
  readonly signatures: readonly string[];
}

async function fromFleetToTable(page: Page, url: string): Promise<number> {
  await page.goto(url);
  await page.locator('[data-stat="Handoffs"]').waitFor();
  await page.locator('[data-verdict-row="dma-leak"] a').click();
  await rows(page).first().waitFor();
  assert.equal(addressOf(page).searchParams.get('verdict'), 'dma-leak');
  return rows(page).count();
}

async function fromTableToLine(page: Page) {
  const handoff = await rows(page).first().getAttribute('data-handoff');
  await rows(page).first().click();
  await lanes(page).waitFor();
  assert.equal(addressOf(page).pathname, `/handoffs/${handoff}`);
  const names = await laneNames(page);
  await clickDrawn(page, leakMarks(page).first());
  await page.waitForURL(/[?&]line=\d+/);
  const chosen = page.locator('.log-line[aria-selected="true"]');
  await chosen.waitFor();
  assert.equal(await chosen.getAttribute('data-evidence'), 'dma-leak', 'the mark leads to a line shown as evidence');
  const line = await chosenLine(page);
  assert.equal(Number(addressOf(page).searchParams.get('line')), line);
  const text = await chosen.locator('.log-text').textContent();
  return { handoff: handoff ?? '', lanes: names, line: line ?? 0, text: text ?? '' };
}

async function acrossMatrix(page: Page): Promise<number> {
  await page.getByRole('link', { name: 'Policy matrix' }).click();
  await page.getByText('kdump', { exact: true }).click();
  await page.locator('table.matrix td[data-cell]').first().waitFor();
  return page.locator('table.matrix td[data-cell]').count();
}

async function fromSignatureToLine(page: Page): Promise<readonly string[]> {
  await page.getByRole('link', { name: 'Signatures', exact: true }).click();
  await page.locator('tr[data-signature]').first().waitFor();
  const titles = await page.locator('tr[data-signature] .row-link').allTextContents();
  await page.locator('tr[data-signature] .row-link').first().click();
  await page.locator('section[aria-label="Samples"] a.evidence').first().click();
  await page.locator('.log-line[aria-selected="true"][data-evidence]').waitFor();
  return titles;
}

/**
 * Goes fleet → handoffs with a leak → one handoff → a mark on its lanes → the raw line → matrix → signature → its evidence.
 * `url` serves a fleet with at least one leak of a kdump handoff. Throws when a step does not show what it must.
 */
export async function clickThrough(page: Page, url: string): Promise<Walk> {
  const handoffs = await fromFleetToTable(page, url);
  const opened = await fromTableToLine(page);
  const cells = await acrossMatrix(page);
  const signatures = await fromSignatureToLine(page);
  return { handoffs, ...opened, cells, signatures };
}
