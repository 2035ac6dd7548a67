/** The states a page can be in before, instead of and beside its content: loading, error, stale, empty. */
import { Alert, Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { ApiError } from '../api/client';
import { When } from './moment';

export interface Asked<Body> {
  readonly data: Body | undefined;
  readonly error: Error | null;
  readonly dataUpdatedAt: number;
  readonly refetch: () => unknown;
}

const adviceOf = (error: Error): string => {
  if (!(error instanceof ApiError)) return 'This is a defect of the dashboard.';
  if (error.status === 0) return 'Is the query role running, and is the network up? This page asks again by itself.';
  if (error.status === 401)
    return 'This server asks for a token: open its address once as /?token=… and this browser keeps it.';
  return error.status === 404 ? 'It may have been rebuilt under another id.' : `The server answered ${error.status}.`;
};

export function Failure({ error, onRetry }: { readonly error: Error; readonly onRetry: () => unknown }) {
  const title = error instanceof ApiError ? error.problem.title : 'Something went wrong';
  return (
    <Alert color="red" variant="light" title={title} role="alert" className="failure">
      <Stack gap="xs" align="flex-start">
        {error.message === title ? null : <Text size="sm">{error.message}</Text>}
        <Text size="sm">{adviceOf(error)}</Text>
        <Button size="xs" variant="default" onClick={() => onRetry()}>
          Ask again
        </Button>
      </Stack>
    </Alert>
  );
}

function Stale({ since, onRetry }: { readonly since: number; readonly onRetry: () => unknown }) {
  return (
    <Alert color="yellow" variant="light" p="xs" role="status" className="stale">
      <Group gap="xs">
        <Text size="sm">
          Asking again failed; what you see is from <When at={new Date(since).toISOString()} />.
        </Text>
        <Button size="compact-xs" variant="default" onClick={() => onRetry()}>
          Ask again
        </Button>
      </Group>
    </Alert>
  );
}

export function Loading({ rows = 6 }: { readonly rows?: number }) {
  return (
    <Stack gap="xs" aria-busy="true" aria-label="Loading">
      {Array.from({ length: rows }, (_, row) => `row ${row}`).map((key) => (
        <Skeleton key={key} height={26} radius="sm" />
      ))}
    </Stack>
  );
}

export function Empty({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <Stack className="empty" gap="xs" align="center">
      <Title order={3} size="h4">
        {title}
      </Title>
      <Text c="dimmed" size="sm" component="div" ta="center">
        {children}
      </Text>
    </Stack>
  );
}

/** Shows what was asked for, however far the asking has come. */
export function Answered<Body>({
  asked,
  rows,
  children,
}: {
  readonly asked: Asked<Body>;
  readonly rows?: number;
  readonly children: (body: Body) => ReactNode;
}) {
  if (asked.data === undefined) {
    return asked.error ? <Failure error={asked.error} onRetry={asked.refetch} /> : <Loading rows={rows} />;
  }
  return (
    <>
      {asked.error ? <Stale since={asked.dataUpdatedAt} onRetry={asked.refetch} /> : null}
      {children(asked.data)}
    </>
  );
}
