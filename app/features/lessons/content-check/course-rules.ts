import type { CourseFiles } from '../course-files/course-files.ts'
import type { Finding } from './finding.ts'
import { reporterFor } from './finding.ts'
import { checkQuestionReferences } from './questions.ts'

/** What can be said without opening a text: days, spheres, rubrics, and who refers to whom. */
export function checkCourseRules(course: CourseFiles, findings: Finding[]): void {
  const { settings } = course
  const report = reporterFor(findings, 'course.yaml')
  const days = settings.days.map((day) => day.day)
  days.forEach((day, index) => {
    if (day !== index + 1)
      report('complete', `days must be numbered 1, 2, 3 …: ${day} stands in place ${index + 1}`)
    if (!course.lessons.some((lesson) => lesson.settings.day === day))
      report('complete', `day ${day} has no lesson`)
  })
  const spheres = new Set(settings.spheres.map((sphere) => sphere.id))
  if (spheres.size !== settings.spheres.length) report('references', 'two spheres have the same id')
  for (const sphere of spheres) {
    if (!course.lessons.some((lesson) => lesson.settings.sphere === sphere)) {
      report('complete', `no lesson belongs to the sphere ${sphere}`, undefined, 'warning')
    }
  }
  const acts = course.acts.map((act) => act.id)
  if (new Set(acts).size !== acts.length)
    reporterFor(findings, 'acts.yaml')('references', 'two acts have the same id')

  const places = new Set<string>()
  for (const lesson of course.lessons) {
    const about = reporterFor(findings, `${lesson.folder}/lesson.yaml`)
    const { day, position, sphere } = lesson.settings
    if (!spheres.has(sphere)) about('references', `there is no sphere ${sphere} in course.yaml`)
    if (!days.includes(day)) about('references', `there is no day ${day} in course.yaml`)
    if (places.has(`${day}/${position}`))
      about('references', `day ${day} has two lessons in position ${position}`)
    places.add(`${day}/${position}`)
  }
  checkEssayRules(course, findings)
  checkRubrics(course, findings)
  checkQuestionReferences(course, findings)
}

function checkEssayRules(course: CourseFiles, findings: Finding[]): void {
  const days = new Set(course.settings.days.map((day) => day.day))
  const rubrics = new Set(course.rubrics.map((rubric) => rubric.slug))
  for (const essay of course.essays) {
    const report = reporterFor(findings, `${essay.folder}/essay.yaml`)
    const { day, dueDay, cutOffDay = dueDay, rubric, words } = essay.settings
    if (!rubrics.has(rubric)) report('references', `there is no rubric ${rubric}`)
    const missing = [day, dueDay, cutOffDay].find((one) => !days.has(one))
    if (missing !== undefined) report('references', `day ${missing} is not in course.yaml`)
    if (dueDay < day) report('references', `due on day ${dueDay}, before it opens on day ${day}`)
    if (cutOffDay < dueDay)
      report('references', `cut off on day ${cutOffDay}, before it is due on day ${dueDay}`)
    if (words.max <= words.min) report('length', `words: max ${words.max} is not above min ${words.min}`)
  }
}

function checkRubrics(course: CourseFiles, findings: Finding[]): void {
  for (const { slug, file, settings } of course.rubrics) {
    const report = reporterFor(findings, file)
    const total = settings.criteria.reduce((sum, criterion) => sum + criterion.max, 0)
    if (settings.pass > total) report('rubrics', `pass ${settings.pass} is above the total of ${total}`)
    const ids = new Set(settings.criteria.map((criterion) => criterion.id))
    if (ids.size !== settings.criteria.length) report('rubrics', 'two criteria have the same id')
    for (const { id, max, levels } of settings.criteria) {
      const points = levels.map((level) => level.points).join(', ')
      const expected = Array.from({ length: max + 1 }, (_, index) => index).join(', ')
      if (points !== expected) report('rubrics', `${id}: levels for ${points} points, expected ${expected}`)
    }
    if (!course.essays.some((essay) => essay.settings.rubric === slug)) {
      report('rubrics', 'no essay uses this rubric', undefined, 'warning')
    }
  }
}
