import { parseArgs } from 'node:util'
import { ensureBuilt } from '#app/commands/build.mjs'
import { mutants } from './list.ts'
import { copyTree } from './scratch-tree.ts'

// `npm run mutants [-- --only WORD --json]`: plants the listed bugs one at a time in a copy of the checkout and runs the
// tests that have to see each. The exit code is 1 where one was not caught.

const { values } = parseArgs({
  options: { only: { type: 'string', default: '' }, json: { type: 'boolean', default: false } },
})
const say = (line: string) => (values.json ? console.error(line) : console.log(line))
const chosen = mutants.filter(({ name, file }) => `${name} ${file}`.includes(values.only))

await ensureBuilt()
await using tree = await copyTree()
const tests = [...new Set(chosen.flatMap((mutant) => mutant.tests))]
if ((await tree.run(tests)) !== 'passed') {
  console.error('These tests fail without any bug, so they prove nothing:', tests.join(' '))
  process.exit(2)
}
const notCaught: string[] = []
for (const [index, mutant] of chosen.entries()) {
  const verdict = await tree.run(mutant.tests, mutant)
  if (verdict !== 'failed') notCaught.push(mutant.name)
  const words = { failed: 'caught', passed: 'NOT CAUGHT', broken: 'NOT TESTED (does not build or load)' }
  say(`${index + 1}/${chosen.length} ${words[verdict]}: ${mutant.name}`)
}
console.log(
  values.json
    ? JSON.stringify({ mutants: chosen.length, caught: chosen.length - notCaught.length, notCaught })
    : `${chosen.length - notCaught.length} caught, ${notCaught.length} not caught`,
)
process.exitCode = notCaught.length > 0 ? 1 : 0
