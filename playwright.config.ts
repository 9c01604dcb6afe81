import { tmpdir } from 'node:os'
import path from 'node:path'
import { defineConfig } from '@playwright/test'

const PORT = '3187'
const origin = `http://localhost:${PORT}`

export default defineConfig({
  testDir: 'tests/e2e',
  workers: 1,
  timeout: 60_000,
  use: {
    baseURL: origin,
    locale: 'en-GB',
    launchOptions: {
      executablePath: process.env.ALQA_CHROMIUM,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
      ],
    },
  },
  webServer: {
    command: 'node app/server.ts',
    url: `${origin}/readyz`,
    timeout: 180_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 15_000 },
    env: { PORT, NODE_ENV: 'production', ALQA_DATA_DIR: path.join(tmpdir(), `alqa-e2e-${process.ppid}`) },
  },
})
