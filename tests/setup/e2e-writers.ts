import type { Locator, Page } from '@playwright/test'

type Ask = (sql: string, values?: unknown[]) => Promise<unknown[]>

/** Begins an attempt of so many minutes for a person of the demo, as the page of the brief would. */
export async function beginAttempt(
  ask: Ask,
  { email, slug, minutes = 80 }: { email: string; slug: string; minutes?: number },
): Promise<void> {
  await ask(
    `with begun as (
       insert into attempt (person_id, cohort_id, prompt_id, prompt_version_id, number, locale, started_at, deadline_at)
       select p.id, e.cohort_id, q.id, v.id, 1, 'ru', now(), now() + $3 * interval '1 minute'
       from person p join enrolment e on e.person_id = p.id, prompt q
       join lateral (select id from prompt_version where prompt_id = q.id order by number desc limit 1) v on true
       where p.email = $1 and q.slug = $2
       returning id)
     insert into draft (attempt_id, revision, text, saved_at) select id, 0, '', now() from begun`,
    [email, slug, minutes],
  )
}

/** A fresh person of the demo's cohort who is writing the essay `slug`; answers her e-mail. */
export async function seedWriter(ask: Ask, slug: string, name: string): Promise<string> {
  const email = `${name}@demo.test`
  await ask(
    `with added as (
       insert into person (name, email, role, locale, password_hash)
       select $2, $1, 'participant', 'en', password_hash from person where email = 'participant@demo.test'
       returning id)
     insert into enrolment (person_id, cohort_id)
     select added.id, e.cohort_id from added, enrolment e join person p on p.id = e.person_id
     where p.email = 'participant@demo.test'`,
    [email, name],
  )
  if (slug) await beginAttempt(ask, { email, slug })
  return email
}

/** The text of the writing page. */
export const areaOf = (page: Page): Locator => page.getByRole('textbox', { name: 'Your essay' })

/** Where the words are, as the page says it. */
export const stateOf = (page: Page): Locator => page.locator('[data-state]')

/** The state of a text that is nowhere else than on the server. */
export const onServer = /^saved on the server \d/

/** Types at the end of the text. */
export async function write(page: Page, words: string): Promise<void> {
  await areaOf(page).press('Control+End')
  await areaOf(page).pressSequentially(words)
}
