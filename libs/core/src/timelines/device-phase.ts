/** The phases of a device handoff as spans over both kernels' logs. */
import type { Moment, PhaseSpan } from '../report';
import type { BootState, DeviceState } from './boot';
import type { Transition } from './lineage-state';
import { isAfter } from './moment';
import { SETTLE_SECONDS } from './phase';

const TEARDOWN_MARKS = [
  'shutdown',
  'kexec-requested',
  'reboot-requested',
  'panicked',
  'crash-kexec',
  'kexec-started',
  'restarting',
  'powered-down',
] as const;

/** First sign that the system was going down: also a device's own, where it came before. */
export function teardownStart(boot: BootState, device: DeviceState | null): Moment | null {
  const moments = [...TEARDOWN_MARKS.map((name) => boot.marks[name]), device?.unbound];
  return moments.reduce<Moment | null>(
    (first, moment) => (moment != null && (first === null || isAfter(first, moment)) ? moment : first),
    null,
  );
}

function endOf(boot: BootState): Moment {
  return { file: boot.source, line: boot.lastLine, time: boot.lastTime };
}

function outgoing(from: BootState, device: DeviceState | null): readonly PhaseSpan[] {
  const start = device?.claimed ?? device?.spoke ?? device?.enumerated ?? from.marks['first-line'] ?? null;
  const teardown = teardownStart(from, device);
  const running: PhaseSpan = { phase: 'running', from: start, to: teardown };
  return teardown === null ? [running] : [running, { phase: 'teardown', from: teardown, to: endOf(from) }];
}

/** Spans follow one another: each ends where the next that happened begins. */
function incoming(to: BootState, device: DeviceState | null): readonly PhaseSpan[] {
  const claimed = device?.claimed ?? null;
  const settled =
    claimed?.time != null && to.lastTime !== null && to.lastTime - claimed.time >= SETTLE_SECONDS
      ? { ...claimed, time: claimed.time + SETTLE_SECONDS }
      : null;
  const starts: readonly { phase: PhaseSpan['phase']; from: Moment | null }[] = [
    { phase: 'early', from: to.marks['first-line'] ?? { file: to.source, line: to.firstLine, time: null } },
    { phase: 'dormant', from: device?.enumerated ?? null },
    { phase: 'probing', from: device?.spoke ?? null },
    { phase: 'claimed', from: claimed },
    { phase: 'settled', from: settled },
  ];
  const happened = starts.filter((start) => start.from !== null);
  return happened.map((start, index) => ({ ...start, to: happened[index + 1]?.from ?? null }));
}

export function phaseSpans(transition: Transition, bdf: string): readonly PhaseSpan[] {
  const { from, to } = transition;
  const before = from ? outgoing(from, from.devices[bdf] ?? null) : [];
  const after = to ? incoming(to, to.devices[bdf] ?? null) : [];
  const jump: PhaseSpan = {
    phase: 'jump',
    from: from ? endOf(from) : null,
    to: to ? (to.marks['first-line'] ?? null) : null,
  };
  return [...before, ...(from && (to || teardownStart(from, null)) ? [jump] : []), ...after];
}
