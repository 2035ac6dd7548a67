/** What the log tells beside its devices' verdicts: what speaks against a declared policy, faults of no function, trouble that names no device. */
import { Accordion, Badge, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Evidence, Handoff } from '../api/client';
import { EvidenceLinks, FindingView } from './why';

interface Choosing {
  readonly chosen: Evidence | null;
  readonly onChoose: (evidence: Evidence) => void;
}
type Contradiction = NonNullable<Handoff['policy']['contradictions']>[number];
type Symptom = NonNullable<Handoff['symptoms']>[number];

interface Part {
  readonly name: string;
  /** What a reader sees before opening it. */
  readonly brief: string;
  readonly items: readonly ReactNode[];
}

function PartView({ name, brief, items }: Part) {
  return (
    <Accordion.Item value={name}>
      <Accordion.Control>
        <Group gap="xs" wrap="nowrap" justify="space-between">
          <Text size="sm" component="span" truncate>
            <b>{name}</b>{' '}
            <Text span size="xs" c="dimmed">
              {brief}
            </Text>
          </Text>
          <Badge variant="light" color="yellow" radius="sm">
            {items.length}
          </Badge>
        </Group>
      </Accordion.Control>
      <Accordion.Panel>
        <Stack gap="sm">{items}</Stack>
      </Accordion.Panel>
    </Accordion.Item>
  );
}

function ContradictionView({ of, ...choosing }: { readonly of: Contradiction } & Choosing) {
  const { bdf, declared, step, what, evidence } = of;
  return (
    <Stack gap={4} className="finding">
      <Text size="sm">
        The host declared <b>{declared}</b>
        {bdf === null ? '' : ' for '}
        {bdf === null ? null : <span className="bdf">{bdf}</span>}; against <b>{step}</b> speaks: {what}
      </Text>
      <EvidenceLinks evidence={evidence} {...choosing} />
    </Stack>
  );
}

function SymptomView({ of, ...choosing }: { readonly of: Symptom } & Choosing) {
  const { what, confidence, why, at, candidates } = of;
  return (
    <Stack gap={4} className="finding">
      <Group gap="xs">
        <Text size="sm" fw={600}>
          {what}
        </Text>
        <Badge variant="outline" color="gray" radius="sm">
          {confidence}
        </Badge>
      </Group>
      <Text size="sm">{why}</Text>
      {candidates.length > 0 ? (
        <Text size="xs" c="dimmed">
          It could be: {candidates.join(', ')}
        </Text>
      ) : null}
      <EvidenceLinks evidence={[at]} {...choosing} />
    </Stack>
  );
}

function partsOf({ policy, strays = [], symptoms = [] }: Handoff, choosing: Choosing): readonly Part[] {
  const parts: readonly Part[] = [
    {
      name: 'Faults of no known function',
      brief: strays[0]?.what ?? '',
      items: strays.map((stray) => (
        <FindingView key={`${stray.what} ${stray.evidence[0]?.line}`} finding={stray} {...choosing} />
      )),
    },
    {
      name: 'Trouble that names no device',
      brief: symptoms[0]?.what ?? '',
      items: symptoms.map((symptom) => (
        <SymptomView key={`${symptom.what} ${symptom.at.line}`} of={symptom} {...choosing} />
      )),
    },
    {
      name: 'Against the declared policy',
      brief: policy.declared ?? '',
      items: (policy.contradictions ?? []).map((against) => (
        <ContradictionView key={`${against.bdf} ${against.step} ${against.what}`} of={against} {...choosing} />
      )),
    },
  ];
  return parts.filter(({ items }) => items.length > 0);
}

/** Closed, so that the devices' verdicts stay in sight; open where there is no device to judge. */
export function Beside({ handoff, ...choosing }: { readonly handoff: Handoff } & Choosing) {
  const parts = partsOf(handoff, choosing);
  if (parts.length === 0) return null;
  const open = handoff.devices.length === 0 ? parts.map(({ name }) => name) : [];
  return (
    <Accordion multiple defaultValue={open} variant="separated" chevronPosition="left" className="why" mb="xs">
      {parts.map((part) => (
        <PartView key={part.name} {...part} />
      ))}
    </Accordion>
  );
}
