/** The table of handoffs: filters in the address, pages loaded as one scrolls, rows walked by keys. */
import { Autocomplete, Button, Group, Select, Text, TextInput, Title } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { createColumnHelper, tableFeatures, useTable } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { HandoffKind, HandoffSummary } from '../api/client';
import { type HandoffFilter, handoffsQuery, matrixQuery } from '../api/query';
import { HANDOFF_KINDS } from '../handoff/kind';
import { useAddress } from '../shell/address';
import { When } from '../shell/moment';
import { Answered, Empty } from '../shell/state';
import { LOOKS, VERDICTS } from '../verdict/verdict';
import { VerdictChip } from '../verdict/verdict-chip';

const ROW = 37;
const FILTERS = ['host', 'kind', 'policy', 'driver', 'verdict', 'signature', 'kernel'] as const;
type FilterName = (typeof FILTERS)[number];

const features = tableFeatures({});
const helper = createColumnHelper<typeof features, HandoffSummary>();
const arrow = (from: string | null, to: string | null) =>
  from === to ? (from ?? 'not seen') : `${from ?? 'not seen'} → ${to ?? 'not seen'}`;

function Verdicts({ summary }: { readonly summary: HandoffSummary }) {
  const counts = VERDICTS.flatMap((verdict) => {
    const count = summary.verdicts[verdict] ?? 0;
    return count > 0 ? [{ verdict, count }] : [];
  });
  return (
    <Group gap={5} wrap="nowrap">
      {counts.map(({ verdict, count }) => (
        <VerdictChip key={verdict} verdict={verdict} count={count} />
      ))}
    </Group>
  );
}

const columns = helper.columns([
  helper.accessor('host', {
    header: 'Host',
    cell: ({ row }) => (
      <Link href={`/handoffs/${row.original.id}`} className="row-link" tabIndex={-1}>
        {row.original.host}
      </Link>
    ),
  }),
  helper.accessor('verdicts', { header: 'Devices by verdict', cell: ({ row }) => <Verdicts summary={row.original} /> }),
  helper.accessor('receivedAt', { header: 'Received', cell: ({ row }) => <When at={row.original.receivedAt} /> }),
  helper.accessor('kind', { header: 'Kind' }),
  helper.accessor('outcome', { header: 'Host fared' }),
  helper.accessor('policy', { header: 'Policy' }),
  helper.accessor(({ kernels }) => arrow(kernels.from, kernels.to), { id: 'kernels', header: 'Kernels' }),
  helper.accessor(({ iommu }) => arrow(iommu.from, iommu.to), { id: 'iommu', header: 'IOMMU' }),
]);

function filterOf(query: URLSearchParams): HandoffFilter {
  return Object.fromEntries(FILTERS.flatMap((name) => (query.get(name) ? [[name, query.get(name)]] : [])));
}

interface FilterBarProps {
  readonly query: URLSearchParams;
  readonly onChange: (name: FilterName, value: string | null) => void;
  readonly onClear: () => void;
}

/** A text filter that writes the address a moment after the last key. */
function Typed({
  name,
  label,
  query,
  onChange,
  options,
  first,
}: {
  readonly name: FilterName;
  readonly label: string;
  readonly options?: readonly string[];
  readonly first?: boolean;
} & Pick<FilterBarProps, 'query' | 'onChange'>) {
  const outside = query.get(name) ?? '';
  const [text, setText] = useState(outside);
  useEffect(() => setText(outside), [outside]);
  const write = useDebouncedCallback((value: string) => onChange(name, value.trim() || null), 300);
  const change = (value: string) => {
    setText(value);
    write(value);
  };
  const shown = {
    label,
    size: 'xs',
    value: text,
    className: 'filter',
    'data-first-filter': first ? '' : undefined,
  } as const;
  return options ? (
    <Autocomplete {...shown} data={[...options]} onChange={change} />
  ) : (
    <TextInput {...shown} onChange={(event) => change(event.currentTarget.value)} />
  );
}

function FilterBar({ query, onChange, onClear }: FilterBarProps) {
  const kind = (query.get('kind') ?? 'kexec') as HandoffKind;
  const matrix = useQuery(matrixQuery(kind)).data;
  const text = { query, onChange };
  const isFiltered = FILTERS.some((name) => query.get(name));
  return (
    <Group gap="xs" align="flex-end" role="search" aria-label="Filters" className="filters">
      <Typed name="host" label="Host" first {...text} />
      <Select
        label="Verdict"
        size="xs"
        className="filter"
        clearable
        value={query.get('verdict')}
        data={VERDICTS.map((verdict) => ({ value: verdict, label: LOOKS[verdict].word }))}
        onChange={(value) => onChange('verdict', value)}
      />
      <Select
        label="Kind"
        size="xs"
        className="filter"
        clearable
        value={query.get('kind')}
        data={[...HANDOFF_KINDS]}
        onChange={(value) => onChange('kind', value)}
      />
      <Typed name="driver" label="Driver" options={matrix?.drivers.filter((driver) => driver !== '') ?? []} {...text} />
      <Typed name="policy" label="Policy" options={matrix?.policies ?? []} {...text} />
      <Typed name="kernel" label="Kernel" {...text} />
      <Typed name="signature" label="Signature" {...text} />
      <Button size="xs" variant="default" onClick={onClear} disabled={!isFiltered}>
        Clear
      </Button>
    </Group>
  );
}

