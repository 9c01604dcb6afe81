import { existsSync, globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { permissions } from '#app/access/permissions.ts'

const page = readFileSync('docs/architecture.md', 'utf8')
const rules = readFileSync('.dependency-cruiser.cjs', 'utf8')
const quoted = [...page.matchAll(/`([^`\n]+)`/g)].map(([, text = '']) => text)

test('architecture page: every place that it names is there', () => {
  const places = quoted.filter(
    (text) => /^(app|db|content|tests|docs)(\/|$)/.test(text) && !/[<…]/.test(text),
  )
  expect(places.length).toBeGreaterThan(15)
  expect(places.filter((place) => !existsSync(place))).toEqual([])
  const short = quoted.filter((text) => /^(routes|essays|grading|progress|lessons)\/\S+$/.test(text))
  expect(short.length).toBeGreaterThan(8)
  const isThere = (text: string) =>
    ['app/', 'app/features/'].some(
      (room) => existsSync(room + text) || globSync(`${room}${text}.server.ts`).length > 0,
    )
  expect(short.filter((text) => !isThere(text))).toEqual([])
})

test('architecture page: the features stand in the order of the import rules', () => {
  const order = /const ORDER = \[([^\]]*)\]/.exec(rules)?.[1]?.match(/[a-z-]+/g)
  const drawn = page.split('\n').find((line) => line.startsWith('`notifications` →'))
  expect(drawn?.match(/[a-z-]+/g)).toEqual(order)
})

test('architecture page: the permissions that it names are in the table', () => {
  const named = quoted.filter((text) => /^[a-z-]+\.[a-z]+$/.test(text) && text in permissions)
  expect(named.sort()).toEqual(['attempt.write', 'course.read', 'lesson.study', 'submission.mark'])
})
