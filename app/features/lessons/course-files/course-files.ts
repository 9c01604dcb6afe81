import type { Locale } from '#app/i18n/locales.ts'
import type {
  Act,
  CourseSettings,
  EssaySettings,
  LessonSettings,
  QuestionFileSettings,
  RubricSettings,
} from './schemas.ts'

/** The figures of one folder: SVG sources by language and name. */
export type FigureFiles = Record<Locale, Record<string, string>>

export type LessonFiles = {
  slug: string
  /** Path of the folder below `content/`, for messages. */
  folder: string
  settings: LessonSettings
  texts: Partial<Record<Locale, string>>
  figures: FigureFiles
}

export type RubricFile = { slug: string; file: string; settings: RubricSettings }

/** The questions of one sphere: `questions/<sphere>.yaml`. */
export type QuestionFile = { file: string; settings: QuestionFileSettings }

export const ESSAY_TEXTS = ['brief', 'model', 'notes'] as const
export type EssayText = (typeof ESSAY_TEXTS)[number]

export type EssayFiles = {
  slug: string
  folder: string
  settings: EssaySettings
  texts: Record<EssayText, Partial<Record<Locale, string>>>
  figures: FigureFiles
}

/** A course as it lies on disk, every file parsed and every shape checked. */
export type CourseFiles = {
  settings: CourseSettings
  acts: Act[]
  lessons: LessonFiles[]
  rubrics: RubricFile[]
  essays: EssayFiles[]
  questions: QuestionFile[]
}

/** A file that is missing, unreadable or of the wrong shape, or a text that is refused; `message` is for authors. */
export type CourseFileError = { file: string; line?: number; column?: number; message: string }

/** `lessons/jurisdiction/ru.mdx:8:7`, as editors open it. */
export const placeInFile = ({ file, line, column }: Omit<CourseFileError, 'message'>): string =>
  [file, line, column].filter((part) => part !== undefined).join(':')
