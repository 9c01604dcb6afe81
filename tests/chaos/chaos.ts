import { parseArgs } from 'node:util'
import { ensureBuilt } from '#app/commands/build.mjs'
import { runChaos } from './run.ts'

// `npm run chaos [-- --json --seconds 120 --writers 150 --plant acknowledge-before-commit]`: writers type against real
// processes while everything that can break does. The last line is one JSON object; the exit code is 1 where a word,
// a revision or a receipt was lost.

const PLANT = 'acknowledge-before-commit'

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    seconds: { type: 'string', default: '120' },
    writers: { type: 'string', default: '150' },
    plant: { type: 'string' },
  },
})
if (values.plant && values.plant !== PLANT) throw new Error(`--plant knows only ${PLANT}`)

await ensureBuilt()
const result = await runChaos({
  seconds: Number(values.seconds),
  writers: Number(values.writers),
  plant: values.plant === PLANT,
  say: (line) => (values.json ? console.error(line) : console.log(line)),
})
console.log(JSON.stringify(result))
process.exit(result.lost > 0 || result.endedByItself > 0 ? 1 : 0)
