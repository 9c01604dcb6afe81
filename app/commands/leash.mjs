import { constants } from 'node:os'

// Preloaded into the server by start.mjs.

// When the parent is gone without a word (kill -9), the server ends as on Ctrl-C.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
process.channel?.unref()

// Until the server listens to signals itself, they end it by way of "exit", so that it does not leave PostgreSQL behind.
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.on(signal, () => {
    if (process.listenerCount(signal) === 1) process.exit(128 + constants.signals[signal])
  })
}
