/** The fleet at a glance: numbers, verdicts, newest handoffs, new signatures, and whether the pipeline keeps up. */
import { Anchor, Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { HandoffSummary, Overview, SignatureSummary } from '../api/client';
import { handoffsQuery, overviewQuery, signaturesQuery } from '../api/query';
import { addressOf } from '../shell/address';
import { When } from '../shell/moment';
import { Answered, Empty } from '../shell/state';
import { LOOKS, VERDICTS } from '../verdict/verdict';
import { VerdictChip } from '../verdict/verdict-chip';
import { NoHandoffs } from './handoffs';

const NEWEST = 8;
const NUMBER = new Intl.NumberFormat();

function Panel({
  title,
  more,
  children,
}: {
  readonly title: string;
  readonly more?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <Paper withBorder p="sm" component="section" aria-label={title}>
      <Group justify="space-between" mb={8}>
        <Title order={2} size="h5">
          {title}
        </Title>
        {more}
      </Group>
      {children}
    </Paper>
  );
}

interface StatProps {
  readonly name: string;
  readonly value: string;
  readonly note?: string;
  readonly href?: string;
}

function Stat({ name, value, note, href }: StatProps) {
  const body = (
    <>
      <Text size="xs" c="dimmed">
        {name}
      </Text>
      <Text className="stat-value">{value}</Text>
      <Text size="xs" c="dimmed">
        {note ?? '\u00a0'}
      </Text>
    </>
  );
  return (
    <Paper withBorder px="sm" py={8} data-stat={name}>
      {href ? (
        <Link href={href} className="plain-link">
          {body}
        </Link>
      ) : (
        body
      )}
    </Paper>
  );
}

/** A share that is not nothing is never written as 0. */
function percent(part: number, whole: number): string {
  if (whole === 0) return 'none';
  const share = (100 * part) / whole;
  return share > 0 && share < 1 ? 'below 1 %' : `${Math.round(share)} %`;
}

function Numbers({ overview }: { readonly overview: Overview }) {
  const { hosts, handoffs, devices, verdicts, signatures, alerts } = overview;
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }} spacing="xs">
      <Stat name="Hosts" value={NUMBER.format(hosts)} />
      <Stat name="Handoffs" value={NUMBER.format(handoffs)} href="/handoffs" />
      <Stat name="Device handoffs" value={NUMBER.format(devices)} note="one device, one handoff" />
      <Stat
        name="Could not be seen"
        value={percent(verdicts.unobserved ?? 0, devices)}
        note="neither good nor bad"
        href={addressOf('/handoffs', { verdict: 'unobserved' })}
      />
      <Stat name="Signatures" value={NUMBER.format(signatures)} href="/signatures" />
      <Stat name="Alerts" value={NUMBER.format(alerts)} note="raised so far" />
    </SimpleGrid>
  );
}

