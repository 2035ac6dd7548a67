/** The state of a signature's life as a chip: an outline, so that it is never taken for a verdict. */
import { Badge, Tooltip } from '@mantine/core';
import type { SignatureSummary } from '../api/client';

export type State = NonNullable<SignatureSummary['state']>;

const LOOKS: Readonly<Record<State, { readonly color: string; readonly meaning: string }>> = {
  new: { color: 'red', meaning: 'Seen once.' },
  ongoing: { color: 'orange', meaning: 'Seen again, and not gone as far as exposures tell.' },
  resolved: { color: 'teal', meaning: 'So many hosts were quiet since its last sight that it would have shown.' },
  regressed: { color: 'red', meaning: 'Seen after it was resolved, on a kernel no older than those that were quiet.' },
};

export function StateChip({ state }: { readonly state: State | null }) {
  if (state === null) return null;
  const { color, meaning } = LOOKS[state];
  return (
    <Tooltip label={meaning} openDelay={400}>
      <Badge className="verdict-chip" data-state={state} color={color} variant="outline" radius="sm">
        {state}
      </Badge>
    </Tooltip>
  );
}

export function MutedChip({ muted }: Pick<SignatureSummary, 'muted'>) {
  if (muted === null) return null;
  return (
    <Tooltip label={`By ${muted.by} until ${muted.until.slice(0, 10)}: ${muted.why}`} openDelay={400}>
      <Badge className="verdict-chip" data-muted color="gray" variant="outline" radius="sm">
        muted
      </Badge>
    </Tooltip>
  );
}
