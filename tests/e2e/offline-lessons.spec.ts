import { expect, test } from '#tests/setup/browser.ts'
import { seedWriter } from '#tests/setup/e2e-writers.ts'

test('lessons of the days that have opened are read without a line, also those that nobody opened; none counts as read', async ({
  as,
  ask,
}) => {
  const her = await seedWriter(ask, '', 'reader')
  const page = await as(her)
  await page.goto('/calendar')
  const open = await page
    .locator('a[href^="/lessons/"]')
    .evaluateAll((links) => [...new Set(links.map((link) => link.getAttribute('href') ?? ''))])
  // One a day; before the hour at which lessons open, today's is not among them.
  expect(open.length).toBeGreaterThan(3)
  const [first = '', ...others] = open
  await page.goto(first)
  const kept = () =>
    page.evaluate(async () => {
      const pages = await caches.open('alqa-pages-1')
      const paths = (await pages.keys()).map(({ url }) => new URL(url).pathname)
      return paths.filter((path) => path.startsWith('/lessons/'))
    })
  await expect.poll(async () => (await kept()).sort(), { timeout: 30_000 }).toEqual([...open].sort())
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
