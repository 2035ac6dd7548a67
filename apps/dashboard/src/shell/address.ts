/** Page state that lives in the address, so that every view can be shared. */
import { useCallback } from 'react';
import { useSearchParams } from 'wouter';

export type Change = Readonly<Record<string, string | null>>;

/** The query of the address, and a function that changes some of it; null takes a name out. */
export function useAddress(): readonly [
  URLSearchParams,
  (change: Change, options?: { readonly replace?: boolean }) => void,
] {
  const [query, setQuery] = useSearchParams();
  const change = useCallback(
    (wanted: Change, options?: { readonly replace?: boolean }) =>
      setQuery(
        (before) => {
          const after = new URLSearchParams(before);
          for (const [name, value] of Object.entries(wanted)) {
            if (value === null || value === '') after.delete(name);
            else after.set(name, value);
          }
          return after;
        },
        { replace: options?.replace ?? false },
      ),
    [setQuery],
  );
  return [query, change];
}

/** `/handoffs?driver=e1000e`: an address from its parts, empty ones left out. */
export function addressOf(path: string, parts: Readonly<Record<string, string | number | null | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parts))
    if (value !== null && value !== undefined) query.set(name, String(value));
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}
