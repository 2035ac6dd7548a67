/** Every page of the built dashboard in a real browser, over the project's golden handoffs. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { findChromium, openBrowser, openPage, type WatchedPage } from './browser';
import { clickThrough } from './click-through';
import { type FixtureServer, startFixtureServer } from './fixture-server';
import { type FleetHandoff, overviewOf, signaturesOf, summaryOf, unknownLinesOf } from './fleet';
import { goldenEvidence, sampleFleet } from './sample-fleet';
import {
  addressOf,
  bandX,
  chosenLine,
  clickDrawn,
  cursorX,
  laneNames,
  lanes,
  laneWords,
  leakMarks,
  logLine,
  marksAreWhole,
  rows,
} from './screen';

const ROOT = join(__dirname, '../../../dist/dashboard');
const GOLDEN = 'vtd-leak-crash-2nics';
const chromiumPath = findChromium();
const lacks = [
  ...(chromiumPath ? [] : ['no Chromium on this machine (Debian: apt-get install chromium)']),
  ...(existsSync(join(ROOT, 'index.html')) ? [] : ['dist/dashboard is not built (npm run build:dashboard)']),
];
const isRequired = process.env.CI === 'true';
if (lacks.length > 0 && !isRequired) console.warn(`browser tests of the dashboard are skipped: ${lacks.join('; ')}`);

(lacks.length > 0 && !isRequired ? describe.skip : describe)('dashboard in a browser', () => {
  let server: FixtureServer;
  let browser: Browser;
  let fleet: readonly FleetHandoff[];
  let golden: FleetHandoff;
  let watched: WatchedPage;
  let page: Page;

  beforeAll(async () => {
    if (lacks.length > 0 || !chromiumPath) throw new Error(lacks.join('; '));
    fleet = await sampleFleet();
    const found = fleet.find(({ logs }) => `${GOLDEN}.log` in logs);
    if (!found) throw new Error(`The core finds no handoff in corpus/${GOLDEN}.log`);
    golden = found;
    server = await startFixtureServer(ROOT, fleet);
    browser = await openBrowser(chromiumPath);
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  beforeEach(async () => {
    server.fleet = fleet;
    server.broken = null;
    server.keeps = () => true;
    server.said = [];
    watched = await openPage(browser, { origin: server.url, colorScheme: 'light' });
    page = watched.page;
  });

  afterEach(async () => {
    await page.context().close();
    expect(watched.strangers).toEqual([]);
  });

  const open = async (path: string) => {
    await page.goto(`${server.url}${path}`);
  };
  const openGolden = async (query = '') => {
    await open(`/handoffs/${golden.handoff.id}${query}`);
    await lanes(page).waitFor();
  };
  const address = () => addressOf(page);
  const until = (check: () => Promise<boolean>) => expectSoon(check);

  test('a person on call walks from the fleet to the line that proves a leak', async () => {
    server.fleet = [golden];
    const walk = await clickThrough(page, server.url);
    expect(walk.handoff).toBe(golden.handoff.id);
    expect([...walk.lanes].sort()).toEqual(golden.handoff.devices.map(({ bdf }) => bdf).sort());
    const proven = golden.handoff.devices.flatMap(({ bdf }) => goldenEvidence(GOLDEN, bdf));
    expect(proven).toContain(walk.line);
    expect(walk.text).toMatch(/Request device \[0[12]:00\.0\] fault addr/);
    expect(walk.cells).toBeGreaterThan(0);
    expect(walk.signatures).toHaveLength(signaturesOf([golden]).length);
    expect(watched.problems).toEqual([]);
  });

  describe('fleet', () => {
    test('shows the numbers of the fleet, and verdicts as word and shape', async () => {
      await open('/');
      const numbers = overviewOf(fleet);
      await page.locator('[data-stat="Hosts"]').waitFor();
      expect(await page.locator('[data-stat="Hosts"] .stat-value').textContent()).toBe(String(numbers.hosts));
      expect(await page.locator('[data-stat="Device handoffs"] .stat-value').textContent()).toBe(
        String(numbers.devices),
      );
      const leak = page.locator('[data-verdict-row="dma-leak"]');
      expect(await leak.textContent()).toContain('dma leak');
      expect(await leak.textContent()).toContain(String(numbers.verdicts['dma-leak']));
      expect(await leak.locator('svg path').count()).toBe(1);
      expect(await page.getByLabel('Lag of each reader').textContent()).toMatch(/projectorhandoffs3$/);
    });

    test('takes in a new handoff by itself', async () => {
      server.fleet = [golden];
      await open('/');
      const hosts = page.locator('[data-stat="Hosts"] .stat-value');
      await hosts.waitFor();
      expect(await hosts.textContent()).toBe('1');
      await page.locator('[data-live="live"]').waitFor();
      server.fleet = fleet;
      server.push('handoff', { id: fleet[0]!.handoff.id, host: fleet[0]!.handoff.host, version: 1 });
      await until(async () => (await hosts.textContent()) === String(overviewOf(fleet).hosts));
    });

    test('tells a newcomer how to fill it', async () => {
      server.fleet = [];
      await open('/');
      await page.getByText('No handoff has been seen yet').waitFor();
      expect(await page.locator('pre.command').textContent()).toContain('quiesce collect');
    });
  });

  describe('handoffs', () => {
    test('loads further pages until all are there', async () => {
      await open('/handoffs');
      await page.getByText(`${fleet.length} shown, newest first`).waitFor();
      expect(fleet.length).toBeGreaterThan(10);
    });

    test('narrows by a filter, keeps it in the address, and clears it', async () => {
      await open('/handoffs');
      await rows(page).first().waitFor();
      await page.getByLabel('Host').first().fill(golden.handoff.host);
      await until(async () => (await rows(page).count()) === 1);
      expect(address().searchParams.get('host')).toBe(golden.handoff.host);
      expect(await rows(page).first().getAttribute('data-handoff')).toBe(golden.handoff.id);
      await page.getByRole('button', { name: 'Clear' }).click();
      await until(async () => (await rows(page).count()) > 1);
      expect(address().search).toBe('');
    });

    test('shows from a shared address only what that asks for', async () => {
      await open('/handoffs?kind=kdump&verdict=unobserved');
      await rows(page).first().waitFor();
      const wanted = fleet.map(summaryOf).filter(({ kind, verdicts }) => kind === 'kdump' && verdicts.unobserved);
      await page.getByText(`${wanted.length} shown, newest first`).waitFor();
      expect(await rows(page).count()).toBe(wanted.length);
      for (const chips of await rows(page).locator('.cell-verdicts').allTextContents())
        expect(chips).toContain('unobserved');
    });

    test('asks for the token of a guarded server', async () => {
      server.broken = 401;
      await open('/handoffs');
      await page.getByText('This server asks for a token').waitFor();
    });

    test('says when nothing matches', async () => {
      await open('/handoffs?host=nowhere');
      await page.getByText('No handoff matches these filters').waitFor();
    });

    test('is walked by keys', async () => {
      await open('/handoffs');
      await rows(page).nth(2).waitFor();
      const third = await rows(page).nth(2).getAttribute('data-handoff');
      await page.getByRole('region', { name: 'Handoffs' }).focus();
      await page.keyboard.press('j');
      await page.keyboard.press('j');
      await page.keyboard.press('ArrowDown');
      expect(await page.locator('tr[aria-current="true"]').getAttribute('data-handoff')).toBe(third);
      await page.keyboard.press('Enter');
      await until(async () => address().pathname === `/handoffs/${third}`);
      await page.keyboard.press('g');
      await page.keyboard.press('m');
      await until(async () => address().pathname === '/matrix');
    });
  });

  describe('one handoff', () => {
    test('draws a lane per device, with its phases, the jump and the host events', async () => {
      await openGolden();
      expect(await laneNames(page)).toEqual(golden.handoff.devices.map(({ bdf }) => bdf));
      const words = (await laneWords(page)).join('\n');
      expect(words).toContain('panic');
      expect(words).toContain('first line');
      expect(words).toContain('running');
      expect(words.match(/no log/g)).toHaveLength(golden.handoff.devices.length);
      expect(words).toContain('outgoing 6.1.0-56-amd64');
      await until(async () => marksAreWhole(page));
    });

    test('leads from a mark to its line in the log, highlighted, and into the address', async () => {
      await openGolden('?device=none&line=1');
      await until(async () => (await chosenLine(page)) === 1);
      await clickDrawn(page, leakMarks(page).first());
      const [first] = golden.handoff.devices;
      const proven = goldenEvidence(GOLDEN, first!.bdf);
      await until(async () => proven.includes((await chosenLine(page)) ?? 0));
      expect(proven).toContain(Number(address().searchParams.get('line')));
      expect(address().searchParams.get('device')).toBe(first!.bdf);
      const line = logLine(page, proven[0]!);
      expect(await line.getAttribute('data-evidence')).toBe('dma-leak');
      expect(await line.textContent()).toContain('fault addr');
    });

    test('moves the cursor on the lanes when a line is chosen in the log', async () => {
      await openGolden();
      const [line] = goldenEvidence(GOLDEN, golden.handoff.devices[0]!.bdf);
      await logLine(page, line!).click();
      await until(async () => (await cursorX(page)) !== null);
      const before = await cursorX(page);
      const mark = await leakMarks(page).first().boundingBox();
      expect(Math.abs(before! - (mark!.x + mark!.width / 2))).toBeLessThan(12);
      await page.locator('.log').evaluate((log) => log.scrollTo(0, 0));
      await logLine(page, 3).click();
      await until(async () => ((await cursorX(page)) ?? before!) < before! - 100);
      expect(address().searchParams.get('line')).toBe('3');
    });

    test('moves the band on the lanes as the log is scrolled', async () => {
      await openGolden();
      await until(async () => (await bandX(page)) !== null);
      const before = (await bandX(page)) ?? 0;
      await page.locator('.log').evaluate((log) => log.scrollTo(0, 0));
      await until(async () => ((await bandX(page)) ?? before) < before - 100);
      expect(await chosenLine(page)).toBeNull();
    });

    test('walks the evidence by keys, and shows only a window of a long log', async () => {
      await openGolden('?line=1');
      await until(async () => (await chosenLine(page)) === 1);
      expect(await page.locator('.log-line').count()).toBeLessThan(120);
      await page.locator('.log').focus();
      await page.keyboard.press('n');
      await until(async () => ((await chosenLine(page)) ?? 0) > 1);
      expect(await page.locator('.log-line[aria-selected="true"]').getAttribute('data-evidence')).not.toBeNull();
      const evidence = (await chosenLine(page)) ?? 0;
      await page.keyboard.press('j');
      await until(async () => (await chosenLine(page)) === evidence + 1);
    });

    test('says why, how sure it is, and links every line it rests on', async () => {
      await openGolden();
      const worst = golden.handoff.devices[0]!;
      const finding = worst.findings[0]!;
      const why = page.locator('.why-panel');
      await why.getByText(finding.why, { exact: true }).waitFor();
      expect(await why.textContent()).toContain(finding.confidence);
      expect(await why.textContent()).toContain(finding.attribution.rule);
      const button = why.getByRole('button', { name: `line ${finding.evidence[0]!.line}` }).first();
      await logLine(page, finding.evidence[0]!.line + 3).click();
      await button.click();
      await until(async () => (await chosenLine(page)) === finding.evidence[0]!.line);
      expect(await button.getAttribute('aria-pressed')).toBe('true');
    });

    test('leads from a device without a fault to no mark, but to its reason', async () => {
      const clean = golden.handoff.devices.find(({ verdict }) => verdict === 'clean')!;
      await openGolden(`?device=${clean.bdf}`);
      await page.locator('.why-panel').getByText(clean.findings[0]!.why, { exact: true }).waitFor();
    });

    test('shows what speaks against a declared policy, faults of no function, and what a leak leaves open', async () => {
      const leak = golden.handoff.devices[0]!.findings[0]!;
      const { file, line } = leak.evidence[0]!;
      const open = ['its shutdown failed (timeout)', 'a bridge was exempt'];
      const told: FleetHandoff = {
        ...golden,
        handoff: {
          ...golden.handoff,
          policy: {
            ...golden.handoff.policy,
            declared: 'shutdown',
            contradictions: [
              {
                bdf: null,
                declared: 'shutdown',
                step: 'shutdown',
                what: 'the kernel crashed',
                evidence: [{ file, line }],
              },
            ],
          },
          strays: [{ ...leak, what: 'DMA write 0xfffe0000, F_TRANSLATION', openReasons: [] }],
          symptoms: [
            {
              what: 'bad page state',
              confidence: 'possible',
              why: 'memory was damaged',
              at: { file, line, time: null },
              candidates: ['0000:02:00.0'],
            },
          ],
          devices: golden.handoff.devices.map((device, index) =>
            index === 0
              ? { ...device, findings: [{ ...leak, openReasons: open }, ...device.findings.slice(1)] }
              : device,
          ),
        },
      };
      server.fleet = [told];
      await openGolden();
      await page.getByText('inferred from the log; the host declared shutdown').waitFor();
      const unfold = async (name: string) => {
        const part = page.locator('.why .mantine-Accordion-item').filter({ hasText: name });
        await part.getByRole('button', { name }).click();
        await part.getByRole('button', { name: `line ${line}`, exact: true }).waitFor();
        return part;
      };
      const against = await unfold('Against the declared policy');
      expect(await against.textContent()).toContain(
        'The host declared shutdown; against shutdown speaks: the kernel crashed',
      );
      const strays = await unfold('Faults of no known function');
      expect(await strays.textContent()).toContain('DMA write 0xfffe0000, F_TRANSLATION');
      const symptoms = await unfold('Trouble that names no device');
      expect(await symptoms.textContent()).toContain('It could be: 0000:02:00.0');
      expect(await page.locator('.open-reasons li').allTextContents()).toEqual(open);
      await page.locator('.log-line').first().click();
      await until(async () => (await chosenLine(page)) !== line);
      await symptoms.getByRole('button', { name: `line ${line}`, exact: true }).click();
      await until(async () => (await chosenLine(page)) === line);
    });

    test('explains a failure that is known, with what helps and where it is documented', async () => {
      const known = {
        id: 'ahci-no-shutdown',
        title: 'ahci is not stopped at a kexec',
        explanation: 'The controller goes on writing its received FIS area.',
        workaround: 'Unbind ahci before the jump.',
        fix: { commit: '1234567890ab', since: '6.9' },
        fixed: 'no' as const,
        sources: ['https://bugzilla.kernel.org/show_bug.cgi?id=1', 'drivers/ata/ahci.c'],
      };
      const [first, ...others] = golden.handoff.devices;
      const devices = [{ ...first!, knownFailures: [known] }, ...others];
      server.fleet = [{ ...golden, handoff: { ...golden.handoff, devices } }];
      await openGolden();
      const told = page.getByRole('region', { name: `Known failure: ${known.title}` });
      const words = await told.textContent();
      expect(words).toContain(known.explanation);
      expect(words).toContain('What helps: Unbind ahci before the jump.');
      expect(words).toContain('Fixed in 6.9 by commit 1234567890ab; by its version this kernel lacks it.');
      expect(
        await told.getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('href'))),
      ).toEqual([known.sources[0]]);
      expect(words).toContain('drivers/ata/ahci.c');
    });

    test('tells what a log cannot show when the outgoing kernel is missing', async () => {
      const blind: FleetHandoff = {
        ...golden,
        handoff: {
          ...golden.handoff,
          from: null,
          complete: false,
          observability: { fromStart: false, linesLost: 12, suppressed: 0, damaged: [] },
        },
        boots: golden.boots.slice(1),
      };
      server.fleet = [blind];
      await openGolden();
      const note = await page.locator('.blind').textContent();
      expect(note).toContain('The outgoing kernel is not in the log.');
      expect(note).toContain('At least 12 lines were lost.');
      const words = (await laneWords(page)).join('\n');
      expect(words).not.toContain('outgoing');
      expect(words).toContain('incoming');
    });

    test('counts lines where the kernel stamped no time', async () => {
      const timeless = fleet.find(({ logs }) => 'forms-printktime0-leak.log' in logs)!;
      await open(`/handoffs/${timeless.handoff.id}`);
      await page.getByText('This log carries no kernel times: the axis counts lines.').waitFor();
      expect((await laneWords(page)).some((word) => /^line \d+$/.test(word))).toBe(true);
    });
  });

  describe('a replayed handoff', () => {
    const slider = () => page.getByRole('slider', { name: 'Event of the handoff' });
    const moment = async () => Number(await slider().inputValue());
    const said = async () => (await page.locator('.scrub-said').textContent()) ?? '';
    const chips = () => page.getByLabel('Verdicts').textContent();
    const ahead = () => page.locator('.log-line[data-ahead]');
    const press = async (key: string) => {
      const before = await said();
      await page.keyboard.press(key);
      await until(async () => (await said()) !== before);
    };
    const replayGolden = async () => {
      await openGolden();
      await page.getByRole('button', { name: 'Replay it event by event' }).click();
      await slider().waitFor();
      await until(async () => address().searchParams.get('moment') !== 'start');
    };

    test('shows at each event what was known then, and no more', async () => {
      await replayGolden();
      await press('Home');
      expect(await said()).toContain('there is no handoff yet');
      expect((await laneWords(page)).filter((word) => word.endsWith('not judged yet'))).toHaveLength(
        golden.handoff.devices.length,
      );
      expect(await leakMarks(page).count()).toBe(0);
      expect((await laneWords(page)).join('\n')).not.toContain('panic');
      for (let turns = 0; !(await said()).includes('dma leak'); turns++) {
        expect(turns).toBeLessThan(20);
        expect(await leakMarks(page).count()).toBe(0);
        await press('Shift+ArrowRight');
      }
      const [first] = golden.handoff.devices
        .map(({ bdf }) => ({ bdf, line: goldenEvidence(GOLDEN, bdf)[0] ?? Number.POSITIVE_INFINITY }))
        .sort((left, right) => left.line - right.line);
      const { bdf, line: proven } = first!;
      expect(await said()).toContain(`iommu-fault ${bdf}`);
      await until(async () => (await chosenLine(page)) === proven);
      expect(address().searchParams.get('line')).toBe(String(proven));
      expect(await chips()).toMatch(/^dma leak/);
      await until(async () => (await leakMarks(page).count()) === 1);
      expect(await page.locator('.log-line:not([data-ahead])').last().getAttribute('data-line')).toBe(String(proven));
      const x = (await cursorX(page)) ?? 0;
      const bars = await lanes(page).locator('path[fill="#d2d7dd"], rect[fill="#d2d7dd"]').all();
      for (const bar of bars) {
        const box = await bar.boundingBox();
        expect(box!.x + box!.width).toBeLessThan(x + 4);
      }
      const leakAt = await moment();
      await press('ArrowLeft');
      expect(await moment()).toBe(leakAt - 1);
      expect(await leakMarks(page).count()).toBe(0);
      expect(await chips()).not.toContain('dma leak');
      expect(watched.problems).toEqual([]);
    });

    test('ends at what was judged, and goes back to the whole', async () => {
      await replayGolden();
      await press('End');
      const whole = chipsOf(golden);
      expect(await chips()).toBe(whole);
      expect(await ahead().count()).toBe(0);
      expect(await page.locator('.scrub .blind').count()).toBe(0);
      await page.getByRole('button', { name: 'Show all of it' }).click();
      await until(async () => (await slider().count()) === 0);
      expect(address().searchParams.get('moment')).toBeNull();
      expect(await chips()).toBe(whole);
    });

    test('is at the same event from a shared address, and answers keys anywhere on the page', async () => {
      await openGolden('?moment=60');
      await slider().waitFor();
      await until(async () => (await said()).startsWith('60 of '));
      const line = await chosenLine(page);
      await page.locator('.log').focus();
      await press('ArrowRight');
      expect(await said()).toMatch(/^61 of /);
      await until(async () => (await chosenLine(page)) !== line);
      await slider().focus();
      await press('ArrowRight');
      expect(await said()).toMatch(/^62 of /);
      await slider().fill('9');
      await until(async () => (await said()).startsWith('10 of '));
    });

    test('plays by itself, up to the end', async () => {
      await openGolden('?moment=90');
      await slider().waitFor();
      await page.getByLabel('Speed').selectOption('100');
      await page.getByRole('button', { name: 'Play' }).click();
      const last = Number(await slider().getAttribute('max'));
      await until(async () => (await moment()) === last);
      await page.getByRole('button', { name: 'Play' }).waitFor();
    });

    test('says which lines are not kept, and what they did not tell', async () => {
      const [proven] = goldenEvidence(GOLDEN, golden.handoff.devices[0]!.bdf);
      server.keeps = (line) => line < proven! - 5;
      await replayGolden();
      const note = await page.locator('.scrub .blind').textContent();
      expect(note).toMatch(
        /lines are not kept any more, or never came: lines \d+ to \d+ of vtd-leak-crash-2nics\.log\./,
      );
      expect(note).toContain('The lines alone do not come to what was judged');
      await press('End');
      expect(await said()).toContain('as it was recorded; no line says so');
      expect(await chips()).toBe(chipsOf(golden));
      await press('ArrowLeft');
      expect(await chips()).not.toContain('dma leak');
    });

    test('says so where nothing is kept', async () => {
      server.keeps = () => false;
      await openGolden('?moment=start');
      await page.getByText('Not one line of this handoff is kept, so it cannot be replayed.').waitFor();
      await page.getByRole('button', { name: 'Close' }).click();
      await until(async () => address().searchParams.get('moment') === null);
      expect(await chips()).toBe(chipsOf(golden));
    });
  });

  test('on a telephone the names of both kernels do not lie on each other', async () => {
    await page.setViewportSize({ width: 400, height: 800 });
    await openGolden();
    const heads = lanes(page)
      .locator('text')
      .filter({ hasText: /^(out|in)/ });
    const boxes = await Promise.all((await heads.all()).map((one) => one.boundingBox()));
    const [left, right] = boxes.filter((box) => box !== null).sort((a, b) => a.x - b.x);
    expect(left!.x + left!.width).toBeLessThan(right!.x);
    expect(right!.x + right!.width).toBeLessThan(400);
    const width = await page.locator('html').evaluate((html) => html.scrollWidth);
    expect(width).toBeLessThanOrEqual(400);
  });

  describe('policy matrix', () => {
    test('keeps kinds apart and leads to the handoffs of a cell', async () => {
      await open('/matrix');
      await page.locator('table.matrix').waitFor();
      const kexec = await page.locator('table.matrix').textContent();
      await page.getByText('kdump', { exact: true }).click();
      await until(async () => (await page.locator('table.matrix').textContent()) !== kexec);
      expect(address().searchParams.get('kind')).toBe('kdump');
      const policy = golden.handoff.devices[0]!.policy;
      const cell = page.locator(`td[data-cell="e1000e ${policy}"]`);
      expect(await cell.textContent()).toMatch(/^\d+ %\d.* to \d+ %\d+ of \d+ bad, \d+ of \d+ hosts?/);
      await cell.locator('a').click();
      await rows(page).first().waitFor();
      expect(Object.fromEntries(address().searchParams)).toEqual({ kind: 'kdump', driver: 'e1000e', policy });
    });

    test('leaves blank what nobody could have seen', async () => {
      const blind = fleet.find(({ logs }) => 'vtd-off-off-crash-unobserved.log' in logs)!;
      server.fleet = [blind];
      await open(`/matrix?kind=${blind.handoff.kind}`);
      const cell = page.locator('td.cell-blind').first();
      await cell.waitFor();
      expect(await cell.textContent()).toMatch(/^(\d+) of \1 could not be seen$/);
    });
  });

  describe('signatures', () => {
    test('lead to samples, and those to the line of the log', async () => {
      await open('/signatures');
      const known = signaturesOf(fleet);
      await page.locator('tr[data-signature]').first().waitFor();
      expect(await page.locator('tr[data-signature]').count()).toBe(known.length);
      const states = await page.locator('tr[data-signature] [data-state]').allTextContents();
      expect(states).toEqual(known.map(({ state }) => state));
      const own = known.find(({ samples }) => samples.some(({ handoff }) => handoff === golden.handoff.id))!;
      await page.locator(`tr[data-signature="${own.id}"] .row-link`).click();
      await page.locator('section[aria-label="Fingerprint"]').waitFor();
      expect(await page.locator('section[aria-label="Fingerprint"]').textContent()).toContain(own.id);
      expect(await page.locator('main [data-state]').getAttribute('data-state')).toBe(own.state);
      const life = (await page.getByRole('region', { name: 'Life' }).textContent()) ?? '';
      expect(life).toContain(`Quiet in ${own.quiet} exposures since its last sight; ${own.quietEnough} will say`);
      expect(life).toContain(`${own.turns[0]!.day} first seen`);
      await page.locator(`tr[data-sample="${golden.handoff.id}"] a.evidence`).first().click();
      await until(async () => address().pathname === `/handoffs/${golden.handoff.id}`);
      const line = Number(address().searchParams.get('line'));
      await until(async () => (await chosenLine(page)) === line);
      expect(await logLine(page, line).getAttribute('data-evidence')).toBe('dma-leak');
    });
  });

  test('a signature is muted by a person, with a reason and an end, and unmuted', async () => {
    const [own] = signaturesOf(fleet);
    await open(`/signatures/${own!.id}`);
    const mute = page.getByRole('region', { name: 'Mute' });
    await mute.getByRole('button', { name: 'Mute…' }).click();
    await mute.getByRole('button', { name: 'Mute it' }).click();
    expect(server.said).toEqual([]);
    await mute.getByLabel('Your name').fill('ada');
    await mute.getByLabel('Why').fill('TICKET-17');
    await mute.getByLabel('How long').selectOption('30');
    await mute.getByRole('button', { name: 'Mute it' }).click();
    await page.locator('main [data-muted]').waitFor();
    const [word] = server.said;
    expect(word).toMatchObject({ signature: own!.id, by: 'ada', why: 'TICKET-17' });
    expect(Date.parse(word!.until!) - Date.now()).toBeGreaterThan(29.9 * 86_400_000);
    expect(await mute.textContent()).toMatch(/^Muted by ada since .*, until .*: TICKET-17/);
    expect(await page.getByLabel('History').textContent()).toContain('muted by ada until');
    await mute.getByRole('button', { name: 'Unmute…' }).click();
    expect(await mute.getByLabel('Your name').inputValue()).toBe('ada');
    await mute.getByLabel('Why').fill('it did not help');
    await mute.getByRole('button', { name: 'Unmute it' }).click();
    await mute.getByText('People are told of it.').waitFor();
    expect(await page.getByLabel('History').textContent()).toContain('unmuted by ada: it did not help');
    expect(watched.problems).toEqual([]);
  });

  describe('unknown lines', () => {
    test('are a queue for review: masked, counted, with hosts', async () => {
      const known = unknownLinesOf(fleet);
      expect(known.length).toBeGreaterThan(0);
      await open('/');
      await page.locator('[data-stat="Hosts"]').waitFor();
      await page.keyboard.press('g');
      await page.keyboard.press('u');
      await until(async () => address().pathname === '/unknown-lines');
      const rows = page.locator('tr[data-unknown-line]');
      await rows.first().waitFor();
      expect(await rows.count()).toBe(known.length);
      const cells = await rows.first().locator('td.number').allTextContents();
      expect(cells).toEqual([String(known[0]!.hosts), String(known[0]!.count)]);
      expect(await rows.first().textContent()).toContain(known[0]!.masked);
    });
  });

  describe('when things go wrong', () => {
    test('an unknown handoff is told as such', async () => {
      await open('/handoffs/no-such-id');
      expect(await page.getByRole('alert').textContent()).toContain('No such thing is known');
    });

    test('a broken server is told, and the page mends itself', async () => {
      server.broken = 503;
      await open('/handoffs');
      const alert = page.getByRole('alert');
      await alert.waitFor();
      expect(await alert.textContent()).toContain('The store does not answer');
      server.broken = null;
      await page.getByRole('button', { name: 'Ask again' }).click();
      await rows(page).first().waitFor();
      expect(await alert.count()).toBe(0);
    });

    test('a defect of one page leaves the others usable', async () => {
      const { kernels: _, ...torn } = golden.handoff;
      server.fleet = [{ ...golden, handoff: torn as typeof golden.handoff }];
      await open(`/handoffs/${golden.handoff.id}`);
      await page.getByText('This is a defect of the dashboard.').waitFor();
      server.fleet = fleet;
      await page.getByRole('link', { name: 'Policy matrix' }).click();
      await page.locator('table.matrix').waitFor();
    });

    test('what may be old is marked as old, and stays readable', async () => {
      await open('/');
      await page.locator('[data-live="live"]').waitFor();
      await page.locator('[data-stat="Hosts"]').waitFor();
      server.broken = 503;
      server.push('handoff', { id: golden.handoff.id, host: golden.handoff.host, version: 2 });
      await page.locator('.stale').first().waitFor();
      expect(await page.locator('[data-stat="Hosts"] .stat-value').textContent()).toBe(String(overviewOf(fleet).hosts));
    });
  });

  test('light and dark follow the viewer, and can be switched', async () => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await open('/');
    const ground = () =>
      page.locator('body').evaluate((body) => body.ownerDocument.defaultView?.getComputedStyle(body).backgroundColor);
    await page.locator('[data-stat="Hosts"]').waitFor();
    expect(await ground()).toBe('rgb(27, 31, 36)');
    await page.getByRole('button', { name: 'Switch to light' }).click();
    await until(async () => (await ground()) === 'rgb(255, 255, 255)');
  });
});

/** The chips over a handoff, as one text. */
function chipsOf({ handoff }: FleetHandoff): string {
  const words: Readonly<Record<string, string>> = { 'dma-leak': 'dma leak', 'probe-failed': 'probe failed' };
  const { verdicts } = summaryOf({ handoff } as FleetHandoff);
  return Object.entries(verdicts)
    .map(([verdict, count]) => `${words[verdict] ?? verdict}${count === 1 ? '' : ` ×${count}`}`)
    .join('');
}

/** Waits until what is on screen is so; a page needs a moment. */
async function expectSoon(check: () => Promise<boolean>, withinMs = 8_000): Promise<void> {
  const end = Date.now() + withinMs;
  while (!(await check())) {
    if (Date.now() > end) throw new Error(`Not on screen within ${withinMs} ms: ${check}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
