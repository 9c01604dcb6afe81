import { afterAll, expect, test } from 'vitest'
import { translator } from '#app/i18n/translate.server.ts'
import { openMarking } from '#tests/setup/marking.ts'

const { app, person, script } = await openMarking()
afterAll(() => app.close())
const t = translator('ru')
const codes = (html: string) =>
  [...html.matchAll(/<span class="num">([A-Z0-9-]+)<\/span>/g)].map((one) => one[1])

test('queue: pages say their place, and the last one has no next', async () => {
  const marker = await person('instructor')
  for (let hours = 1; hours <= 52; hours++) await script(hours)
  const page = async (address: string) => (await app.get(address, { as: marker.id })).text()
  const first = await page('/grade')
  expect(first).toContain(t('grading.queue.place', { first: 1, last: 50, all: 52 }))
  const next = /rel="next" href="([^"]+)"/.exec(first)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const second = await page(next)
  expect(second).toContain(t('grading.queue.place', { first: 51, last: 52, all: 52 }))
  expect(second).not.toContain('rel="next"')
  expect(new Set([...codes(first), ...codes(second)]).size).toBe(52)
})

test('queue: a search by code takes its beginning, in any case', async () => {
  const marker = await person('instructor')
  const found = async (code: string) =>
    codes(await (await app.get(`/grade?code=${encodeURIComponent(code)}`, { as: marker.id })).text())
  const [first = ''] = codes(await (await app.get('/grade', { as: marker.id })).text())
  expect(await found(first.toLowerCase())).toEqual([first])
  const same = await found(first.slice(0, 2))
  expect(same).toContain(first)
  expect(same.every((code) => code?.startsWith(first.slice(0, 2)))).toBe(true)
  // What cannot be a code is no filter.
  expect(await found('%')).toHaveLength(50)
})
