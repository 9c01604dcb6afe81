import type { Finding, RuleName } from '#app/features/lessons/content-check/finding.ts'
import { bank, edit } from './course-check.ts'
import type { SampleFiles } from './sample-course.ts'

/** A fault that is planted into the sample course, and the rule that must find it. */
export type Plant = [
  rule: RuleName,
  what: string,
  plant: (files: SampleFiles) => void,
  severity?: Finding['severity'],
]

/** Faults of the question bank and of the settings of practice. */
export const questionPlants: Plant[] = [
  ['references', 'a question of an unknown lesson', bank('lesson: jurisdiction', 'lesson: nowhere')],
  ['references', 'a question on an unknown act', bank('act: gpk', 'act: codex')],
  ['references', 'two questions with one id', bank('civil-002', 'civil-001')],
  ['references', 'an id of another sphere', bank('civil-002', 'criminal-002')],
  [
    'references',
    'a test on a day that is not there',
    edit('course.yaml', 'day: 1, questions', 'day: 8, questions'),
  ],
  [
    'references',
    'more questions of the day than questions',
    edit('course.yaml', 'fromToday: 2', 'fromToday: 9'),
  ],
  ['files', 'four options', bank(/\n {6}- [^\n]*/, '')],
  ['files', 'a question without a norm', bank(/norms: \[.*\]/, 'norms: []')],
  ['questions', 'two right options', bank('      - { text', '      - { correct: true, text')],
  ['questions', 'no right option', bank('correct: true, ', '')],
  ['questions', 'an option twice', bank('Дело о теплице', 'Порядок вопросов')],
  ['statutes', 'a norm verified by nobody knows what', bank(', seen: "the full text"', '')],
  ['statutes', 'a norm in another wording', bank('2026-07-01', '2026-01-16')],
  ['quotes', 'straight marks in a question', bank('Печь продана', 'Печь \\"продана\\"')],
  [
    'untranslated',
    'Russian in a Kazakh option',
    bank(/(kk: ")Жылыжай туралы іс/, '$1Дело о той самой теплице и её хозяине'),
  ],
  [
    'duplicates',
    'a question asked twice',
    bank('Сосед затопил потолок ночью', 'Печь продана, цена не уплачена'),
    'warning',
  ],
]
