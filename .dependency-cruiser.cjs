/** The walls of the house: which way imports may go. Run by tidy/walls.spec.ts. */
const CORE = '^libs/core/src/';
const stages = ['lines', 'facts', 'timelines', 'verdicts', 'signatures', 'known-failures', 'cohorts'];

/** A stage imports itself, and stages before it. */
const oneWay = stages.slice(0, -1).map((stage, index) => ({
  name: `core-one-way-${stage}`,
  comment: `libs/core/src/${stage} knows nothing of the stages after it`,
  severity: 'error',
  from: { path: `${CORE}${stage}/`, pathNot: '\\.spec\\.ts$' },
  to: { path: stages.slice(index + 1).map((later) => `${CORE}${later}/`) },
}));

module.exports = {
  forbidden: [
    ...oneWay,
    {
      name: 'core-is-alone',
      comment: 'the core imports nothing of ours but itself',
      severity: 'error',
      from: { path: CORE, pathNot: '\\.spec\\.ts$' },
      to: { path: '^(apps|schemas|libs/(?!core/))' },
    },
    {
      name: 'core-has-two-packages',
      comment: 'rxjs in pipeline.ts, @noble/hashes in identity.ts, nothing else',
      severity: 'error',
      from: { path: CORE, pathNot: ['/testing/', '\\.spec\\.ts$', `${CORE}(pipeline|identity)\\.ts$`] },
      to: { dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'core', 'npm-no-pkg', 'unknown'] },
    },
    ...[
      ['kafkajs', '^libs/event-log/src/kafka'],
      ['lmdb', '^libs/event-log/src/embedded'],
      ['@clickhouse/client', '^libs/store/src/'],
      ['chdb', '^libs/store/src/'],
      ['rxjs', `${CORE}pipeline\\.ts$|^libs/(roles|capture)/|^apps/`],
    ].map(([name, home]) => ({
      name: `one-home-${name.replace(/\W/g, '')}`,
      comment: `${name} has one home`,
      severity: 'error',
      from: { pathNot: [home, '\\.spec\\.ts$', '/testing/', '^bench/'] },
      to: { path: `^node_modules/${name}/` },
    })),
    {
      name: 'nest-stays-in-roles',
      comment: 'NestJS stays in apps/ and libs/roles/',
      severity: 'error',
      from: { path: '^libs/(?!roles/)' },
      to: { path: '^node_modules/@nestjs/' },
    },
    {
      name: 'libs-know-no-app',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'the-simulator-is-alone',
      comment: 'its truth comes from its model: it knows no rule of the core, and no package',
      severity: 'error',
      from: { path: '^libs/simulator/src/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: '^libs/simulator/src/' },
    },
    {
      name: 'a-role-knows-no-other-role',
      severity: 'error',
      from: { path: '^libs/roles/src/([^/]+)/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^libs/roles/src/([^/]+)/', pathNot: '^libs/roles/src/$1/' },
    },
    {
      name: 'no-test-code-in-the-product',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: ['\\.(spec|contract)\\.ts$', '/testing/', '/e2e/'] },
      to: { path: ['/testing/', '\\.(spec|contract)\\.ts$', '/e2e/'] },
    },
    {
      name: 'no-circle',
      severity: 'error',
      from: { pathNot: '^node_modules' },
      to: { circular: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^dist', '^apps/dashboard'] },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.json'] },
  },
};
