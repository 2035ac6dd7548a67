/** The review queue: kernel trouble in handoffs that no table row reads yet. */
import { Anchor, Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { UnknownLine } from '../api/client';
import { unknownLinesQuery } from '../api/query';
import { When } from '../shell/moment';
import { Answered, Empty } from '../shell/state';

function Row({ line }: { readonly line: UnknownLine }) {
  const { host, source, line: number } = line.example;
  return (
    <tr data-unknown-line={line.masked}>
      <td>
        <div className="mono">{line.masked}</div>
        <div className="dimmed mono">
          {host} {source}:{number}
        </div>
      </td>
      <td className="number">{line.hosts}</td>
      <td className="number">{line.count}</td>
      <td className="aside-column">
        <When at={line.firstSeen} />
      </td>
      <td>
        <When at={line.lastSeen} />
      </td>
    </tr>
  );
}

export function UnknownLinesPage() {
  const asked = useInfiniteQuery(unknownLinesQuery);
  return (
    <div className="tall">
      <title>Unknown lines · Quiesce</title>
      <Title order={1} size="h3">
        Unknown lines
      </Title>
      <Text size="sm" c="dimmed">
        Warnings and errors of kernels during handoffs that Quiesce has no rule for. What many hosts say is worth a
        rule; no verdict rests on them.
      </Text>
      <Answered asked={asked} rows={8}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0) {
            return <Empty title="Nothing to review">Every warning during a handoff was one that Quiesce knows.</Empty>;
          }
          return (
            <div className="table-scroll">
              <table className="table" aria-label="Unknown lines">
                <thead>
                  <tr>
                    <th scope="col">Line, what varies masked</th>
                    <th scope="col" className="number">
                      Hosts
                    </th>
                    <th scope="col" className="number">
                      Lines
                    </th>
                    <th scope="col" className="aside-column">
                      First seen
                    </th>
                    <th scope="col">Last seen</th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((line) => (
                    <Row key={line.masked} line={line} />
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