interface RowsProps {
  readonly items: HandoffSummary[];
  readonly hasMore: boolean;
  readonly onMore: () => void;
}

const MOVES: Readonly<Record<string, (at: number, last: number) => number>> = {
  j: (at) => at + 1,
  ArrowDown: (at) => at + 1,
  k: (at) => at - 1,
  ArrowUp: (at) => at - 1,
  PageDown: (at) => at + 15,
  PageUp: (at) => at - 15,
  Home: () => 0,
  End: (_, last) => last,
};

function Rows({ items, hasMore, onMore }: RowsProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [, go] = useLocation();
  const [at, setAt] = useState(-1);
  const table = useTable({ features, columns, data: items });
  const rows = table.getRowModel().rows;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 12,
  });
  const shown = virtual.getVirtualItems();
  const lastShown = shown.at(-1)?.index ?? -1;
  useEffect(() => {
    if (hasMore && lastShown >= rows.length - 20) onMore();
  }, [hasMore, lastShown, rows.length, onMore]);

  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const move = MOVES[event.key];
    if (move) {
      event.preventDefault();
      const next = Math.max(0, Math.min(rows.length - 1, move(at, rows.length - 1)));
      setAt(next);
      virtual.scrollToIndex(next);
    } else if (event.key === 'Enter' && rows[at]) {
      go(`/handoffs/${rows[at].original.id}`);
    }
  };
  const before = shown[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (shown.at(-1)?.end ?? 0);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keys
    <section ref={scroller} className="table-scroll" tabIndex={0} aria-label="Handoffs" onKeyDown={onKey}>
      <table className="table" aria-rowcount={hasMore ? -1 : rows.length}>
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {group.headers.map((header) => (
                <th key={header.id} scope="col">
                  <table.FlexRender header={header} />
                </th>
              ))}
            </tr>
          ))}
        </thead>
        <tbody>
          {before > 0 ? <tr style={{ height: before }} /> : null}
          {shown.map(({ index }) => {
            const row = rows[index]!;
            return (
              <tr
                key={row.original.id}
                data-handoff={row.original.id}
                aria-rowindex={index + 1}
                aria-current={index === at ? 'true' : undefined}
                className="row"
                style={{ height: ROW }}
                onClick={() => go(`/handoffs/${row.original.id}`)}
              >
                {row.getAllCells().map((cell) => (
                  <td key={cell.id} className={`cell-${cell.column.id}`}>
                    <table.FlexRender cell={cell} />
                  </td>
                ))}
              </tr>
            );
          })}
          {after > 0 ? <tr style={{ height: after }} /> : null}
        </tbody>
      </table>
    </section>
  );
}

export function NoHandoffs() {
  return (
    <Empty title="No handoff has been seen yet">
      A handoff appears as soon as lines of two boots of one host have come in. Send a log:
      <pre className="command">
        quiesce collect --host web-17 --file /var/log/console/web-17.log --to {window.location.origin}
      </pre>
      or fill this dashboard with the handoffs that Quiesce ships: <code>quiesce up --sample</code>
    </Empty>
  );
}

export function HandoffsPage() {
  const [query, change] = useAddress();
  const filter = useMemo(() => filterOf(query), [query]);
  const asked = useInfiniteQuery(handoffsQuery(filter));
  const items = useMemo(() => asked.data?.pages.flatMap((page) => page.items) ?? [], [asked.data]);
  const onMore = () => {
    if (!asked.isFetchingNextPage) void asked.fetchNextPage();
  };
  const isFiltered = Object.keys(filter).length > 0;
  const clear = () => change(Object.fromEntries(FILTERS.map((name) => [name, null])));
  return (
    <div className="tall">
      <title>Handoffs · Quiesce</title>
      <Group justify="space-between" align="baseline">
        <Title order={1} size="h3">
          Handoffs
        </Title>
        <Text size="sm" c="dimmed" role="status" className="count">
          {asked.data ? `${items.length}${asked.hasNextPage ? '+' : ''} shown, newest first` : ''}
        </Text>
      </Group>
      <FilterBar
        query={query}
        onChange={(name, value) => change({ [name]: value }, { replace: true })}
        onClear={clear}
      />
      <Answered asked={asked} rows={14}>
        {() => {
          if (items.length > 0) return <Rows items={items} hasMore={asked.hasNextPage} onMore={onMore} />;
          if (!isFiltered) return <NoHandoffs />;
          return (
            <Empty title="No handoff matches these filters">
              <Button size="xs" variant="default" onClick={clear}>
                Clear filters
              </Button>
            </Empty>
          );
        }}
      </Answered>
    </div>
  );
}
