import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'

// A process of its own says which of its strings are alive: half of each marker comes at run time, so that neither the
// script nor its arguments hold the whole.
const script = `
import v8 from 'node:v8'
import { translator } from './app/i18n/translate.server.ts'
const whole = (name) => name + '-' + process.pid.toString(36) + '-marker'
const alive = []
const t = translator('en')
alive.push(t('site.skip'))
function say() {
  const values = { link: whole('link'), name: whole('person'), validUntil: 'x' }
  const text = t('notifications.reset.text', values) + t('notifications.greeting', values)
  return [values.link, values.name].every((one) => text.includes(one))
}
if (!say()) throw new Error('a value is not in its sentence')
globalThis.control = Buffer.from(whole('control') + alive[0]).toString()
void /./.exec('forget the last match')
let snapshot = ''
for await (const chunk of v8.getHeapSnapshot()) snapshot += chunk
console.log(JSON.stringify(['link', 'person', 'control'].map((name) => [name, snapshot.includes(whole(name))])))
`

test('translator: no link and no name of a sentence stays in memory', () => {
  const run = spawnSync(process.execPath, ['--expose-gc', '--input-type=module', '-e', script], {
    encoding: 'utf8',
  })
  expect(run.stderr).toBe('')
  expect(JSON.parse(run.stdout)).toEqual([
    ['link', false],
    ['person', false],
    ['control', true],
  ])
})
