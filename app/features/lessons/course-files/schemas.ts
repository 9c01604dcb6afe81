import { z } from 'zod'

/*
 * The shapes of the course as authors write it, for every feature that takes something from `content/`.
 * They stand together here, in the first feature that needs them, because the files refer to each other
 * (a lesson to spheres and acts, an essay to days and rubrics); rubrics and essays come later in the import
 * order and may use these pure types.
 */

const text = z.string().trim().min(1)
const localized = z.strictObject({ kk: text, ru: text, en: text })
const slug = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'small Latin letters, digits and hyphens')
const date = z.iso.date()
const yesNo = z.union([z.boolean(), z.enum(['yes', 'no']).transform((word) => word === 'yes')])
const wholeNumber = z.number().int().positive()

/** The number of a part, paragraph or sub-paragraph: "1", "3-1", "1)". */
const provision = z.coerce.string().regex(/^\d+(?:-\d+)*\)?$/, 'a number such as "1" or "3-1"')

const article = z.coerce.string().regex(/^\d+(?:-\d+)*$/, 'an article number such as "29" or "135-1"')

/** One provision an author relied on, and where it was read. */
const sourceSchema = z.strictObject({
  act: slug,
  article,
  wording: date,
  verified: yesNo,
  seen: text.optional(),
  note: text.optional(),
})

export const actSchema = z.strictObject({
  id: slug,
  kind: z.enum(['constitution', 'constitutional-law', 'code', 'law', 'normative-resolution']),
  name: localized,
  short: localized,
  adilet: z.string().regex(/^[A-Z]\d{7,9}[A-Z0-9_]*$/, 'a document number of the database «Әділет»'),
  /** Names by which a text cites it; `*` stands for any ending. */
  cited: z.array(text.max(100)).max(20).default([]),
  articles: z.strictObject({ from: wholeNumber, to: wholeNumber.optional() }).optional(),
  repealed: z.array(article).optional(),
  oldNumbers: z.record(article, article).optional(),
})

const testLength = { questions: z.number().int().min(1).max(200), minutes: z.number().int().min(1).max(600) }

/** The tests of the course: of each day, of one sphere at any time, and those that everybody takes once. */
const practiceSchema = z.strictObject({
  /** `fromToday` of the questions belong to the day's lessons, the rest to earlier ones. */
  daily: z.strictObject({ ...testLength, fromToday: z.number().int().min(1) }),
  training: z.strictObject({ questions: testLength.questions }),
  tests: z.array(z.strictObject({ id: slug, day: wholeNumber, ...testLength, title: localized })),
})

export const courseSchema = z.strictObject({
  title: localized,
  lawAsOf: date,
  spheres: z.array(z.strictObject({ id: slug, branch: z.boolean(), title: localized })).min(1),
  days: z.array(z.strictObject({ day: wholeNumber, title: localized, trains: localized })).min(1),
  practice: practiceSchema.optional(),
})

export const lessonSchema = z.strictObject({
  day: wholeNumber,
  position: wholeNumber,
  sphere: slug,
  required: z.boolean(),
  sources: z.array(sourceSchema),
})

export const rubricSchema = z.strictObject({
  title: localized,
  official: z.boolean(),
  pass: z.number().int().nonnegative(),
  criteria: z
    .array(
      z.strictObject({
        id: slug,
        title: localized,
        max: wholeNumber,
        levels: z
          .array(
            z.strictObject({
              points: z.number().int().nonnegative(),
              participant: localized,
              marker: localized,
            }),
          )
          .min(2),
      }),
    )
    .min(1),
})

export const essaySchema = z.strictObject({
  kind: z.enum(['diagnostic', 'case-analysis', 'judgment', 'full-mock']),
  day: wholeNumber,
  dueDay: wholeNumber,
  /** The last day on which a late text is taken; the day it is due where there is none. */
  cutOffDay: wholeNumber.optional(),
  minutes: wholeNumber,
  /** `hard` refuses a submission outside the limits, `soft` only says so. */
  words: z.strictObject({
    min: wholeNumber,
    max: wholeNumber,
    rule: z.enum(['soft', 'hard']).default('soft'),
  }),
  attempts: wholeNumber,
  rubric: slug,
  scaffold: z.enum(['irac', 'judgment', 'none']),
  title: localized,
  sources: z.array(sourceSchema).optional(),
})

/** What a question asks of the reader: to know, to apply, to choose between two norms, to count. */
export const QUESTION_LEVELS = ['recall', 'application', 'two-norms', 'counting'] as const

const optionSchema = z.strictObject({
  correct: z.literal(true).optional(),
  text: localized,
  why: localized,
})

/** A file of the question bank: the questions of one sphere. */
export const questionFileSchema = z.strictObject({
  sphere: slug,
  questions: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z0-9-]+-\d{3}$/, 'the sphere and three digits, such as "civil-001"'),
        level: z.enum(QUESTION_LEVELS),
        lesson: slug,
        norms: z
          .array(sourceSchema.extend({ part: provision.optional(), point: provision.optional() }))
          .min(1),
        text: localized,
        options: z.array(optionSchema).length(5),
      }),
    )
    .min(1),
})

export type SourceEntry = z.infer<typeof sourceSchema>
export type Act = z.infer<typeof actSchema>
export type CourseSettings = z.infer<typeof courseSchema>
export type LessonSettings = z.infer<typeof lessonSchema>
export type RubricSettings = z.infer<typeof rubricSchema>
export type PracticeSettings = z.infer<typeof practiceSchema>
export type QuestionFileSettings = z.infer<typeof questionFileSchema>
export type BankQuestion = QuestionFileSettings['questions'][number]
export type EssaySettings = z.infer<typeof essaySchema>
