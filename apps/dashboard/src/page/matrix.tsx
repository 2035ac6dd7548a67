/** The policy matrix: driver × policy, bad rate with its interval and its exposures; the table is the map. */
import { Paper, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type CSSProperties, useCallback } from 'react';
import { Link, useLocation } from 'wouter';
import type { HandoffKind, Matrix, MatrixCell } from '../api/client';
import { matrixQuery } from '../api/query';
import { Chart } from '../chart/chart';
import { HANDOFF_KINDS, kindOf } from '../handoff/kind';
import { byLowerBound, cellText, intervalsHeight, intervalsOption, percentText } from '../matrix/interval-option';
import { addressOf, useAddress } from '../shell/address';
import { Answered, Empty } from '../shell/state';

const handoffsOf = ({ driver, policy, kind }: MatrixCell): string =>
  addressOf('/handoffs', { kind, driver: driver || null, policy });

/** Stronger is worse; the number in the cell says it too. */
function shade({ rate }: MatrixCell): CSSProperties {
  if (rate === null) return {};
  return { '--bad': `${Math.round(rate * 100)}%` } as CSSProperties;
}

function Unseen({ cell }: { readonly cell: MatrixCell }) {
  const all = cell.observed + cell.unobserved;
  if (cell.unobserved === 0) return null;
  return (
    <div className="cell-aside">
      {cell.unobserved} of {all} could not be seen
    </div>
  );
}

/** What it means that the cell knows its failures. */
function News({ cell }: { readonly cell: MatrixCell }) {
  if (cell.chanceOfNew === null) return null;
  return (
    <div
      className="cell-aside"
      title={`${cell.singletons} of ${cell.sights} sights of its signatures are the only one of theirs (Good-Turing)`}
    >
      next failure new: {percentText(cell.chanceOfNew)}
    </div>
  );
}

function CellView({ cell }: { readonly cell: MatrixCell | undefined }) {
  if (!cell) return <td className="cell cell-never" aria-label="never happened" />;
  if (cell.rate === null) {
    return (
      <td className="cell cell-blind" data-cell={`${cell.driver} ${cell.policy}`}>
        <Link href={handoffsOf(cell)} className="cell-link" title="No device here could be observed">
          <Unseen cell={cell} />
        </Link>
      </td>
    );
  }
  return (
    <td className="cell cell-rate" data-cell={`${cell.driver} ${cell.policy}`} style={shade(cell)}>
      <Link href={handoffsOf(cell)} className="cell-link">
        <div className="cell-number">{percentText(cell.rate)}</div>
        <div>
          {percentText(cell.low)} to {percentText(cell.high)}
        </div>
        <div className="cell-aside">
          {cell.bad} of {cell.observed} bad, {cell.badHosts} of {cell.hosts} {cell.hosts === 1 ? 'host' : 'hosts'}
        </div>
        <News cell={cell} />
        <Unseen cell={cell} />
      </Link>
    </td>
  );
}

function HeatMap({ matrix }: { readonly matrix: Matrix }) {
  const cells = new Map(matrix.cells.map((cell) => [`${cell.driver} ${cell.policy}`, cell]));
  return (
    <div className="wide">
      <table className="matrix" aria-label="Bad rate by driver and policy">
        <thead>
          <tr>
            <th scope="col">driver</th>
            {matrix.policies.map((policy) => (
              <th key={policy} scope="col">
                {policy}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {matrix.drivers.map((driver) => (
            <tr key={driver}>
              <th scope="row">{driver || 'no driver'}</th>
              {matrix.policies.map((policy) => (
                <CellView key={policy} cell={cells.get(`${driver} ${policy}`)} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Intervals({ matrix }: { readonly matrix: Matrix }) {
  const [, go] = useLocation();
  const cells = byLowerBound(matrix.cells);
  const option = useCallback(
    (box: Parameters<typeof intervalsOption>[1]) => intervalsOption(byLowerBound(matrix.cells), box),
    [matrix],
  );
  if (cells.length === 0) return null;
  return (
    <Paper withBorder p="sm" component="section" aria-label="Rates with intervals">
      <Title order={2} size="h5">
        Worst first, by the lower end of the interval
      </Title>
      <Text size="xs" c="dimmed" mb={4}>
        Dot: bad share of the device handoffs that could be seen. Line: 90 % interval. A long line is a small sample,
        not a bad driver.
      </Text>
      <Chart
        option={option}
        height={intervalsHeight(cells)}
        label={cells.map(cellText).join('; ')}
        onClick={(event) => {
          const cell = cells[event.dataIndex ?? -1];
          if (cell) go(handoffsOf(cell));
        }}
      />
    </Paper>
  );
}

export function MatrixPage() {
  const [query, change] = useAddress();
  const kind: HandoffKind = kindOf(query.get('kind')) ?? 'kexec';
  const asked = useQuery(matrixQuery(kind));
  return (
    <Stack gap="sm">
      <title>{`Policy matrix, ${kind} · Quiesce`}</title>
      <Title order={1} size="h3">
        Policy matrix
      </Title>
      <SegmentedControl
        aria-label="Kind of handoff"
        size="xs"
        style={{ alignSelf: 'flex-start' }}
        value={kind}
        data={[...HANDOFF_KINDS]}
        onChange={(wanted) => change({ kind: wanted }, { replace: true })}
      />
      <Text size="sm" c="dimmed">
        Share of device handoffs that went badly, of those that could be seen. Kinds are never mixed: a crash kernel
        lives under other rules than a planned kexec. Hatched: it happened, but nothing could have been seen. Empty: it
        never happened.
      </Text>
      <Answered asked={asked} rows={8}>
        {(matrix) =>
          matrix.cells.length === 0 ? (
            <Empty title={`No ${kind} handoff yet`}>Choose another kind above.</Empty>
          ) : (
            <>
              <HeatMap matrix={matrix} />
              <Intervals matrix={matrix} />
            </>
          )
        }
      </Answered>
    </Stack>
  );
}
