import { defineConfig } from '@playwright/test'

// Each file has a copy of the demo and a server to itself (tests/setup/browser.ts), so files run side by side.
export default defineConfig({
  testDir: 'tests/e2e',
  globalSetup: './tests/setup/e2e-server.ts',
  workers: 2,
  retries: 0,
  // Long, because other programs may have the processors: what never comes is told late, what comes late is no failure.
  timeout: 180_000,
  expect: { timeout: 30_000 },
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
