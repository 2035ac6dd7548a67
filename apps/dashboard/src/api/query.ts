/** What the pages ask for, as TanStack queries: one function a question, its key beginning with the thing's name. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { bodyOf, type HandoffKind, http, type RawLine, type Verdict } from './client';

export interface HandoffFilter {
  readonly host?: string;
  readonly kind?: HandoffKind;
  readonly policy?: string;
  readonly driver?: string;
  readonly verdict?: Verdict;
  readonly signature?: string;
  readonly kernel?: string;
}

const PAGE = 100;
/** Raw lines are fetched in blocks of this many, aligned to multiples of it. */
export const LINE_BLOCK = 500;

export const overviewQuery = queryOptions({
  queryKey: ['overview'],
  queryFn: ({ signal }) => bodyOf(http.GET('/overview', { signal })),
});

export const handoffsQuery = (filter: HandoffFilter, limit = PAGE) =>
  infiniteQueryOptions({
    queryKey: ['handoffs', filter, limit],
    queryFn: ({ pageParam, signal }) =>
      bodyOf(http.GET('/handoffs', { params: { query: { ...filter, limit, cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });

export const handoffQuery = (id: string) =>
  queryOptions({
    queryKey: ['handoff', id, 'detail'],
    queryFn: ({ signal }) => bodyOf(http.GET('/handoffs/{id}', { params: { path: { id } }, signal })),
  });

export const factsQuery = (id: string) =>
  queryOptions({
    queryKey: ['handoff', id, 'facts'],
    queryFn: ({ signal }) => bodyOf(http.GET('/handoffs/{id}/facts', { params: { path: { id } }, signal })),
  });

export const replayQuery = (id: string) =>
  queryOptions({
    queryKey: ['handoff', id, 'replay'],
    queryFn: ({ signal }) => bodyOf(http.GET('/handoffs/{id}/replay', { params: { path: { id } }, signal })),
  });

interface LineBlockPlace {
  readonly id: string;
  readonly source: string;
  /** First line of the block. */
  readonly from: number;
}

/** All lines of a block that the server has: it may answer with less at a time than it was asked for. */
async function linesOfBlock({ id, source, from }: LineBlockPlace, signal: AbortSignal): Promise<readonly RawLine[]> {
  const lines: RawLine[] = [];
  let next: number | null = from;
  while (next !== null && next < from + LINE_BLOCK) {
    const query = { source, from: next, limit: from + LINE_BLOCK - next };
    const page: { readonly items: readonly RawLine[]; readonly next: number | null } = await bodyOf(
      http.GET('/handoffs/{id}/lines', { params: { path: { id }, query }, signal }),
    );
    lines.push(...page.items);
    next = page.next !== null && page.next > next ? page.next : null;
  }
  return lines;
}

export const linesQuery = (place: LineBlockPlace) =>
  queryOptions({
    queryKey: ['handoff', place.id, 'lines', place.source, place.from],
    queryFn: ({ signal }) => linesOfBlock(place, signal),
  });

export const matrixQuery = (kind: HandoffKind) =>
  queryOptions({
    queryKey: ['matrix', kind],
    queryFn: ({ signal }) => bodyOf(http.GET('/matrix', { params: { query: { kind } }, signal })),
  });

export const signaturesQuery = infiniteQueryOptions({
  queryKey: ['signatures'],
  queryFn: ({ pageParam, signal }) =>
    bodyOf(http.GET('/signatures', { params: { query: { limit: PAGE, cursor: pageParam } }, signal })),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.next ?? undefined,
});

export const unknownLinesQuery = infiniteQueryOptions({
  queryKey: ['unknown-lines'],
  queryFn: ({ pageParam, signal }) =>
    bodyOf(http.GET('/unknown-lines', { params: { query: { limit: PAGE, cursor: pageParam } }, signal })),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.next ?? undefined,
});

export const signatureQuery = (id: string) =>
  queryOptions({
    queryKey: ['signature', id],
    queryFn: ({ signal }) => bodyOf(http.GET('/signatures/{id}', { params: { path: { id } }, signal })),
  });
