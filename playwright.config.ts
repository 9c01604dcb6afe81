import { defineConfig } from '@playwright/test'

// One server and one demo for the whole run (tests/setup/e2e-server.ts); journeys change what they alone look at.
export default defineConfig({
  testDir: 'tests/e2e',
  globalSetup: './tests/setup/e2e-server.ts',
  workers: 1,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    locale: 'en-GB',
    timezoneId: 'Asia/Almaty',
    launchOptions: {
      executablePath: process.env.ALQA_CHROMIUM || '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
})
