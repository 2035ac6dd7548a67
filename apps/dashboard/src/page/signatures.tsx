/** All signatures: failures that share a fingerprint, across hosts. */
import { Anchor, Group, Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useLocation } from 'wouter';
import type { SignatureSummary } from '../api/client';
import { signaturesQuery } from '../api/query';
import { When } from '../shell/moment';
import { Answered, Empty } from '../shell/state';
import { NEW_TO } from '../signature/scope';
import { MutedChip, StateChip } from '../signature/state-chip';
import { VerdictChip } from '../verdict/verdict-chip';

function Row({ signature }: { readonly signature: SignatureSummary }) {
  const [, go] = useLocation();
  return (
    <tr className="row" data-signature={signature.id} onClick={() => go(`/signatures/${signature.id}`)}>
      <td>
        <Link href={`/signatures/${signature.id}`} className="row-link">
          {signature.title}
        </Link>
        <div className="dimmed mono">{signature.id}</div>
      </td>
      <td>
        <VerdictChip verdict={signature.verdict} />
      </td>
      <td>
        <Group gap={4}>
          <StateChip state={signature.state} />
          <MutedChip muted={signature.muted} />
        </Group>
      </td>
      <td className="aside-column unbroken">{signature.scope === null ? '' : NEW_TO[signature.scope]}</td>
      <td className="number">{signature.hosts}</td>
      <td className="number aside-column">{signature.handoffs}</td>
      <td className="number aside-column">{signature.devices}</td>
      <td className="aside-column">
        <When at={signature.firstSeen} />
      </td>
      <td>
        <When at={signature.lastSeen} />
      </td>
    </tr>
  );
}

export function SignaturesPage() {
  const asked = useInfiniteQuery(signaturesQuery);
  return (
    <div className="tall">
      <title>Signatures · Quiesce</title>
      <Title order={1} size="h3">
        Signatures
      </Title>
      <Text size="sm" c="dimmed">
        Equal failures across the fleet share one signature, whatever the host, the address and the kernel release.
      </Text>
      <Answered asked={asked} rows={8}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0) {
            return <Empty title="No signature yet">No device that could be observed has misbehaved.</Empty>;
          }
          return (
            <div className="table-scroll">
              <table className="table" aria-label="Signatures">
                <thead>
                  <tr>
                    <th scope="col">Signature</th>
                    <th scope="col">Verdict</th>
                    <th scope="col">State</th>
                    <th scope="col" className="aside-column">
                      New to
                    </th>
                    <th scope="col" className="number">
                      Hosts
                    </th>
                    <th scope="col" className="number aside-column">
                      Handoffs
                    </th>
                    <th scope="col" className="number aside-column">
                      Devices
                    </th>
                    <th scope="col" className="aside-column">
                      First seen
                    </th>
                    <th scope="col">Last seen</th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((signature) => (
                    <Row key={signature.id} signature={signature} />
                  ))}
                </tbody>
              </table>
              {asked.hasNextPage ? (
                <Anchor component="button" size="sm" p="sm" onClick={() => void asked.fetchNextPage()}>
                  Show more
                </Anchor>
              ) : null}
            </div>
          );
        }}
      </Answered>
    </div>
  );
}
