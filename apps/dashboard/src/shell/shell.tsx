/** What stands around every page: navigation, live state, light and dark, keys. */
import {
  ActionIcon,
  Anchor,
  AppShell,
  Group,
  Kbd,
  Modal,
  Table,
  Text,
  Tooltip,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type ReactNode, useEffect, useRef } from 'react';
import { Link, useLocation } from 'wouter';
import { type LiveState, useLive } from '../api/live';
import { Mishap } from './mishap';

const PLACES = [
  { path: '/', name: 'Fleet', key: 'f' },
  { path: '/handoffs', name: 'Handoffs', key: 'h' },
  { path: '/matrix', name: 'Policy matrix', key: 'm' },
  { path: '/signatures', name: 'Signatures', key: 's' },
  { path: '/unknown-lines', name: 'Unknown lines', key: 'u' },
] as const;

const KEYS = [
  ...PLACES.map(({ key, name }) => ({ keys: ['g', key], does: `go to ${name}` })),
  { keys: ['j', 'k'], does: 'next, previous row or log line' },
  { keys: ['Enter'], does: 'open the row' },
  { keys: ['/'], does: 'to the first filter' },
  { keys: ['n', 'p'], does: 'next, previous evidence in the raw log' },
  { keys: ['?'], does: 'this list' },
] as const;

const LIVE: Readonly<Record<LiveState, { readonly word: string; readonly tip: string }>> = {
  live: { word: 'live', tip: 'Changes show up by themselves.' },
  connecting: { word: 'connecting', tip: 'Opening the stream of changes.' },
  cut: { word: 'not live', tip: 'The stream of changes is cut; it is being opened again. What you see may be old.' },
};

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** `g` and a letter go to a page, `/` to the first filter, `?` shows the keys. */
function useKeys(onHelp: () => void) {
  const [, go] = useLocation();
  const wasG = useRef(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
      const place = wasG.current ? PLACES.find(({ key }) => key === event.key) : undefined;
      wasG.current = event.key === 'g';
      if (place) go(place.path);
      else if (event.key === '?') onHelp();
      else if (event.key === '/') {
        const first = document.querySelector<HTMLInputElement>('[data-first-filter]');
        if (first) event.preventDefault();
        first?.focus();
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [go, onHelp]);
}

function SchemeButton() {
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  const { setColorScheme } = useMantineColorScheme();
  const next = scheme === 'dark' ? 'light' : 'dark';
  return (
    <ActionIcon variant="subtle" color="gray" aria-label={`Switch to ${next}`} onClick={() => setColorScheme(next)}>
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
        <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="1.5" />
        <path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor" />
      </svg>
    </ActionIcon>
  );
}

function Help({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Keys" centered>
      <Table>
        <Table.Tbody>
          {KEYS.map(({ keys, does }) => (
            <Table.Tr key={does}>
              <Table.Td w={110}>
                <Group gap={4}>
                  {keys.map((key) => (
                    <Kbd key={key}>{key}</Kbd>
                  ))}
                </Group>
              </Table.Td>
              <Table.Td>{does}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}

const isAt = (location: string, path: string): boolean =>
  path === '/' ? location === '/' : location === path || location.startsWith(`${path}/`);

export function Shell({ children }: { readonly children: ReactNode }) {
  const [location] = useLocation();
  const [opened, help] = useDisclosure(false);
  const live = useLive();
  useKeys(help.open);
  return (
    <AppShell header={{ height: 46 }} padding="md">
      <AppShell.Header className="head">
        <Group h="100%" px="md" gap="lg" wrap="nowrap">
          <Text fw={700} component={Link} href="/" className="brand">
            Quiesce
          </Text>
          <Group component="nav" gap="md" wrap="nowrap" aria-label="Pages">
            {PLACES.map(({ path, name }) => (
              <Anchor
                key={path}
                component={Link}
                href={path}
                className="place"
                underline="never"
                aria-current={isAt(location, path) ? 'page' : undefined}
              >
                {name}
              </Anchor>
            ))}
          </Group>
          <Group gap="xs" ml="auto" wrap="nowrap">
            <Tooltip label={LIVE[live].tip}>
              <Text size="xs" className="live" data-live={live} role="status">
                {LIVE[live].word}
              </Text>
            </Tooltip>
            <ActionIcon variant="subtle" color="gray" aria-label="Keys" onClick={help.open}>
              ?
            </ActionIcon>
            <SchemeButton />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Main>
        <Mishap place={location}>{children}</Mishap>
      </AppShell.Main>
      <Help opened={opened} onClose={help.close} />
    </AppShell>
  );
}
