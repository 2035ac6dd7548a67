/** One handoff: swim lanes over its raw log, tied together, beside the reasons of every verdict. */
import { Alert, Badge, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { Link } from 'wouter';
import type { Evidence, Fact, Handoff, HandoffDetail, Verdict } from '../api/client';
import { factsQuery, handoffQuery } from '../api/query';
import { Beside } from '../handoff/beside';
import { LaneChart } from '../handoff/lane-chart';
import { type BootPair, bootPairOf, lanesOf, type Place, sideOf } from '../handoff/lane-model';
import type { LaneTarget } from '../handoff/lane-option';
import { type Note, RawLog } from '../handoff/raw-log';
import { Why } from '../handoff/why';
import { addressOf, useAddress } from '../shell/address';
import { When } from '../shell/moment';
import { Answered } from '../shell/state';
import { LOOKS, VERDICTS } from '../verdict/verdict';
import { VerdictChip } from '../verdict/verdict-chip';

const NO_FACTS: readonly Fact[] = [];

const OUTCOMES: Readonly<Record<Handoff['outcome'], string>> = {
  back: 'came back',
  died: 'the incoming kernel died',
  lost: 'never came back',
  firmware: 'came back through firmware',
  unknown: 'the log does not tell how the host fared',
};

/** Where a reader should look first: the evidence of the worst finding, else the panic, else the jump. */
function firstEvidence({ devices, events, strays = [] }: Handoff, boots: BootPair): Evidence | null {
  const worst = devices.flatMap((device) => device.findings.filter(({ verdict }) => verdict === device.verdict));
  const findings = [...worst, ...strays];
  const proof = findings.find(({ verdict }) => verdict !== 'clean' && verdict !== 'unobserved')?.evidence[0];
  const panic = events.filter(({ at }) => sideOf(boots, at) === 'incoming').find(({ what }) => what === 'panic')?.at;
  const edge = boots.incoming ?? boots.outgoing;
  return proof ?? panic ?? (edge && { file: edge.file, line: edge.firstLine });
}

/** Evidence by line; where several findings share a line, the worst speaks. */
function notesOf({ devices, strays = [] }: Handoff): ReadonlyMap<string, Note> {
  const notes = new Map<string, Note>();
  const rank = (verdict: Verdict) => VERDICTS.indexOf(verdict);
  for (const { findings, bdf } of [...devices, { findings: strays, bdf: 'no known function:' }]) {
    for (const { evidence, verdict, what } of findings) {
      for (const { file, line } of evidence) {
        const known = notes.get(`${file}:${line}`);
        if (!known || rank(verdict) < rank(known.verdict))
          notes.set(`${file}:${line}`, { verdict, what: `${bdf} ${what}` });
      }
    }
  }
  return notes;
}

function countsOf({ devices }: Handoff): readonly (readonly [Verdict, number])[] {
  return VERDICTS.map(
    (verdict) => [verdict, devices.filter((device) => device.verdict === verdict).length] as const,
  ).filter(([, count]) => count > 0);
}

function Term({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="term">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function policyNote({ policy }: Handoff): string | null {
  const inferred = policy.inferred.join('+') || 'nothing';
  if (policy.declared === null) return 'inferred from the log';
  if (policy.label !== policy.declared) return `inferred from the log; the host declared ${policy.declared}`;
  return policy.declared === inferred ? 'declared, and the log agrees' : `declared; the log says ${inferred}`;
}

function Head({ detail }: { readonly detail: HandoffDetail }) {
  const { handoff, version, receivedAt } = detail;
  const { kernels, iommu, policy } = handoff;
  return (
    <Stack gap={6}>
      <Group gap="sm">
        <Title order={1} size="h3">
          <Link href={addressOf('/handoffs', { host: handoff.host })} className="plain-link">
            {handoff.host}
          </Link>
        </Title>
        <Badge variant="outline" color="gray" radius="sm">
          {handoff.kind}
        </Badge>
        <Text size="sm" fw={600} c={handoff.outcome === 'died' || handoff.outcome === 'lost' ? 'red' : undefined}>
          {OUTCOMES[handoff.outcome]}
        </Text>
        <Group gap={6} aria-label="Verdicts">
          {countsOf(handoff).map(([verdict, count]) => (
            <VerdictChip key={verdict} verdict={verdict} count={count} />
          ))}
        </Group>
      </Group>
      <dl className="terms">
        <Term name="kernels">
          {kernels.from ?? 'not seen'} → {kernels.to ?? 'not seen'}
        </Term>
        <Term name="policy">
          {policy.label} <span className="aside">{policyNote(handoff)}</span>
        </Term>
        <Term name="IOMMU">
          {iommu.from} → {iommu.to}
        </Term>
        <Term name="received">
          <When at={receivedAt} /> <span className="aside">version {version}</span>
        </Term>
      </dl>
    </Stack>
  );
}

/** What could not have been seen; shown before any reader takes silence for health. */
function Blind({ handoff }: { readonly handoff: Handoff }) {
  const { observability: seen, complete, from, to } = handoff;
  const limits = [
    from === null ? 'The outgoing kernel is not in the log.' : null,
    to === null ? 'The incoming kernel is not in the log.' : null,
    to !== null && !seen.fromStart ? "The incoming kernel's first lines are missing." : null,
    seen.linesLost > 0 ? `At least ${seen.linesLost} lines were lost.` : null,
    seen.linesHidden ? `${seen.linesHidden} records are not in the log, as where a console keeps level debug.` : null,
    seen.suppressed > 0 ? `The kernel suppressed at least ${seen.suppressed} messages: counts are lower bounds.` : null,
    ...seen.damaged.map((what) => `Damaged: ${what}.`),
    !complete && from !== null && to !== null ? 'This handoff is still going on.' : null,
  ].filter((limit) => limit !== null);
  if (limits.length === 0) return null;
  return (
    <Alert color="yellow" variant="light" px="sm" py={6} className="blind" role="note">
      <Text size="sm">
        <b>What this log cannot show.</b> {limits.join(' ')}
      </Text>
    </Alert>
  );
}

/** The line of the address; without one, the evidence that matters most. */
function useChosen(first: Evidence | null) {
  const [query, change] = useAddress();
  const [file, line] = [query.get('source') ?? first?.file, Number(query.get('line') ?? first?.line)];
  const chosen = useMemo(() => (file && line > 0 ? { file, line } : null), [file, line]);
  const choose = useCallback(
    (place: Evidence) => change({ source: place.file, line: String(place.line) }, { replace: true }),
    [change],
  );
  return { chosen, choose, device: query.get('device'), change };
}

function Timeline({ detail, facts }: { readonly detail: HandoffDetail; readonly facts: readonly Fact[] }) {
  const { handoff } = detail;
  const lanes = useMemo(() => lanesOf(detail, facts), [detail, facts]);
  const boots = useMemo(() => bootPairOf(detail), [detail]);
  const notes = useMemo(() => notesOf(handoff), [handoff]);
  const [view, setView] = useState<{ readonly first: Evidence; readonly last: Evidence } | null>(null);
  const [stamped, setStamped] = useState<Place | null>(null);
  const { chosen, choose, device, change } = useChosen(useMemo(() => firstEvidence(handoff, boots), [handoff, boots]));
  const worst = handoff.devices[0];
  const open = device ?? (worst && worst.verdict !== 'clean' ? worst.bdf : null);

  const onChoose = useCallback(
    (place: Place | Evidence) => {
      setStamped('time' in place ? place : null);
      choose(place);
    },
    [choose],
  );
  const onTarget = useCallback(
    ({ place, bdf }: LaneTarget) => {
      if (bdf) change({ device: bdf }, { replace: true });
      if (place) onChoose(place);
    },
    [change, onChoose],
  );
  const cursor = chosen && stamped?.file === chosen.file && stamped.line === chosen.line ? stamped : chosen;
  const isLines = Object.values(lanes.scale.unit).includes('lines');
  return (
    <>
      <section aria-label="Swim lanes" className="panel lanes-panel">
        <LaneChart handoff={handoff} lanes={lanes} chosen={cursor} view={view} onTarget={onTarget} />
        <Text size="xs" c="dimmed" className="lanes-note">
          {isLines
            ? 'This log carries no kernel times: the axis counts lines.'
            : 'Two clocks, one for each kernel; short stretches are drawn wider than they lasted.'}{' '}
          Shaded: what the log below shows. A click on a mark or bar goes to its line.
        </Text>
      </section>
      <div className="log-and-why">
        <section aria-label="Log" className="panel log-panel">
          <RawLog id={handoff.id} boots={boots} notes={notes} chosen={chosen} onChoose={onChoose} onView={setView} />
        </section>
        <section aria-labelledby="why" className="why-panel">
          <Title order={2} size="h5" id="why" mb={6}>
            Why this verdict
          </Title>
          <Beside handoff={handoff} chosen={chosen} onChoose={onChoose} />
          {handoff.devices.length === 0 ? (
            <Text size="sm">No device of either kernel is in the log, so there is nothing to judge.</Text>
          ) : (
            <Why
              devices={handoff.devices}
              open={open}
              onOpen={(bdf) => change({ device: bdf ?? 'none' }, { replace: true })}
              chosen={chosen}
              onChoose={onChoose}
            />
          )}
        </section>
      </div>
    </>
  );
}

export function HandoffPage({ id }: { readonly id: string }) {
  const asked = useQuery(handoffQuery(id));
  const facts = useQuery(factsQuery(id));
  return (
    <Answered asked={asked} rows={12}>
      {(detail) => (
        <div className="handoff">
          <title>{`${detail.handoff.host} ${detail.handoff.kind}: ${worstWord(detail.handoff)} · Quiesce`}</title>
          <Head detail={detail} />
          <Blind handoff={detail.handoff} />
          <Timeline detail={detail} facts={facts.data?.items ?? NO_FACTS} />
        </div>
      )}
    </Answered>
  );
}

const worstWord = ({ devices }: Handoff): string => (devices[0] ? LOOKS[devices[0].verdict].word : 'no devices');
