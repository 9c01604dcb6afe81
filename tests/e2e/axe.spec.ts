import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { demo, expect, speak, test } from '#tests/setup/browser.ts'

// Nothing that one looks at is another's doing: each worker that takes part has a copy of the demo.
test.describe.configure({ mode: 'parallel', timeout: 600_000 })

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** Every page, by who looks at it. `:id` addresses are found on the list before them. */
const pages: Record<string, string[]> = {
  visitor: [
    '/sign-in',
    '/forgot',
    '/reset/none',
    '/invite/none',
    '/verify',
    '/verify/2026-AAAAAA-A',
    '/offline',
    '/no-such-page',
  ],
  participant: [
    '/today',
    '/calendar',
    '/lessons/jurisdiction',
    '/progress',
    '/essays',
    '/essays/judgment',
    '/essays/diagnostic/receipt',
    '/essays/diagnostic/feedback',
    '/essays/diagnostic/history',
    '/account',
    '/sign-out',
    '/admin',
  ],
  instructor2: ['/grade', '/account/second-factor'],
  lead: ['/grade', '/grade/release', '/grade/release?view=released', '/admin/progress'],
  admin: [
    '/admin',
    '/admin/people',
    '/admin/people?invite=1',
    '/admin/people?search=nobody-has-this-name',
    '/admin/cohorts',
    '/admin/jobs',
    '/admin/progress',
    '/admin/essays',
    '/admin/essays?state=copies',
    '/admin/lessons',
    '/admin/lessons/jurisdiction',
  ],
  observer: ['/admin', '/admin/progress'],
}

/** What axe finds, in lines that a person can act on. */
async function faults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${new URL(page.url()).pathname} ${id}: ${node.target.join(' ')}`),
  )
}

for (const [who, addresses] of Object.entries(pages)) {
  test(`no page is wider than a phone: ${who}`, async ({ as, browser, baseURL }) => {
    const viewport = { width: 360, height: 740 }
    const page =
      who === 'visitor'
        ? await (await browser.newContext({ baseURL, viewport })).newPage()
        : await as(demo(who), { viewport })
    const wide: string[] = []
    try {
      // Kazakh words are the longest.
      for (const language of ['en', 'kk']) {
        await speak(page, language)
        for (const address of addresses) {
          await page.goto(address)
          const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
          if (beyond > 0) wide.push(`${address} (${language}) by ${beyond}`)
        }
      }
    } finally {
      await speak(page, 'en')
    }
    if (who === 'visitor') await page.context().close()
    expect(wide).toEqual([])
  })
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [who, addresses] of Object.entries(pages)) {
    test(`axe finds nothing: ${who}, ${colorScheme}`, async ({ as, browser, baseURL }) => {
      const page =
        who === 'visitor'
          ? await (await browser.newContext({ baseURL, colorScheme })).newPage()
          : await as(demo(who), { colorScheme })
      const found: string[] = []
      for (const address of addresses) {
        await page.goto(address)
        found.push(...(await faults(page)))
      }
      if (who === 'visitor') await page.context().close()
      expect(found).toEqual([])
    })
  }

  test(`axe finds nothing: a cohort, a person, an attempt and a letter, ${colorScheme}`, async ({
    as,
    ask,
  }) => {
    const page = await as(demo('admin'), { colorScheme })
    const [ids] = await ask<{ cohort: string; person: string; attempt: string; mail: string | null }>(
      `select (select id from cohort limit 1) as cohort, (select attempt_id from late_copy limit 1) as attempt,
         (select id from person where role = 'instructor' limit 1)
         as person, (select id from mail where file is not null limit 1) as mail`,
    )
    const found: string[] = []
    for (const address of [
      `/admin/cohorts/${ids?.cohort}`,
      `/admin/cohorts/${ids?.cohort}/marking`,
      `/admin/people?person=${ids?.person}`,
      `/admin/essays/${ids?.attempt}`,
    ]) {
      await page.goto(address)
      found.push(...(await faults(page)))
    }
    if (ids?.mail) {
      await page.goto(`/admin/jobs/mail/${ids.mail}`)
      found.push(...(await faults(page)))
    }
    expect(found).toEqual([])
  })

  test(`axe finds nothing: an essay being written, looked over and marked, ${colorScheme}`, async ({
    as,
    ask,
  }) => {
    // Somebody who has not handed in the case analysis: one for each look.
    const [writer] = await ask<{ email: string }>(
      `select p.email from person p join enrolment e on e.person_id = p.id
        where p.role = 'participant' and p.email <> $1 and not exists
          (select 1 from attempt a join prompt q on q.id = a.prompt_id
            where a.person_id = p.id and q.slug = 'case-analysis') order by p.id limit 1`,
      [demo('participant')],
    )
    if (!writer) throw new Error('everybody has handed in')
    const page = await as(writer.email, { colorScheme })
    const found: string[] = []
    await page.goto('/essays/case-analysis')
    found.push(...(await faults(page)))
    await page.getByRole('checkbox', { name: /own work/ }).check()
    await page.getByRole('checkbox', { name: /I am ready/ }).check()
    await page.getByRole('button', { name: 'Begin writing' }).click()
    await page.getByRole('textbox', { name: 'Your essay' }).fill('Договор')
    found.push(...(await faults(page)))
    await page.getByRole('button', { name: 'Hand in…' }).click()
    await page.getByRole('heading', { name: 'Hand in?' }).waitFor()
    found.push(...(await faults(page)))

    const marker = await as(demo('instructor2'), { colorScheme })
    await marker.goto('/grade')
    await marker.getByRole('button', { name: 'Take the next one' }).click()
    await marker.waitForURL(/\/grade\/[0-9a-f-]{36}$/)
    found.push(...(await faults(marker)))
    await marker.locator('#marking[data-ready]').waitFor()
    await marker.keyboard.press('?')
    found.push(...(await faults(marker)))
    expect(found).toEqual([])
  })
}
