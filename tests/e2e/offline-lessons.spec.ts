import { expect, test } from '#tests/setup/browser.ts'
import { seedWriter } from '#tests/setup/e2e-writers.ts'

test('lessons of the days that have opened are read without a line, also those that nobody opened; none counts as read', async ({
  as,
  ask,
}) => {
  const her = await seedWriter(ask, '', 'reader')
  const page = await as(her)
  // Whose day and hour have come where she lives; between two looks an hour may strike.
  const due = async () =>
    (
      await ask<{ address: string }>(
        `select '/lessons/' || l.slug as address from lesson l, enrolment e
           join cohort c on c.id = e.cohort_id join person p on p.id = e.person_id
         where p.email = $1 and now() >=
           (c.start_date + (l.day - 1) + c.opening_minute * interval '1 minute') at time zone c.zone`,
        [her],
      )
    )
      .map(({ address }) => address)
      .sort()
  const before = await due()
  await page.goto('/calendar')
  const open = await page
    .locator('a[href^="/lessons/"]')
    .evaluateAll((links) => [...new Set(links.map((link) => link.getAttribute('href') ?? ''))])
  expect([before, await due()]).toContainEqual([...open].sort())
  const [first = '', ...others] = open
  await page.goto(first)
  const kept = () =>
    page.evaluate(async () => {
      const pages = await caches.open('alqa-pages-1')
      const paths = (await pages.keys()).map(({ url }) => new URL(url).pathname)
      return paths.filter((path) => path.startsWith('/lessons/'))
    })
  await expect.poll(async () => (await kept()).sort(), { timeout: 60_000 }).toEqual([...open].sort())
  await page.context().setOffline(true)
  const last = others.at(-1) ?? ''
  await page.goto(last)
  await expect(page.locator('html')).toHaveAttribute('data-cached', '')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'There is no connection' })).toBeHidden()
  const visits = await ask<{ slug: string }>(
    `select l.slug from lesson_visit v join lesson l on l.id = v.lesson_id join person p on p.id = v.person_id
    where p.email = $1`,
    [her],
  )
  expect(visits.map(({ slug }) => `/lessons/${slug}`)).toEqual([first])
  await page.goto('/progress')
  await expect(page.getByRole('heading', { name: 'There is no connection' })).toBeVisible()
})
