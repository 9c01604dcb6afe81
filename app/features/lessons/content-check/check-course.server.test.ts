import { describe, expect, test } from 'vitest'
import {
  added,
  check,
  edit,
  everywhere,
  figure,
  LESSON,
  lesson,
  removed,
  yaml,
} from '#tests/setup/course-check.ts'
import { type Plant, questionPlants } from '#tests/setup/question-plants.ts'
import { RULES } from './finding.ts'
import { printReport } from './print-report.ts'

test('a sound course has no findings at all, and its measures', async () => {
  const report = await check()
  expect(report.findings).toEqual([])
  expect(report.open).toEqual([])
  const [russian] = report.texts
  expect(russian).toMatchObject({ folder: LESSON, locale: 'ru', selfChecks: 6, verified: 1, toBeChecked: 0 })
  expect(russian?.level.ease).toBeGreaterThan(20)
  expect(report.texts.filter((text) => text.kind === 'lesson').map((text) => text.locale)).toEqual([
    'ru',
    'kk',
    'en',
  ])
  expect(printReport(report)).toMatch(/ru: 1 lessons, 9\d\d words.*1 verified \/ 0 to be checked/)
  expect(printReport(report)).toContain(
    'civil: 5 (0 recall, 5 application, 0 two-norms, 0 counting), 5 verified / 0 to be checked',
  )
})

