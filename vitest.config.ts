import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    environment: 'node',
    // Processes, not threads: tests change the working directory, open SQLite files and start worker threads of their own.
    pool: 'forks',
    // The suite has to be quick on two cores; more workers than cores only make tests time out.
    maxWorkers: '100%',
    execArgv: ['--disable-warning=ExperimentalWarning'],
    // Generous, because servers and processes are started; a test that hangs still ends the same day.
    testTimeout: 20_000,
    hookTimeout: 60_000,
    teardownTimeout: 5_000,
    reporters: ['./test/reporter.ts'],
    // No SDK may look for credentials on the machine that runs the tests.
    env: { AWS_EC2_METADATA_DISABLED: 'true', AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null' },
  },
});
