/** Muting a signature: who, why and until when; and taking it back. */
import { Button, Group, NativeSelect, Paper, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { bodyOf, http, type SignatureDetail } from '../api/client';
import { When } from '../shell/moment';

const SPANS = [
  { value: '1', label: 'for a day' },
  { value: '7', label: 'for a week' },
  { value: '30', label: 'for 30 days' },
  { value: '90', label: 'for 90 days' },
];
const DAY_MS = 86_400_000;
/** Who they are does not change from page to page. */
const NAME = 'quiesce-name';
/** The projector has the word a moment later than the log; the server then says so, too. */
const SETTLE_MS = 1_000;

interface Word {
  readonly by: string;
  readonly why: string;
  readonly days: string;
}

function useWord(id: string, isMuted: boolean, onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ by, why, days }: Word) => {
      const params = { path: { id } };
      if (isMuted) return bodyOf(http.POST('/signatures/{id}/unmute', { params, body: { by, why } }));
      const until = new Date(Date.now() + Number(days) * DAY_MS).toISOString();
      return bodyOf(http.POST('/signatures/{id}/mute', { params, body: { by, why, until } }));
    },
    onSuccess: (_, { by }) => {
      localStorage.setItem(NAME, by);
      onDone();
      setTimeout(() => void client.invalidateQueries(), SETTLE_MS);
    },
  });
}

function WordForm({ id, isMuted, onDone }: { id: string; isMuted: boolean; onDone: () => void }) {
  const [word, setWord] = useState<Word>({ by: localStorage.getItem(NAME) ?? '', why: '', days: '7' });
  const saying = useWord(id, isMuted, onDone);
  const change = (name: keyof Word) => (event: { currentTarget: { value: string } }) =>
    setWord({ ...word, [name]: event.currentTarget.value });
  const say = (event: FormEvent) => {
    event.preventDefault();
    saying.mutate(word);
  };
  return (
    <form onSubmit={say} aria-label={isMuted ? 'Unmute' : 'Mute'}>
      <Stack gap="xs">
        <Group gap="xs" align="flex-end">
          <TextInput label="Your name" required maxLength={100} value={word.by} onChange={change('by')} />
          <TextInput
            label="Why"
            required
            maxLength={1000}
            className="grows"
            value={word.why}
            onChange={change('why')}
          />
          {isMuted ? null : <NativeSelect label="How long" data={SPANS} value={word.days} onChange={change('days')} />}
        </Group>
        {saying.error ? (
          <Text size="sm" c="red" role="alert">
            {saying.error.message}
          </Text>
        ) : null}
        <Group gap="xs">
          <Button type="submit" size="xs" loading={saying.isPending}>
            {isMuted ? 'Unmute it' : 'Mute it'}
          </Button>
          <Button size="xs" variant="default" onClick={onDone}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

export function Mute({ signature: { id, muted } }: { readonly signature: Pick<SignatureDetail, 'id' | 'muted'> }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Paper withBorder p="sm" component="section" aria-label="Mute">
      <Stack gap="xs" align="stretch">
        <Text size="sm">
          {muted === null ? (
            'People are told of it. Muted, its alerts stay in the log, and are delivered when the mute ends.'
          ) : (
            <>
              <b>Muted</b> by {muted.by} since <When at={muted.since} />, until <When at={muted.until} />: {muted.why}
            </>
          )}
        </Text>
        {isOpen ? (
          <WordForm id={id} isMuted={muted !== null} onDone={() => setOpen(false)} />
        ) : (
          <Group>
            <Button size="xs" variant="default" onClick={() => setOpen(true)}>
              {muted === null ? 'Mute…' : 'Unmute…'}
            </Button>
          </Group>
        )}
      </Stack>
    </Paper>
  );
}
