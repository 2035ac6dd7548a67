/** One handoff: swim lanes over its raw log, tied together, beside the reasons of every verdict. */
import { Alert, Badge, Button, Group, Stack, Text, Title } from '@mantine/core';
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
import { ScrubPanel } from '../handoff/scrub';
import { type Scrub, useScrub } from '../handoff/use-scrub';
import { Why } from '../handoff/why';
import { addressOf, useAddress } from '../shell/address';
import { When } from '../shell/moment';
import { Answered } from '../shell/state';
import { LOOKS, VERDICTS } from '../verdict/verdict';
import { VerdictChip } from '../verdict/verdict-chip';

const NO_FACTS: readonly Fact[] = [];
const NO_NOTES: ReadonlyMap<string, Note> = new Map();
const UNKNOWN: Pick<Handoff, 'kernels'> = { kernels: { from: null, to: null } };

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

/** How the host fared, as far as it was known at the moment that is shown. */
function outcomeOf({ handoff }: HandoffDetail, { known }: Scrub): string {
  if (known === null) return OUTCOMES[handoff.outcome];
  if (known.handoff === null) return 'not going down yet';
  return known.handoff.to === null ? 'going down' : OUTCOMES[known.handoff.outcome];
}

function Head({ detail, scrub }: { readonly detail: HandoffDetail; readonly scrub: Scrub }) {
  const { version, receivedAt } = detail;
  const handoff = scrub.known?.handoff ?? detail.handoff;
  const { kernels, iommu, policy } = handoff;
  const counts = scrub.known && scrub.known.handoff === null ? [] : countsOf(handoff);
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
          {outcomeOf(detail, scrub)}
        </Text>
        <Group gap={6} aria-label="Verdicts">
          {counts.map(([verdict, count]) => (
            <VerdictChip key={verdict} verdict={verdict} count={count} />
          ))}
        </Group>
        {scrub.isOn ? null : (
          <Button size="compact-sm" variant="default" onClick={scrub.start}>
            Replay it event by event
          </Button>
        )}
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
  const { observability: seen, complete, from, to, outcome } = handoff;
  const limits = [
    from === null ? 'The outgoing kernel is not in the log.' : null,
    to === null ? 'The incoming kernel is not in the log.' : null,
    to !== null && !seen.fromStart ? "The incoming kernel's first lines are missing." : null,
    seen.linesLost > 0 ? `At least ${seen.linesLost} lines were lost.` : null,
    seen.linesHidden ? `${seen.linesHidden} records are not in the log, as where a console keeps level debug.` : null,
    seen.suppressed > 0 ? `The kernel suppressed at least ${seen.suppressed} messages: counts are lower bounds.` : null,
    ...seen.damaged.map((what) => `Damaged: ${what}.`),
    !complete && from !== null && to !== null && outcome === 'unknown'
      ? 'The incoming kernel has not come up in this log.'
      : null,
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

interface ReasonsProps {
  readonly handoff: Handoff;
  readonly open: string | null;
  readonly chosen: Evidence | null;
  readonly onChoose: (place: Evidence) => void;
  readonly onDevice: (bdf: string | null) => void;
}

function Reasons({ handoff, open, chosen, onChoose, onDevice }: ReasonsProps) {
  return (
    <>
      <Beside handoff={handoff} chosen={chosen} onChoose={onChoose} />
      {handoff.devices.length === 0 ? (
        <Text size="sm">No device of either kernel is in the log, so there is nothing to judge.</Text>
      ) : (
        <Why devices={handoff.devices} open={open} onOpen={onDevice} chosen={chosen} onChoose={onChoose} />
      )}
    </>
  );
}

interface TimelineProps {
  readonly detail: HandoffDetail;
  readonly facts: readonly Fact[];
  readonly boots: BootPair;
  readonly scrub: Scrub;
}

function Timeline({ detail, facts, boots, scrub }: TimelineProps) {
  const { known } = scrub;
  const lanes = useMemo(() => lanesOf(detail, facts, known), [detail, facts, known]);
  const handoff = known === null ? detail.handoff : known.handoff;
  const notes = useMemo(() => (handoff ? notesOf(handoff) : NO_NOTES), [handoff]);
  const [view, setView] = useState<{ readonly first: Evidence; readonly last: Evidence } | null>(null);
  const [stamped, setStamped] = useState<Place | null>(null);
  const { chosen, choose, device, change } = useChosen(
    useMemo(() => firstEvidence(detail.handoff, boots), [detail, boots]),
  );
  const worst = handoff?.devices[0];
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
  const onDevice = useCallback((bdf: string | null) => change({ device: bdf ?? 'none' }, { replace: true }), [change]);
  const cursor = chosen && stamped?.file === chosen.file && stamped.line === chosen.line ? stamped : chosen;
  const isLines = Object.values(lanes.scale.unit).includes('lines');
  return (
    <>
      <section aria-label="Swim lanes" className="panel lanes-panel">
        <LaneChart
          kernels={(handoff ?? UNKNOWN).kernels}
          lanes={lanes}
          chosen={cursor}
          view={view}
          onTarget={onTarget}
        />
        <Text size="xs" c="dimmed" className="lanes-note">
          {isLines
            ? 'This log carries no kernel times: the axis counts lines.'
            : 'Two clocks, one for each kernel; short stretches are drawn wider than they lasted.'}{' '}
          Shaded: what the log below shows{known === null ? '' : '; grey: what was not known yet'}. A click on a mark or
          bar goes to its line.
        </Text>
      </section>
      <div className="log-and-why">
        <section aria-label="Log" className="panel log-panel">
          <RawLog
            id={detail.handoff.id}
            boots={boots}
            notes={notes}
            chosen={chosen}
            until={known?.until ?? null}
            onChoose={onChoose}
            onView={setView}
          />
        </section>
        <section aria-labelledby="why" className="why-panel">
          <Title order={2} size="h5" id="why" mb={6}>
            Why this verdict
          </Title>
          {handoff ? (
            <Reasons handoff={handoff} open={open} chosen={chosen} onChoose={onChoose} onDevice={onDevice} />
          ) : (
            <Text size="sm">There is no handoff yet, so nothing is judged.</Text>
          )}
        </section>
      </div>
    </>
  );
}

function Loaded({ detail, facts }: { readonly detail: HandoffDetail; readonly facts: readonly Fact[] }) {
  const scrub = useScrub(detail.handoff.id);
  const boots = useMemo(() => bootPairOf(detail), [detail]);
  return (
    <div className="handoff">
      <title>{`${detail.handoff.host} ${detail.handoff.kind}: ${worstWord(detail.handoff)} · Quiesce`}</title>
      <Head detail={detail} scrub={scrub} />
      <ScrubPanel scrub={scrub} boots={boots} />
      {scrub.known ? null : <Blind handoff={detail.handoff} />}
      <Timeline detail={detail} facts={facts} boots={boots} scrub={scrub} />
    </div>
  );
}

export function HandoffPage({ id }: { readonly id: string }) {
  const asked = useQuery(handoffQuery(id));
  const facts = useQuery(factsQuery(id));
  return (
    <Answered asked={asked} rows={12}>
      {(detail) => <Loaded detail={detail} facts={facts.data?.items ?? NO_FACTS} />}
    </Answered>
  );
}

const worstWord = ({ devices }: Handoff): string => (devices[0] ? LOOKS[devices[0].verdict].word : 'no devices');
