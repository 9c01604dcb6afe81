import { checkCourse } from '#app/features/lessons/content-check/check-course.server.ts'
import type { SampleFiles } from './sample-course.ts'
import { sampleCourse, writeCourse } from './sample-course.ts'

/** Checks the sample course after a change to its files. */
export async function check(plant: (files: SampleFiles) => void = () => {}) {
  const files = sampleCourse()
  plant(files)
  await using course = await writeCourse(files)
  return await checkCourse(course.folder)
}

export const LESSON = 'lessons/jurisdiction'
type Language = 'kk' | 'ru' | 'en'

/** Replaces a passage that must be there, in one file or in the lesson in every language. */
export function edit(path: string, from: string | RegExp, to: string) {
  return (files: SampleFiles) => {
    const before = files[path] ?? ''
    files[path] = before.replace(from, to)
    if (files[path] === before) throw new Error(`nothing to replace in ${path}`)
  }
}
export const lesson = (language: Language, from: string | RegExp, to: string) =>
  edit(`${LESSON}/${language}.mdx`, from, to)
export const everywhere = (from: string | RegExp, to: string) => (files: SampleFiles) => {
  for (const language of ['kk', 'ru', 'en'] as const) lesson(language, from, to)(files)
}
export const added = (language: Language, passage: string) => (files: SampleFiles) => {
  files[`${LESSON}/${language}.mdx`] += `\n${passage}\n`
}
export const removed = (path: string) => (files: SampleFiles) => {
  if (!delete files[path]) throw new Error(path)
}
export const yaml = (from: string | RegExp, to: string) => edit(`${LESSON}/lesson.yaml`, from, to)
export const figure = (language: Language, from: string | RegExp, to: string) =>
  edit(`${LESSON}/figures/tree.${language}.svg`, from, to)
export const bank = (from: string | RegExp, to: string) => edit('questions/civil.yaml', from, to)
