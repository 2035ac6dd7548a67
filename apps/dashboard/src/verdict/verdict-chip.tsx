/** A verdict as a chip: shape, word, and colour. */
import { Badge, Tooltip } from '@mantine/core';
import type { Verdict } from '../api/client';
import { LOOKS } from './verdict';

export function VerdictShape({ verdict, size = 11 }: { readonly verdict: Verdict; readonly size?: number }) {
  const { shape, hollow } = LOOKS[verdict];
  return (
    <svg width={size} height={size} viewBox="0 0 12 12" aria-hidden="true" className="verdict-shape">
      <path d={shape} fill={hollow ? 'none' : 'currentColor'} stroke="currentColor" strokeWidth={hollow ? 2 : 0.5} />
    </svg>
  );
}

/** `count` above one is written behind the word. */
export function VerdictChip({ verdict, count }: { readonly verdict: Verdict; readonly count?: number }) {
  const look = LOOKS[verdict];
  return (
    <Tooltip label={look.meaning} openDelay={400}>
      <Badge
        className="verdict-chip"
        data-verdict={verdict}
        color={look.color}
        variant="light"
        radius="sm"
        leftSection={<VerdictShape verdict={verdict} />}
      >
        {look.word}
        {count !== undefined && count > 1 ? ` ×${count}` : ''}
      </Badge>
    </Tooltip>
  );
}
