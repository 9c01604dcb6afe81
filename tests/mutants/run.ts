import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { subjects } from './list.ts'
import { mutate } from './mutant.ts'
import { copyTree } from './scratch-tree.ts'

// `npm run mutants [-- --only WORD --unit --json]`: plants the listed bugs one at a time in a copy of the checkout and runs
// the tests that have to see each. `--unit`: those alone that tests beside the code see, which need no build. The exit code
// is 1 where one was not caught or cannot be planted any more.

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    unit: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
})
const say = (line: string) => (values.json ? console.error(line) : console.log(line))
const chosen = Object.entries(subjects)
  .flatMap(([subject, list]) =>
    list.filter(({ name, file }) => `${subject} ${name} ${file}`.includes(values.only)),
  )
  .filter(({ tests }) => !values.unit || tests.every((test) => test.startsWith('app/')))

const gone = chosen.filter((mutant) => {
  try {
    mutate(readFileSync(mutant.file, 'utf8'), mutant)
    return false
  } catch {
    return true
  }
})
for (const { name } of gone) say(`NOT THERE (the text it changes is gone): ${name}`)
const planted = chosen.filter((mutant) => !gone.includes(mutant))

await using tree = await copyTree()
const tests = [...new Set(planted.flatMap((mutant) => mutant.tests))]
const clean = await tree.run(tests)
if (clean.result !== 'passed') {
  console.error(
    'These tests fail without any bug, so they prove nothing:',
    clean.failed.join('; ') || tests.join(' '),
  )
  await tree[Symbol.asyncDispose]()
  process.exit(2)
}
const notCaught: string[] = []
for (const [index, mutant] of planted.entries()) {
  const { result } = await tree.run(mutant.tests, mutant)
  if (result !== 'failed') notCaught.push(mutant.name)
  const words = { failed: 'caught', passed: 'NOT CAUGHT', broken: 'NOT TESTED (does not build or load)' }
  say(`${index + 1}/${planted.length} ${words[result]}: ${mutant.name}`)
}
const caught = planted.length - notCaught.length
console.log(
  values.json
    ? JSON.stringify({ mutants: chosen.length, caught, notCaught, gone: gone.map(({ name }) => name) })
    : `${caught} caught, ${notCaught.length} not caught, ${gone.length} not there`,
)
process.exitCode = notCaught.length + gone.length > 0 ? 1 : 0