const PLANTS: Plant[] = [
  ['files', 'a language is missing', removed(`${LESSON}/kk.mdx`)],
  ['files', 'settings are missing', removed(`${LESSON}/lesson.yaml`)],
  ['files', 'the course file is missing', removed('course.yaml')],
  ['files', 'broken YAML', yaml('day: 1', 'day: [1')],
  ['files', 'a repeated key', yaml('day: 1', 'day: 1\nday: 2')],
  ['files', 'a wrong shape', yaml('position: 1', 'position: first')],
  ['files', 'an unknown key', yaml('position: 1', 'position: 1\nplace: 3')],
  ['files', 'a date that is none', yaml('2026-07-01', '2026-13-01')],
  ['files', 'a file without a place', (files) => Object.assign(files, { [`${LESSON}/de.mdx`]: 'Text' })],
  ['files', 'a title without Kazakh', edit('acts.yaml', /kk: "[^"]*", /, '')],
  ['guard', 'an expression', added('ru', 'Сумма {1 + 1}')],
  ['guard', 'an unknown act', everywhere('act="gpk"', 'act="codex"')],
  ['guard', 'a picture that is not there', everywhere('name="tree"', 'name="bush"')],
  ['complete', 'a day without a lesson', edit('course.yaml', /(.*day: )1(.*\n)(?=practice)/, '$11$2$12$2')],
  [
    'complete',
    'a sphere without a lesson',
    edit('course.yaml', /( {2}- { id: )civil(.*\n)/, '$1civil$2$1other$2'),
    'warning',
  ],
  ['references', 'an unknown sphere', yaml('sphere: civil', 'sphere: maritime')],
  ['references', 'an unknown day', yaml('day: 1', 'day: 9')],
  ['references', 'an unknown rubric', edit('essays/first/essay.yaml', 'rubric: short', 'rubric: long')],
  ['references', 'due before it opens', edit('essays/first/essay.yaml', 'day: 1', 'day: 2')],
  [
    'references',
    'cut off before it is due',
    (files) => {
      // A course of two days, so that nothing else is wrong with the days.
      edit('course.yaml', /(.*day: )1(.*\n)(?=practice)/, '$11$2$12$2')(files)
      edit('essays/first/essay.yaml', 'dueDay: 1', 'dueDay: 2\ncutOffDay: 1')(files)
    },
  ],
  ['length', 'a thin lesson', everywhere(/(?:\n\n[^\n<#-][^\n]*){20}(?=\n\n<SelfCheck id="check-0")/, '')],
  [
    'length',
    'a shortened translation',
    lesson('kk', /(?:\n\n[^\n<#-][^\n]*){20}(?=\n\n<SelfCheck id="check-0")/, ''),
  ],
  ['length', 'limits upside down', edit('essays/first/essay.yaml', 'max: 500', 'max: 20')],
  [
    'length',
    'a model answer beyond its limit',
    edit('essays/first/essay.yaml', 'min: 50', 'min: 90'),
    'warning',
  ],
  ['self-checks', 'too few', everywhere(/<SelfCheck id="check-5"[\s\S]*?<\/SelfCheck>/, '')],
  ['self-checks', 'one kind only', everywhere(/<SelfCheck id="check-0"[\s\S]*?<\/SelfCheck>/, '')],
  [
    'self-checks',
    'two options',
    everywhere(/<Option>(?:(?!<Option>)[\s\S])*?<\/Option>\n\n<\/SelfCheck>/, '</SelfCheck>'),
  ],
  [
    'give-away',
    'the longest is right',
    lesson(
      'en',
      /(<Option correct>\n\n)/g,
      '$1A long answer of many careful words which nobody would write for a wrong one. ',
    ),
    'warning',
  ],
  [
    'give-away',
    'always in the same place',
    (files) => {
      const firstRight = (check: string) =>
        check.replaceAll('<Option correct>', '<Option>').replace('<Option>', '<Option correct>')
      for (const language of ['kk', 'ru', 'en'] as const) {
        const path = `${LESSON}/${language}.mdx`
        files[path] = (files[path] ?? '').replace(/kind="single">[\s\S]*?<\/SelfCheck>/g, firstRight)
      }
    },
    'warning',
  ],
  ['structure', 'a heading less', lesson('en', /## The order[^\n]*\n\n/, '')],
  ['structure', 'another level', lesson('kk', '## Сұрақтардың', '### Сұрақтардың')],
  ['structure', 'another id', lesson('kk', 'check-3', 'check-9')],
  [
    'structure',
    'another right answer',
    lesson('en', /(check-3[\s\S]*?)<Option correct>([\s\S]*?)<Option>/, '$1<Option>$2<Option correct>'),
  ],
  [
    'structure',
    'another kind',
    lesson('en', /(check-0" kind=")multiple"([\s\S]*?)<Option correct>/, '$1single"$2<Option>'),
  ],
  ['structure', 'a citation less', lesson('kk', /<Statute[\s\S]*?<\/Statute>/, 'сол бап')],
  ['structure', 'another part of the article', lesson('kk', 'part="1"', 'part="2"')],
  ['statutes', 'an article that is not listed', everywhere('article="29"', 'article="30"')],
  ['statutes', 'another wording', everywhere('wording="2026-07-01"', 'wording="2026-01-16"')],
  ['statutes', 'verified by nobody knows what', yaml(', seen: "the full text"', '')],
  ['statutes', 'a source nobody cites', yaml(/( {2}- .*)29(.*)\n/, '$129$2\n$177$2\n'), 'warning'],
  [
    'unverified-point',
    'a self-check on an unverified article',
    (files) => {
      yaml('verified: yes', 'verified: no')(files)
      everywhere(
        /(kind="single">\n\n)/,
        '$1<Statute act="gpk" article="29" wording="2026-07-01">ГПК</Statute> ',
      )(files)
    },
  ],
  ['bare-citation', 'a citation in plain text', added('ru', 'Об этом говорит ст.\u00A029 ГПК.'), 'warning'],
  ['links', 'an unknown lesson', everywhere('/lessons/jurisdiction', '/lessons/nowhere')],
  ['links', 'an unknown heading', added('ru', '[сюда](#нигде)')],
  ['links', 'an unknown heading elsewhere', added('ru', '[сюда](/lessons/jurisdiction#нигде)')],
  ['links', 'a path that leads astray', added('ru', '[сюда](../jurisdiction)')],
  ['links', 'a malformed address', added('ru', '[сюда](https://)')],
  ['links', 'a private address', added('ru', '[сюда](http://localhost/x)')],
  ['quotes', 'straight marks', added('ru', 'Он сказал "да" и ушёл.')],
  ['quotes', 'English marks in Kazakh', added('kk', 'Ол “иә” деді.')],
  ['quotes', 'Russian marks in English', added('en', 'He said «yes» and left.')],
  ['quotes', 'a straight apostrophe', added('en', "The court's decision.")],
  ['quotes', 'an open mark', added('ru', 'Он сказал «да и ушёл.')],
  ['quotes', 'in an attribute', lesson('ru', 'title="Дело о теплице"', 'title=\'Дело "о теплице"\'')],
  ['non-breaking-space', 'after №', added('ru', 'Дело № 5 рассмотрено.')],
  ['non-breaking-space', 'nothing after §', added('kk', '§5 қараңыз.')],
  ['non-breaking-space', 'between ст. and number', lesson('ru', 'ст.\u00A029', 'ст. 29')],
  ['non-breaking-space', 'between ч. and number at a line end', lesson('ru', 'ч.\u00A01', 'ч.\n1')],
  ['non-breaking-space', 'within a number', added('ru', 'Взыскать 6 000 000 тенге.')],
  ['non-breaking-space', 'before a unit', added('kk', 'Айыппұл 5 АЕК болды.')],
  ['dashes', 'a hyphen for a dash', added('ru', 'Суд - это люди.')],
  ['dashes', 'an em dash in Russian', added('ru', 'Суд — это люди.')],
  [
    'untranslated',
    'Russian in Kazakh',
    added('kk', 'Судья сначала находит факты, а потом и норму, которая для них написана.'),
  ],
  [
    'untranslated',
    'Russian in Kazakh without small words',
    added(
      'kk',
      'Суд первой инстанции полностью удовлетворил исковые требования гражданина Сергеева, взыскав неустойку, судебные расходы.',
    ),
  ],
  [
    'untranslated',
    'Kazakh in Russian',
    added('ru', 'Сот талапты толық қанағаттандырып, тұрақсыздық айыбын өндіріп берді.'),
  ],
  ['untranslated', 'Russian in English', added('en', 'Суд удовлетворил иск полностью и взыскал неустойку.')],
  ['untranslated', 'English in Russian', added('ru', 'The court granted the claim and awarded the penalty.')],
  ['untranslated', 'English in Kazakh', added('kk', 'The court granted the claim and awarded the penalty.')],
  [
    'untranslated',
    'a copied passage',
    (files) => {
      added('ru', 'Суд удовлетворил иск полностью сегодня.')(files)
      added('kk', 'Суд удовлетворил иск полностью сегодня.')(files)
    },
  ],
  [
    'untranslated',
    'a figure in another language',
    (files) => {
      files[`${LESSON}/figures/tree.en.svg`] = files[`${LESSON}/figures/tree.ru.svg`] ?? ''
    },
  ],
  [
    'untranslated',
    'a glossary with swapped columns',
    added(
      'ru',
      '| Қазақша | Русский | English |\n|---|---|---|\n| талап қоюды қабылдаудан бас тарту | refusal to accept a claim | отказ в принятии иска |',
    ),
  ],
  ['figures', 'missing in a language', removed(`${LESSON}/figures/tree.kk.svg`)],
  ['figures', 'a script', figure('ru', '<text', '<script>x</script><text')],
  ['figures', 'too small for a phone', figure('ru', 'font-size="14"', 'font-size="9"')],
  ['figures', 'nobody uses it', everywhere(/<Figure[^\n]*/, ''), 'warning'],
  ['rubrics', 'a level is missing', edit('rubrics/short.yaml', 'points: 1', 'points: 2')],
  ...questionPlants,
  ['rubrics', 'unreachable', edit('rubrics/short.yaml', 'pass: 1', 'pass: 9')],
]

describe('each planted fault is found', () => {
  test.each(PLANTS)('%s: %s', async (rule, _what, plant, severity = 'error') => {
    const { findings } = await check(plant)
    expect(findings).toContainEqual(expect.objectContaining({ rule, severity }))
  })

  test('every rule has a planted fault', () => {
    expect(RULES.filter((rule) => !PLANTS.some(([planted]) => planted === rule))).toEqual([])
  })
})

test('unverified citations are counted and listed', async () => {
  const report = await check(yaml('verified: yes', 'verified: no, note: "only an old text was read"'))
  expect(report.findings).toEqual([])
  expect(report.open).toEqual([
    {
      folder: LESSON,
      act: 'gpk',
      article: '29',
      verification: 'to be checked',
      note: 'only an old text was read',
    },
  ])
  expect(printReport(report)).toContain('gpk article 29 – only an old text was read')
})

test('sources: an article with two wording dates in the course is refused where the older one stands', async () => {
  const older =
    'sources:\n  - { act: gpk, article: "29", wording: 2026-01-16, verified: yes, seen: "the full text" }\n'
  const { findings } = await check(edit('essays/first/essay.yaml', /$/, older))
  expect(findings).toContainEqual({
    rule: 'statutes',
    severity: 'error',
    file: 'essays/first/essay.yaml',
    message: `sources: gpk article 29 has the wording 2026-01-16 here and 2026-07-01 in ${LESSON}/lesson.yaml`,
  })
})

const noted = (verified: 'yes' | 'no', note: string) =>
  check(yaml('verified: yes', `verified: ${verified}, note: "${note}"`))

test.each([
  'Law 331-VIII of 01.07.2026 amends this article: re-check it first.',
  'In the printed text only the heading was seen.',
  'Part 2 was read in a version older than 2026 only.',
])('sources: a verified article whose note says otherwise is refused: %s', async (note) => {
  const refused = expect.objectContaining({
    rule: 'statutes',
    severity: 'error',
    file: `${LESSON}/lesson.yaml`,
    message: `sources: gpk article 29 is verified, but its note says otherwise: ${note}`,
  })
  expect((await noted('yes', note)).findings).toContainEqual(refused)
  expect((await noted('no', note)).findings).toEqual([])
})

test('sources: a note on the act as a whole does not contradict a verified article', async () => {
  const { findings } = await noted('yes', 'Law 331-VIII of 01.07.2026 amends the Code: re-check the wording.')
  expect(findings).toEqual([])
})
