import type { TestView } from '#app/features/practice/queries/test.server.ts'
import type { Locale, Localised } from '#app/i18n/locales.ts'

type About = {
  course: { spheres: { id: string; title: Localised }[] }
  zone: string
  now: Date
  locale: Locale
}

/** One question as its page shows it: options in the order of this test, and every question's state. */
export function questionView(test: TestView, position: number, { course, zone, now, locale }: About) {
  const here = test.items.find((item) => item.position === position)
  if (!test.question || !here) throw new Error(`test ${test.id} has no question ${position}`)
  const { text, options } = test.question
  const sphere = test.items.filter((item) => item.sphere === here.sphere)
  return {
    id: test.id,
    position,
    count: test.items.length,
    deadlineAt: test.deadlineAt,
    minutesLeft: test.deadlineAt
      ? Math.max(0, Math.ceil((test.deadlineAt.getTime() - now.getTime()) / 60_000))
      : null,
    zone,
    sphere: {
      title: course.spheres.find(({ id }) => id === here.sphere)?.title[locale] ?? here.sphere,
      number: sphere.indexOf(here) + 1,
      of: sphere.length,
    },
    text: text[locale],
    options: here.order.map((option) => ({ option, text: options[option]?.[locale] ?? '' })),
    chosen: here.chosen,
    flagged: here.flagged,
    items: test.items.map(({ position: at, chosen, flagged, sphere: of }) => ({
      position: at,
      answered: chosen !== null,
      flagged,
      sphere: of,
    })),
  }
}
