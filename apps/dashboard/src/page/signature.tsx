/** One signature: what its fingerprint is made of, where and when it was seen, and samples down to the line. */
import { Anchor, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { SignatureDetail } from '../api/client';
import { signatureQuery } from '../api/query';
import { addressOf } from '../shell/address';
import { When } from '../shell/moment';
import { Answered } from '../shell/state';
import { Life } from '../signature/life';
import { Mute } from '../signature/mute';
import { newnessSaid } from '../signature/scope';
import { MutedChip, StateChip } from '../signature/state-chip';
import { VerdictChip } from '../verdict/verdict-chip';

type Sample = SignatureDetail['samples'][number];

const lineAddress = ({ handoff, bdf }: Sample, place: Sample['evidence'][number] | undefined): string =>
  addressOf(`/handoffs/${handoff}`, { device: bdf, source: place?.file, line: place?.line });

function SampleRow({ sample }: { readonly sample: Sample }) {
  return (
    <tr data-sample={sample.handoff}>
      <td>
        <Link href={lineAddress(sample, sample.evidence[0])} className="row-link">
          {sample.host}
        </Link>
      </td>
      <td className="bdf">{sample.bdf}</td>
      <td>
        <Group gap={6}>
          {sample.evidence.map((place) => (
            <Link key={`${place.file}:${place.line}`} href={lineAddress(sample, place)} className="evidence">
              {place.file} line {place.line}
            </Link>
          ))}
        </Group>
      </td>
    </tr>
  );
}

function SignatureView({ signature }: { readonly signature: SignatureDetail }) {
  const { id, version, title, parts, verdict, hosts, handoffs, devices, firstSeen, lastSeen, samples } = signature;
  return (
    <Stack gap="sm">
      <title>{`${title} · Quiesce`}</title>
      <Group gap="sm">
        <Title order={1} size="h3">
          {title}
        </Title>
        <VerdictChip verdict={verdict} />
        <StateChip state={signature.state} />
        <MutedChip muted={signature.muted} />
      </Group>
      <Text size="sm">
        Seen on <b>{hosts}</b> {hosts === 1 ? 'host' : 'hosts'}, by <b>{devices}</b>{' '}
        {devices === 1 ? 'device' : 'devices'} in{' '}
        <Anchor component={Link} href={addressOf('/handoffs', { signature: id })}>
          {handoffs} {handoffs === 1 ? 'handoff' : 'handoffs'}
        </Anchor>
        ; first <When at={firstSeen} />, last <When at={lastSeen} />. {newnessSaid(signature.scope)}
      </Text>
      <Life signature={signature} />
      <Mute signature={signature} />
      <Paper withBorder p="sm" component="section" aria-label="Fingerprint">
        <Title order={2} size="h5" mb={6}>
          Fingerprint
        </Title>
        <dl className="parts">
          {Object.entries(parts).map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <Text size="xs" c="dimmed" mt={6} className="mono">
          {id}, rules version {version}
        </Text>
      </Paper>
      <Paper withBorder p="sm" component="section" aria-label="Samples">
        <Title order={2} size="h5" mb={6}>
          Samples
        </Title>
        {samples.length === 0 ? (
          <Text size="sm">None is kept.</Text>
        ) : (
          <div className="wide">
            <table className="table" aria-label="Samples">
              <thead>
                <tr>
                  <th scope="col">Host</th>
                  <th scope="col">Device</th>
                  <th scope="col">Evidence</th>
                </tr>
              </thead>
              <tbody>
                {samples.map((sample) => (
                  <SampleRow key={`${sample.handoff} ${sample.bdf}`} sample={sample} />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Paper>
    </Stack>
  );
}

export function SignaturePage({ id }: { readonly id: string }) {
  const asked = useQuery(signatureQuery(id));
  return (
    <Answered asked={asked} rows={8}>
      {(signature) => <SignatureView signature={signature} />}
    </Answered>
  );
}
