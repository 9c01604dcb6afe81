import { expect, test } from 'vitest'
import { check, LESSON } from '#tests/setup/course-check.ts'
import type { SampleFiles } from '#tests/setup/sample-course.ts'

const HEAD = '---\ntitle: a\nsummary: b\n---\n\n'
const DEEP = '['.repeat(50_000)

/** Each file of a course, replaced by something that reading it must survive. */
const PLANTED: [what: string, file: string, source: string, said: RegExp][] = [
  ['a lesson of back quotes', `${LESSON}/ru.mdx`, HEAD + '`a'.repeat(20_000), /more markup here/],
  ['a lesson of zeros', `${LESSON}/kk.mdx`, HEAD + '\u0000'.repeat(3_000), /A character \(U\+0000\)/],
  [
    'a lesson that takes too long',
    `${LESSON}/ru.mdx`,
    HEAD + `${'_a*'.repeat(480)}\n\n`.repeat(200),
    /longer than five seconds/,
  ],
  [
    'a lesson of three million letters',
    `${LESSON}/en.mdx`,
    HEAD + 'a'.repeat(3_000_000),
    /more than 2000000 bytes/,
  ],
  [
    'a title with an escaped zero',
    `${LESSON}/ru.mdx`,
    '---\ntitle: "a\\0b"\nsummary: c\n---\n\nd\n',
    /U\+0000/,
  ],
  [
    'settings of brackets',
    `${LESSON}/lesson.yaml`,
    `day: ${DEEP}`,
    /within each other|Flow sequence|Nested|flow/i,
  ],
  ['settings with an alias', `${LESSON}/lesson.yaml`, 'day: &a 1\nposition: *a\n', /&a is a reference/],
  ['settings with a zero', `${LESSON}/lesson.yaml`, 'day: "\\0"\n', /invisible character U\+0000/],
  ['settings that grow', 'course.yaml', `a: &a [1,1]\nb: &b [*a,*a,*a]\nc: [*b,*b,*b]\n`, /is a reference/],
  ['settings of a megabyte', 'acts.yaml', '- a\n'.repeat(300_000), /more than 200000 characters/],
  ['a figure of tags', `${LESSON}/figures/tree.ru.svg`, '<g>'.repeat(30_000), /too_deep/],
  ['a figure of faults', `${LESSON}/figures/tree.ru.svg`, '<b/>\n'.repeat(20_000), /element b/],
  ['a figure with a zero', `${LESSON}/figures/tree.ru.svg`, '<svg>\u0000</svg>', /character U\+0000/],
]

test.each(PLANTED)(
  'content check: %s is said and crashes nothing',
  async (_what, file, source, said) => {
    const report = await check((files: SampleFiles) => {
      files[file] = source
    })
    const messages = report.findings.filter((finding) => finding.severity === 'error')
    expect(messages.map(({ message }) => message).join('\n')).toMatch(said)
    expect(messages.length).toBeLessThan(400)
  },
  60_000,
)
