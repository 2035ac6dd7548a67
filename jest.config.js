/** @type {import('jest').Config} */
module.exports = {
  rootDir: '.',
  testMatch: ['<rootDir>/{apps,libs,tidy,schemas,bench,corpus,deploy,fuzz}/**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          target: 'es2022',
        },
        sourceMaps: 'inline',
      },
    ],
  },
  moduleNameMapper: {
    '^#(capture|core|event-log|schemas|simulator|store|roles)$': '<rootDir>/libs/$1/src/index.ts',
    '^#(core|event-log|store|roles)/(.*)$': '<rootDir>/libs/$1/src/$2.ts',
  },
  testEnvironment: 'node',
  testTimeout: 20_000,
  // What a failed test leaves open must not keep an unattended run from telling that it failed.
  forceExit: process.env.CI === 'true',
};
