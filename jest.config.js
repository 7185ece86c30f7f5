const common = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          experimental: { keepImportAttributes: true },
        },
        module: { type: 'es6' },
      },
    ],
  },
};

// The tests of the record run twice: with the embedded log and with the log on a double of a server (test/support/log.ts).
const OF_THE_RECORD = ['cli', 'demo', 'engine', 'graphql', 'import', 'projection', 'web'];
// These see to their logs themselves.
const OF_LOGS_OF_THEIR_OWN = ['cli/migrate', 'cli/unreachable', 'engine/instances', 'projection/open', 'web/readiness'];

export default {
  projects: [
    { ...common, displayName: 'embedded', testMatch: ['**/*.test.ts'] },
    {
      ...common,
      displayName: 'server',
      testMatch: OF_THE_RECORD.map((folder) => `**/test/${folder}/**/*.test.ts`),
      testPathIgnorePatterns: OF_LOGS_OF_THEIR_OWN.map((name) => `/test/${name}\\.test\\.ts$`),
      globals: { LOG: 'server' },
    },
  ],
  coverageProvider: 'v8',
  testTimeout: 60_000,
  // Modules of a test file are never let go of by the virtual machine that held them: workers are begun anew in time.
  maxWorkers: '100%',
  workerIdleMemoryLimit: '1GB',
};
