/** @type {import('jest').Config} */
module.exports = {
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testEnvironment: 'node',
  // A guard against hanging, not a measurement: a busy machine may take its time.
  testTimeout: 60_000,
  // Much of a test of a whole laptop is waiting; on two cores one worker would leave half of the machine idle.
  maxWorkers: '100%',
  setupFiles: ['<rootDir>/test/quiet-sdk.js'],
  transform: {
    '^.+\\.[jt]s$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript', decorators: true }, target: 'es2022' }, module: { type: 'commonjs' } },
    ],
  },
  modulePathIgnorePatterns: ['<rootDir>/cdk.out', '<rootDir>/out', '<rootDir>/build', '<rootDir>/.second-look'],
};
