// Preloaded into the server by start.mjs: when the parent is gone without a word (kill -9), the server ends as on Ctrl-C.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
process.channel?.unref()
