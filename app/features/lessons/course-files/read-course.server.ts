import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Document, parseDocument } from 'yaml'
import { z } from 'zod'
import type { Locale } from '#app/i18n/locales.ts'
import { textLocales } from '#app/i18n/locales.ts'
import { forbiddenCharacters } from '../mdx/characters.ts'
import { placeOf } from '../mdx/place.ts'
import { characterIn, referenceIn } from '../mdx/yaml-faults.server.ts'
import type {
  CourseFileError,
  CourseFiles,
  EssayFiles,
  FigureFiles,
  LessonFiles,
  QuestionFile,
  RubricFile,
} from './course-files.ts'
import { ESSAY_TEXTS } from './course-files.ts'
import {
  actSchema,
  courseSchema,
  essaySchema,
  lessonSchema,
  questionFileSchema,
  rubricSchema,
} from './schemas.ts'

/** Bytes of a text or a figure that is read at all, and characters of a YAML file. */
const LARGEST_FILE = 2_000_000
const LARGEST_YAML = 200_000
/** A sphere of the question bank holds some hundred questions in three languages. */
const LARGEST_QUESTION_FILE = 2_000_000
/** Faults of one YAML file that are listed. */
const MOST_FAULTS = 20

type Folder = { root: string; errors: CourseFileError[] }

/**
 * Reads a course folder into typed values. Files of the wrong shape are reported and left out; `course` is null
 * only when `course.yaml` or `acts.yaml` cannot be used, because everything else refers to them.
 */
export async function readCourse(
  root: string,
): Promise<{ course: CourseFiles | null; errors: CourseFileError[] }> {
  const folder: Folder = { root, errors: [] }
  const settings = await readYaml(folder, 'course.yaml', courseSchema)
  const acts = await readYaml(folder, 'acts.yaml', z.array(actSchema))
  const lessons: LessonFiles[] = []
  for (const slug of await list(folder, 'lessons', true)) {
    const lesson = await readLesson(folder, slug)
    if (lesson) lessons.push(lesson)
  }
  const rubrics: RubricFile[] = []
  for (const name of await list(folder, 'rubrics', false)) {
    const file = `rubrics/${name}`
    const rubric = name.endsWith('.yaml')
      ? await readYaml(folder, file, rubricSchema)
      : unexpected(folder, file)
    if (rubric) rubrics.push({ slug: name.slice(0, -'.yaml'.length), file, settings: rubric })
  }
  const essays: EssayFiles[] = []
  for (const slug of await list(folder, 'essays', true)) {
    const essay = await readEssay(folder, slug)
    if (essay) essays.push(essay)
  }
  const questions = await readQuestions(folder)
  const byDay = (a: LessonFiles, b: LessonFiles) =>
    a.settings.day - b.settings.day || a.settings.position - b.settings.position
  const course =
    settings && acts ? { settings, acts, lessons: lessons.sort(byDay), rubrics, essays, questions } : null
  return { course, errors: folder.errors }
}

async function readLesson(folder: Folder, slug: string): Promise<LessonFiles | null> {
  const path = `lessons/${slug}`
  const settings = await readYaml(folder, `${path}/lesson.yaml`, lessonSchema)
  const texts = await readTexts(folder, path, '')
  const figures = await readFigures(folder, path)
  await refuseOthers(folder, path, [
    'lesson.yaml',
    'figures',
    ...textLocales.map((locale) => `${locale}.mdx`),
  ])
  return settings && { slug, folder: path, settings, texts, figures }
}

async function readEssay(folder: Folder, slug: string): Promise<EssayFiles | null> {
  const path = `essays/${slug}`
  const settings = await readYaml(folder, `${path}/essay.yaml`, essaySchema)
  const texts = {
    brief: await readTexts(folder, path, 'brief.'),
    model: await readTexts(folder, path, 'model.'),
    notes: await readTexts(folder, path, 'notes.'),
  }
  const figures = await readFigures(folder, path)
  const expected = ESSAY_TEXTS.flatMap((kind) => textLocales.map((locale) => `${kind}.${locale}.mdx`))
  await refuseOthers(folder, path, ['essay.yaml', 'figures', ...expected])
  return settings && { slug, folder: path, settings, texts, figures }
}

/** A course without a question bank is a course all the same. */
async function readQuestions(folder: Folder): Promise<QuestionFile[]> {
  const files: QuestionFile[] = []
  for (const name of await list(folder, 'questions', false, true)) {
    const file = `questions/${name}`
    const settings = name.endsWith('.yaml')
      ? await readYaml(folder, file, questionFileSchema, LARGEST_QUESTION_FILE)
      : unexpected(folder, file)
    if (settings) files.push({ file, settings })
  }
  return files
}

