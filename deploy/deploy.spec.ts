/** What is shipped to run a fleet says nothing that the program does not know, and forgets no role. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { parseConfig, ROLES } from '#roles';

const ROOT = join(__dirname, '..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

interface Container {
  readonly args: readonly string[];
  readonly ports: readonly { readonly name: string; readonly containerPort: number }[];
  readonly env: readonly { readonly name: string; readonly value?: string }[];
  readonly resources: { readonly requests: Record<string, string>; readonly limits: Record<string, string> };
  readonly [probe: `${string}Probe`]: { readonly httpGet: { readonly path: string; readonly port: string } };
}
interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly data?: Readonly<Record<string, string>>;
  readonly spec: {
    readonly replicas: number;
    readonly maxUnavailable: number;
    readonly selector: { readonly matchLabels: Record<string, string> };
    readonly ports: readonly { readonly port: number; readonly targetPort: string }[];
    readonly template: {
      readonly metadata: { readonly labels: Record<string, string> };
      readonly spec: {
        readonly terminationGracePeriodSeconds: number;
        readonly enableServiceLinks?: boolean;
        readonly containers: readonly Container[];
      };
    };
  };
}
const manifests = parseAllDocuments(read('deploy/kubernetes/quiesce.yaml')).map((one) => one.toJS() as Manifest);
const named = (kinds: readonly string[], name: string) =>
  manifests.find(({ kind, metadata }) => kinds.includes(kind) && metadata.name === name)!;

/** The settings that a process is started with are sound, whatever the secret is. */
const settingsOf = (given: { roles: string; environment: Record<string, string>; file?: string }) =>
  parseConfig({
    flags: { roles: given.roles },
    environment: given.environment,
    file: given.file === undefined ? null : { name: 'quiesce.yaml', text: given.file },
  });

/** What Kubernetes tells a pod of every service of its namespace, unless told not to: https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables */
const serviceLinks = () =>
  manifests
    .filter(({ kind }) => kind === 'Service')
    .flatMap(({ metadata, spec }) => {
      const name = metadata.name.replaceAll('-', '_').toUpperCase();
      const port = spec.ports[0]!.port;
      const url = `tcp://10.0.0.1:${port}`;
      return [
        [`${name}_SERVICE_HOST`, '10.0.0.1'],
        [`${name}_SERVICE_PORT`, `${port}`],
        [`${name}_PORT`, url],
        [`${name}_PORT_${port}_TCP`, url],
      ] as const;
    });

describe('Kubernetes', () => {
  const config = manifests.find(({ kind }) => kind === 'ConfigMap')!.data!['quiesce.yaml']!;

  test.each(ROLES)('%s: settings, port, probes, requests, and how much of it may be away', (role) => {
    const { spec } = named(['Deployment', 'StatefulSet'], `quiesce-${role}`);
    const pod = spec.template.spec;
    const [container] = pod.containers;
    const { args, ports, env, resources } = container!;
    expect(args.slice(0, 3)).toEqual(['start', '--roles', role]);
    const links = pod.enableServiceLinks === false ? [] : serviceLinks();
    const environment = Object.fromEntries([...links, ...env.map(({ name, value }) => [name, value ?? 'a secret'])]);
    const settings = settingsOf({ roles: role, environment, file: config });
    expect(settings).toMatchObject({ ok: { roles: [role], http: { port: ports[0]!.containerPort } } });
    for (const [probe, path] of [
      ['startupProbe', '/healthz'],
      ['livenessProbe', '/healthz'],
      ['readinessProbe', '/readyz'],
    ] as const) {
      expect(container![probe]?.httpGet).toEqual({ path, port: ports[0]!.name });
    }
    expect(Object.keys(resources.requests).sort()).toEqual(['cpu', 'memory']);
    expect(resources.limits.memory).toMatch(/^\d+(Mi|Gi)$/);
    // A role finishes its batch and what waits for a webhook's answer: at most 10 s.
    expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(20);
    expect(spec.replicas).toBeGreaterThan(1);
    const knowsStore = env.some(({ name }) => name === 'QUIESCE_STORE_PASSWORD');
    expect(knowsStore).toBe(role === 'projector' || role === 'query');
    const budget = named(['PodDisruptionBudget'], `quiesce-${role}`);
    expect(budget.spec).toEqual({ maxUnavailable: 1, selector: { matchLabels: spec.template.metadata.labels } });
    expect(spec.selector.matchLabels).toEqual(spec.template.metadata.labels);
  });

  test('what others connect to has a service', () => {
    for (const role of ['collector', 'query']) {
      expect(named(['Service'], `quiesce-${role}`).spec.ports[0]!.targetPort).toBe('http');
    }
  });
});

