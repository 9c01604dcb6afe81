import type { Locale, Localised } from '#app/i18n/locales.ts'
import type { Translate } from '#app/i18n/messages.ts'
import { parseName } from './test-name.ts'

/** What a title is made from: the course's own words for its tests and spheres. */
type Titles = {
  practice: { tests: { id: string; title: Localised }[] } | null
  spheres: { id: string; title: Localised }[]
}

/** How a test is called for people, by its stored name. One that the course no longer has keeps its id. */
export function testTitle(name: string, course: Titles, locale: Locale, t: Translate): string {
  const parsed = parseName(name)
  if (parsed.kind === 'day') return t('practice.title.day', { day: parsed.day })
  const titled = parsed.kind === 'fixed' ? course.practice?.tests : course.spheres
  return titled?.find(({ id }) => id === parsed.of)?.title[locale] ?? parsed.of
}