function VerdictBars({ verdicts, devices }: Pick<Overview, 'verdicts' | 'devices'>) {
  const most = Math.max(1, ...Object.values(verdicts).map((count) => count ?? 0));
  return (
    <table className="verdict-bars" aria-label="Device handoffs by verdict">
      <tbody>
        {VERDICTS.map((verdict) => {
          const count = verdicts[verdict] ?? 0;
          return (
            <tr key={verdict} data-verdict-row={verdict}>
              <td>
                <Link href={addressOf('/handoffs', { verdict })} className="plain-link">
                  <VerdictChip verdict={verdict} />
                </Link>
              </td>
              <td className="bar-cell">
                <div
                  className="bar"
                  style={{
                    width: `${(100 * count) / most}%`,
                    background: `var(--mantine-color-${LOOKS[verdict].color}-6)`,
                  }}
                />
              </td>
              <td className="number">{NUMBER.format(count)}</td>
              <td className="number dimmed">{count === 0 ? '' : percent(count, devices)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Newest({ items }: { readonly items: readonly HandoffSummary[] }) {
  return (
    <ul className="plain-list">
      {items.slice(0, NEWEST).map((handoff) => (
        <li key={handoff.id}>
          <Link href={`/handoffs/${handoff.id}`} className="list-row">
            <span className="list-main list-one">
              <b>{handoff.host}</b> {handoff.kind}, policy {handoff.policy}
            </span>
            {handoff.worst ? <VerdictChip verdict={handoff.worst} count={handoff.verdicts[handoff.worst]} /> : null}
            <span className="dimmed">
              <When at={handoff.receivedAt} ago />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

function NewSignatures({ items }: { readonly items: readonly SignatureSummary[] }) {
  if (items.length === 0) return <Text size="sm">No device has misbehaved yet.</Text>;
  const newest = [...items].sort((a, b) => b.firstSeen.localeCompare(a.firstSeen)).slice(0, 6);
  return (
    <ul className="plain-list">
      {newest.map((signature) => (
        <li key={signature.id}>
          <Link href={`/signatures/${signature.id}`} className="list-row">
            <span className="list-main">{signature.title}</span>
            <VerdictChip verdict={signature.verdict} />
            <span className="dimmed">
              {signature.hosts} {signature.hosts === 1 ? 'host' : 'hosts'}, first <When at={signature.firstSeen} ago />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Pipeline({ lag, lastEventAt }: Pick<Overview, 'lag' | 'lastEventAt'>) {
  const behind = lag.filter(({ lag: events }) => events > 0);
  return (
    <Stack gap={6}>
      <Text size="sm">
        {lastEventAt === null ? (
          'Nothing has come in yet.'
        ) : (
          <>
            Last event <When at={lastEventAt} ago /> (<When at={lastEventAt} />)
          </>
        )}
      </Text>
      {behind.length === 0 ? <Text size="sm">All {lag.length} readers have caught up with their streams.</Text> : null}
      {behind.length === 0 ? null : (
        <table className="table" aria-label="Lag of each reader">
          <thead>
            <tr>
              <th scope="col">Reader</th>
              <th scope="col">Stream</th>
              <th scope="col" className="number">
                Events behind
              </th>
            </tr>
          </thead>
          <tbody>
            {behind.map(({ group, stream, lag: events }) => (
              <tr key={`${group} ${stream}`}>
                <td>{group}</td>
                <td>{stream}</td>
                <td className="number">{NUMBER.format(events)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Stack>
  );
}

export function FleetPage() {
  const overview = useQuery(overviewQuery);
  const newest = useInfiniteQuery(handoffsQuery({}, NEWEST));
  const signatures = useInfiniteQuery(signaturesQuery);
  return (
    <Stack gap="sm">
      <title>Fleet · Quiesce</title>
      <Title order={1} size="h3">
        Fleet
      </Title>
      <Answered asked={overview} rows={8}>
        {(body) =>
          body.handoffs === 0 && body.lastEventAt === null ? (
            <NoHandoffs />
          ) : (
            <>
              <Numbers overview={body} />
              <SimpleGrid cols={{ base: 1, md: 2 }} spacing="sm">
                <Panel title="Device handoffs by verdict">
                  <VerdictBars verdicts={body.verdicts} devices={body.devices} />
                </Panel>
                <Panel title="Newest handoffs" more={<More href="/handoffs" />}>
                  <Answered asked={newest} rows={6}>
                    {({ pages }) => {
                      const items = pages.flatMap((page) => page.items);
                      return items.length > 0 ? <Newest items={items} /> : <Empty title="No handoff yet" />;
                    }}
                  </Answered>
                </Panel>
                <Panel title="New signatures" more={<More href="/signatures" />}>
                  <Answered asked={signatures} rows={4}>
                    {({ pages }) => <NewSignatures items={pages.flatMap((page) => page.items)} />}
                  </Answered>
                </Panel>
                <Panel title="Pipeline">
                  <Pipeline lag={body.lag} lastEventAt={body.lastEventAt} />
                </Panel>
              </SimpleGrid>
            </>
          )
        }
      </Answered>
    </Stack>
  );
}

function More({ href }: { readonly href: string }) {
  return (
    <Anchor component={Link} href={href} size="sm">
      all
    </Anchor>
  );
}