async function readTexts(folder: Folder, path: string, prefix: string) {
  const texts: Partial<Record<Locale, string>> = {}
  for (const locale of textLocales) {
    const text = await readText(folder, `${path}/${prefix}${locale}.mdx`)
    if (text !== null) texts[locale] = text
  }
  return texts
}

async function readFigures(folder: Folder, path: string): Promise<FigureFiles> {
  const figures: FigureFiles = { kk: {}, ru: {}, en: {} }
  for (const name of await list(folder, `${path}/figures`, false, true)) {
    const file = `${path}/figures/${name}`
    const parts = /^([a-z0-9]+(?:-[a-z0-9]+)*)\.(kk|ru|en)\.svg$/.exec(name)
    const source = parts ? await readText(folder, file) : unexpected(folder, file)
    if (parts?.[1] && source !== null) figures[parts[2] as Locale][parts[1]] = source
  }
  return figures
}

async function readText(folder: Folder, file: string): Promise<string | null> {
  try {
    if ((await stat(join(folder.root, file))).size > LARGEST_FILE) {
      folder.errors.push({ file, message: `the file has more than ${LARGEST_FILE} bytes` })
      return null
    }
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(join(folder.root, file)))
  } catch (thrown) {
    const missing = (thrown as NodeJS.ErrnoException).code === 'ENOENT'
    folder.errors.push({
      file,
      message: missing ? 'the file is missing' : 'the file is not readable UTF-8 text',
    })
    return null
  }
}

async function readYaml<T>(
  folder: Folder,
  file: string,
  schema: z.ZodType<T>,
  largest = LARGEST_YAML,
): Promise<T | null> {
  const text = await readText(folder, file)
  if (text === null) return null
  const refused = (message: string, offset = 0) => {
    folder.errors.push({ file, ...placeOf(text, offset), message })
    return null
  }
  if (text.length > largest) return refused(`the file has more than ${largest} characters`)
  const [raw] = forbiddenCharacters(text.replaceAll('\r\n', ' \n'), 1)
  if (raw) return refused(`the invisible character ${raw.name} is not allowed`, raw.offset)
  const document = parsedYaml(text)
  if (!document) return refused('too many lists or brackets stand within each other')
  const reference = referenceIn(document)
  if (reference)
    return refused(`${reference.written} is a reference or a tag, which is not allowed`, reference.offset)
  const character = characterIn(document)
  if (character)
    return refused(`the invisible character ${character.written} is not allowed`, character.offset)
  const faults = [...document.errors, ...document.warnings]
  for (const fault of faults.slice(0, MOST_FAULTS)) {
    folder.errors.push({
      file,
      ...placeOf(text, fault.pos[0]),
      message: (fault.message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, ''),
    })
  }
  if (faults.length > 0) return null
  const parsed = schema.safeParse(document.toJS({ maxAliasCount: 0 }))
  if (parsed.success) return parsed.data
  for (const issue of parsed.error.issues.slice(0, MOST_FAULTS)) {
    const node = document.getIn(issue.path, true) as { range?: [number, number, number] } | undefined
    const message = `${issue.path.join('.') || 'file'}: ${issue.message}`
    folder.errors.push({ file, message, ...(node?.range && placeOf(text, node.range[0])) })
  }
  return null
}

/** Null where brackets are nested deeper than the reader can follow. */
function parsedYaml(text: string): Document.Parsed | null {
  try {
    return parseDocument(text, { uniqueKeys: true, strict: true })
  } catch {
    return null
  }
}

async function list(folder: Folder, path: string, folders: boolean, optional = false): Promise<string[]> {
  try {
    const entries = await readdir(join(folder.root, path), { withFileTypes: true })
    return entries
      .filter((entry) => !entry.name.startsWith('.') && entry.isDirectory() === folders)
      .map((entry) => entry.name)
      .sort()
  } catch {
    if (!optional) folder.errors.push({ file: path, message: 'the folder is missing' })
    return []
  }
}

async function refuseOthers(folder: Folder, path: string, expected: readonly string[]): Promise<void> {
  const found = [...(await list(folder, path, false, true)), ...(await list(folder, path, true, true))]
  for (const name of found) if (!expected.includes(name)) unexpected(folder, `${path}/${name}`)
}

function unexpected(folder: Folder, file: string): null {
  folder.errors.push({ file, message: 'this file has no place here: check its name' })
  return null
}