describe('docker compose', () => {
  const compose = parse(read('docker-compose.yaml'), { merge: true }) as {
    services: Record<string, { command?: string[]; environment?: Record<string, string>; ports?: string[] }>;
  };
  test.each(ROLES)('%s: settings that the program knows', (role) => {
    const { command, environment } = compose.services[role]!;
    expect(command).toEqual(['start', '--roles', role]);
    const settings = settingsOf({ roles: role, environment: environment! });
    expect(settings).toMatchObject({ ok: { roles: [role], http: { host: '0.0.0.0', port: 4080 } } });
  });
  test('nothing is published beyond this machine', () => {
    for (const { ports } of Object.values(compose.services)) {
      for (const port of ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:/);
    }
  });
});

test('a volume of compose lies where the image has a folder of its user', () => {
  const compose = parse(read('docker-compose.yaml'), { merge: true }) as {
    services: Record<string, { volumes?: string[]; image: string }>;
  };
  const ours = Object.values(compose.services).filter(({ image }) => image.startsWith('quiesce:'));
  const paths = ours.flatMap(({ volumes = [] }) => volumes.map((volume) => volume.split(':')[1]!));
  expect(paths).toEqual(['/state']);
  for (const path of paths) expect(read('Dockerfile')).toContain(`mkdir ${path} && chown node:node ${path}\nUSER node`);
});

test('the image holds every file that the program reads beside its code', () => {
  const copied = [...read('Dockerfile').matchAll(/^COPY --from=build \/quiesce\/(\S+)/gm)].map(([, path]) => path);
  expect(copied).toEqual(expect.arrayContaining(['dist', 'bin', 'schemas', 'libs/store/src/queries', 'package.json']));
});

describe('Prometheus rules', () => {
  const rules = read('deploy/prometheus/quiesce.rules.yaml');
  test('they speak of metrics that the program tells', () => {
    const sources = readdirSync(join(ROOT, 'libs/roles/src'), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts') && !path.endsWith('.spec.ts'))
      .map((path) => read(join('libs/roles/src', path)))
      .join('\n');
    const spoken = new Set(rules.match(/\bquiesce_\w+/g));
    expect(spoken.size).toBeGreaterThan(3);
    for (const name of spoken) expect(sources).toContain(`'${name.replace(/_(bucket|count|sum)$/, '')}'`);
  });

  const absent = spawnSync('promtool', ['--version']).error !== undefined;
  if (absent && process.env.CI === 'true') throw new Error('promtool is not installed, and CI runs every test');
  if (absent) process.stderr.write('SKIPPED the Prometheus rules: promtool is not installed\n');
  (absent ? test.skip : test)('promtool takes them, and they fire when they should and not before', () => {
    const cwd = join(ROOT, 'deploy/prometheus');
    for (const args of [
      ['check', 'rules', 'quiesce.rules.yaml'],
      ['test', 'rules', 'quiesce.rules.test.yaml'],
    ]) {
      const { status, stdout, stderr } = spawnSync('promtool', args, { cwd, encoding: 'utf8' });
      expect({ args, status, said: status === 0 ? '' : stdout + stderr }).toEqual({ args, status: 0, said: '' });
    }
  });
});
