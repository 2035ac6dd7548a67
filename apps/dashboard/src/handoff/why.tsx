/** "Why this verdict": every device with its findings, how sure they are, and the lines they rest on. */
import { Accordion, Anchor, Badge, Group, Stack, Text } from '@mantine/core';
import { Link } from 'wouter';
import type { DeviceHandoff, Evidence, Finding, KnownFailure } from '../api/client';
import { VerdictChip } from '../verdict/verdict-chip';

interface WhyProps {
  readonly devices: readonly DeviceHandoff[];
  readonly open: string | null;
  readonly onOpen: (bdf: string | null) => void;
  readonly chosen: Evidence | null;
  readonly onChoose: (evidence: Evidence) => void;
}

export function EvidenceLinks({
  evidence,
  chosen,
  onChoose,
}: Pick<WhyProps, 'chosen' | 'onChoose'> & Pick<Finding, 'evidence'>) {
  if (evidence.length === 0) return null;
  return (
    <Group gap={6}>
      {evidence.map((place) => (
        <button
          key={`${place.file}:${place.line}`}
          type="button"
          className="evidence"
          title={`${place.file} line ${place.line}`}
          aria-pressed={chosen?.file === place.file && chosen.line === place.line}
          onClick={() => onChoose(place)}
        >
          line {place.line}
        </button>
      ))}
    </Group>
  );
}

/** A single one is the reason that was given; several are what the evidence leaves open. */
function OpenReasons({ reasons }: { readonly reasons: readonly string[] }) {
  if (reasons.length < 2) return null;
  return (
    <Text size="xs" component="div">
      The evidence leaves open:
      <ul className="open-reasons">
        {reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
    </Text>
  );
}

export function FindingView({
  finding,
  chosen,
  onChoose,
}: { readonly finding: Finding } & Pick<WhyProps, 'chosen' | 'onChoose'>) {
  const { verdict, confidence, side, phase, kind, what, why, count, attribution, evidence, openReasons = [] } = finding;
  const others = attribution.candidates.length > 0 ? `; could also be ${attribution.candidates.join(', ')}` : '';
  return (
    <Stack gap={5} className="finding">
      <Group gap="xs">
        <VerdictChip verdict={verdict} />
        <Badge variant="outline" color="gray" radius="sm">
          {confidence}
        </Badge>
        <Text size="xs" c="dimmed">
          {side === 'outgoing' ? `before the jump (${phase}): explains, does not judge` : `in phase ${phase}`}
          {count > 1 ? ` · at least ${count} times` : ''}
        </Text>
      </Group>
      <Text size="sm" fw={600}>
        {what}
      </Text>
      <Text size="sm">{why}</Text>
      <OpenReasons reasons={openReasons} />
      <Text size="xs" c="dimmed">
        {kind === null ? 'known from' : 'blamed by'}: {attribution.rule}
        {others}
      </Text>
      <EvidenceLinks evidence={evidence} chosen={chosen} onChoose={onChoose} />
    </Stack>
  );
}

function driverText({ driverBefore, driverAfter }: DeviceHandoff): string {
  if (driverBefore === driverAfter) return driverBefore ?? 'no driver seen';
  return `${driverBefore ?? 'no driver seen'} → ${driverAfter ?? 'no driver seen'}`;
}

function fixText({ fix, fixed }: KnownFailure): string {
  if (fix === null) return 'No fix is known.';
  const by = [fix.since ? `in ${fix.since}` : null, fix.commit ? `by commit ${fix.commit}` : null];
  const words = `Fixed ${by.filter((part) => part !== null).join(' ')}`.trimEnd();
  if (fixed === 'unknown') return `${words}.`;
  return `${words}; by its version this kernel ${fixed === 'yes' ? 'has' : 'lacks'} it.`;
}

const isWebAddress = (source: string): boolean => /^https?:\/\//.test(source);

function KnownFailureView({ known }: { readonly known: KnownFailure }) {
  return (
    <section aria-label={`Known failure: ${known.title}`} className="known-failure">
      <Text size="sm" fw={600}>
        Known failure: {known.title}
      </Text>
      <Text size="sm">{known.explanation}</Text>
      {known.workaround === null ? null : (
        <Text size="sm">
          <b>What helps:</b> {known.workaround}
        </Text>
      )}
      <Text size="xs" c="dimmed">
        {fixText(known)}
      </Text>
      <ul className="sources">
        {known.sources.map((source) => (
          <li key={source}>
            {isWebAddress(source) ? (
              <a href={source} target="_blank" rel="noreferrer">
                {source}
              </a>
            ) : (
              source
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function DeviceView({
  device,
  chosen,
  onChoose,
}: { readonly device: DeviceHandoff } & Pick<WhyProps, 'chosen' | 'onChoose'>) {
  const { signature } = device;
  return (
    <Stack gap="sm">
      <Text size="xs" c="dimmed">
        policy {device.policy} · IOMMU {device.iommu}
        {device.iommuGroup === null ? '' : ` · group ${device.iommuGroup}`}
      </Text>
      {device.findings.length === 0 ? <Text size="sm">No findings.</Text> : null}
      {device.findings.map((finding) => (
        <FindingView
          key={`${finding.side} ${finding.verdict} ${finding.what} ${finding.evidence[0]?.line}`}
          finding={finding}
          chosen={chosen}
          onChoose={onChoose}
        />
      ))}
      {(device.knownFailures ?? []).map((known) => (
        <KnownFailureView key={known.id} known={known} />
      ))}
      {signature ? (
        <Anchor component={Link} href={`/signatures/${signature.id}`} size="sm">
          Signature: {signature.title}
        </Anchor>
      ) : null}
    </Stack>
  );
}

export function Why({ devices, open, onOpen, chosen, onChoose }: WhyProps) {
  return (
    <Accordion value={open} onChange={onOpen} variant="separated" chevronPosition="left" className="why">
      {devices.map((device) => (
        <Accordion.Item key={device.bdf} value={device.bdf}>
          <Accordion.Control>
            <Group gap="xs" wrap="nowrap" justify="space-between">
              <Text size="sm" component="span" truncate>
                <span className="bdf">{device.bdf}</span> {driverText(device)}
                <Text span size="xs" c="dimmed">
                  {' '}
                  {device.id}
                </Text>
              </Text>
              <VerdictChip verdict={device.verdict} />
            </Group>
          </Accordion.Control>
          <Accordion.Panel>
            {open === device.bdf ? <DeviceView device={device} chosen={chosen} onChoose={onChoose} /> : null}
          </Accordion.Panel>
        </Accordion.Item>
      ))}
    </Accordion>
  );
}
