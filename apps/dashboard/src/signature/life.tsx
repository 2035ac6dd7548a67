/** The life of a signature: how quiet it has been against how quiet says that it is gone, by day, and what became of it. */
import { Group, Paper, Text, Title } from '@mantine/core';
import { useCallback } from 'react';
import type { SignatureDetail } from '../api/client';
import { Chart } from '../chart/chart';
import type { Paint } from '../chart/paint';
import { When } from '../shell/moment';
import { historyOf } from './history-model';
import { trendOption } from './trend-option';

const NUMBER = new Intl.NumberFormat();
const TREND_HEIGHT = 150;
const EXPOSURE =
  'An exposure is a host on a day on which it went through a handoff of this kind with this driver, device, policy and IOMMU mode, and could have shown it.';

function Quiet({ state, quiet, quietEnough }: Pick<SignatureDetail, 'state' | 'quiet' | 'quietEnough'>) {
  if (quiet === null || quietEnough === null)
    return <Text size="sm">No handoff shows it any more: those that did were judged again.</Text>;
  const [now, enough] = [NUMBER.format(quiet), NUMBER.format(quietEnough)];
  return (
    <Text size="sm">
      Quiet in <b>{now}</b> {quiet === 1 ? 'exposure' : 'exposures'} since its last sight;{' '}
      {state === 'resolved' ? `${enough} said that it is resolved.` : `${enough} will say that it is resolved.`}{' '}
      <span className="dimmed">{EXPOSURE}</span>
    </Text>
  );
}

export function Life({ signature }: { readonly signature: SignatureDetail }) {
  const { days } = signature;
  const option = useCallback((box: { readonly paint: Paint }) => trendOption(days, box), [days]);
  return (
    <Paper withBorder p="sm" component="section" aria-label="Life">
      <Title order={2} size="h5" mb={6}>
        Life
      </Title>
      <Quiet {...signature} />
      {days.length > 1 ? (
        <>
          <Chart option={option} height={TREND_HEIGHT} label="Hosts that could have shown it, and that did, by day" />
          <Group gap="md" className="dimmed keys">
            <span className="key key-showed">hosts that showed it</span>
            <span className="key">hosts that were quiet</span>
            <span>days on which nobody was exposed are left out</span>
          </Group>
        </>
      ) : null}
      <ul className="history" aria-label="History">
        {historyOf(signature).map(({ at, what }) => (
          <li key={`${at} ${what}`}>
            <span className="dimmed">{at.length > 10 ? <When at={at} /> : at}</span> {what}
          </li>
        ))}
      </ul>
    </Paper>
  );
}
