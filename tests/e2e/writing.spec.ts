import { expect, test } from '#tests/setup/browser.ts'
import { areaOf, onServer, seedWriter, stateOf, write } from '#tests/setup/e2e-writers.ts'

// Each journey has a writer of its own, with one running attempt.
const SLUG = 'judgment'
const WRITE = `/essays/${SLUG}/write`

test('the page goes on without a line, also after a reload, and a page that is not kept says so', async ({
  as,
  ask,
}) => {
  const page = await as(await seedWriter(ask, SLUG, 'without-a-line'))
  await page.goto(WRITE)
  await page.evaluate(() => navigator.serviceWorker.ready)
  // The second time the worker sees the page itself.
  await page.reload()
  await write(page, 'Именем Республики.')
  await expect(stateOf(page)).toHaveText(onServer)
  await page.context().setOffline(true)
  await write(page, ' Суд установил.')
  await expect(stateOf(page)).toHaveText(/no connection, you can keep writing · saved on this device \d/)
  await page.reload()
  await expect(areaOf(page)).toHaveValue('Именем Республики. Суд установил.')
  await expect(page.locator('[data-clock]')).toHaveText(/1 h 1\d min|1 h 20 min/)
  await write(page, ' Иск обоснован.')
  await expect(stateOf(page)).toHaveText(/saved on this device/)
  const elsewhere = await page.context().newPage()
  await elsewhere.goto('/progress')
  await expect(elsewhere.getByRole('heading', { name: 'There is no connection' })).toBeVisible()
  await elsewhere.close()
  await page.context().setOffline(false)
  await expect(stateOf(page)).toHaveText(onServer, { timeout: 60_000 })
  const [row] = await ask<{ text: string }>(`select text from draft where text like 'Именем%'`)
  expect(row?.text).toBe('Именем Республики. Суд установил. Иск обоснован.')
})

test('a session that ended is opened again in place', async ({ as, ask }) => {
  const her = await seedWriter(ask, SLUG, 'signed-out')
  const page = await as(her)
  await page.goto(WRITE)
  await ask(`delete from session s using person p where p.id = s.person_id and p.email = $1`, [her])
  await write(page, ' Дальше.')
  await expect(page.getByRole('heading', { name: 'You are signed out' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Copy the text' })).toBeVisible()
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download the text' }).click(),
  ])
  expect(file.suggestedFilename()).toMatch(/\.txt$/)
  await page.getByRole('button', { name: 'Sign in again' }).click()
  const dialog = page.getByRole('dialog', { name: 'Sign in again' })
  await dialog.getByLabel('Password').fill('not this one')
  await dialog.getByRole('button', { name: 'Sign in and save' }).click()
  await expect(dialog.getByRole('alert')).toContainText('Wrong password')
  await dialog.getByLabel('Password').fill('alqa-demo')
  await dialog.getByRole('button', { name: 'Sign in and save' }).click()
  await expect(dialog).toBeHidden()
  await expect(stateOf(page)).toHaveText(onServer)
  await expect(areaOf(page)).toHaveValue(/Дальше\.$/)
})

test('another device takes over; two texts stand side by side, and neither is dropped', async ({
  as,
  ask,
}) => {
  const her = await seedWriter(ask, SLUG, 'two-devices')
  const one = await as(her)
  await one.goto(WRITE)
  await expect(areaOf(one)).toBeEditable()
  await write(one, ' Первое.')
  await expect(stateOf(one)).toHaveText(onServer)
  const two = await as(her)
  await two.goto(WRITE)
  await expect(
    two.getByRole('heading', { name: 'The text is being written in another window or on another device' }),
  ).toBeVisible()
  await expect(areaOf(two)).not.toBeEditable()
  await one.context().setOffline(true)
  await write(one, ' Без связи.')
  await expect(stateOf(one)).toHaveText(/saved on this device/)
  await two.getByRole('button', { name: 'Write here' }).click()
  await expect(areaOf(two)).toBeEditable()
  await write(two, ' Второе.')
  await expect(stateOf(two)).toHaveText(onServer)
  await one.context().setOffline(false)
  const dialog = one.getByRole('dialog', { name: 'There are two texts' })
  await expect(dialog).toBeVisible({ timeout: 60_000 })
  await expect(dialog.locator('[data-side=mine] ins')).toHaveText(/Без связи\./)
  await expect(dialog.locator('[data-side=theirs] ins')).toHaveText(/Второе\./)
  await dialog.getByRole('button', { name: 'Go on with the merged text' }).click()
  await expect(areaOf(one)).toHaveValue(/Без связи\.\s+Второе\./)
  await expect(stateOf(one)).toHaveText(onServer)
  const lost = await ask(`select 1 from draft_snapshot where reason = 'conflict' and text like '%Без связи.'`)
  expect(lost.length).toBeGreaterThan(0)
})

test('on a phone of 360 px nothing is cut off, and handing in is in sight', async ({ as, ask }) => {
  const page = await as(await seedWriter(ask, SLUG, 'on-a-phone'))
  await page.setViewportSize({ width: 360, height: 740 })
  await page.goto(WRITE)
  await expect(areaOf(page)).toBeEditable()
  for (const shown of [
    areaOf(page),
    page.getByRole('button', { name: 'Hand in…' }),
    page.locator('[data-clock]'),
  ])
    await expect(shown).toBeInViewport({ ratio: 1 })
  const widest = await page.evaluate(() => document.querySelector('#editor')?.getBoundingClientRect().width)
  expect(widest).toBe(360)
})

test('staff move the end: the page hears of it without a reload; a device an hour wrong changes nothing', async ({
  as,
  ask,
}) => {
  const her = await seedWriter(ask, SLUG, 'given-time')
  const page = await as(her)
  await page.clock.setSystemTime(Date.now() + 3_600_000)
  await page.goto(WRITE)
  await expect(page.locator('[data-clock]')).toHaveText(/1 h (1\d|20) min/)
  await ask(
    `update attempt a set deadline_at = a.deadline_at + interval '30 minutes' from person p
    where p.id = a.person_id and p.email = $1`,
    [her],
  )
  await expect(page.getByText(/The end was moved: you now have until/).first()).toBeVisible({
    timeout: 60_000,
  })
  await expect(page.locator('[data-clock]')).toHaveText(/1 h (4\d|50) min/)
})

test('a device that keeps nothing says so', async ({ as, ask }) => {
  const page = await as(await seedWriter(ask, SLUG, 'full-device'))
  await page.addInitScript(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
  })
  await page.goto(WRITE)
  await expect(areaOf(page)).toBeEditable()
  await write(page, ' Конец.')
  await expect(page.getByRole('heading', { name: 'This device keeps no copy' })).toBeVisible()
  await expect(stateOf(page)).toHaveText(onServer)
})

test('at the end the page takes no more words and hands in what is there', async ({ as, ask }) => {
  const her = await seedWriter(ask, SLUG, 'out-of-time')
  const page = await as(her)
  await page.goto(WRITE)
  await write(page, ' Последнее слово.')
  await expect(stateOf(page)).toHaveText(onServer)
  // The next look at the server brings the new end.
  await ask(
    `update attempt a set deadline_at = now() + interval '17 seconds' from person p
    where p.id = a.person_id and p.email = $1`,
    [her],
  )
  await expect(page.getByRole('heading', { name: 'Received' })).toBeVisible({ timeout: 45_000 })
  const [row] = await ask<{ text: string }>(
    `select s.text from submission s join prompt q on q.id = s.prompt_id
    join person p on p.id = s.person_id where q.slug = 'judgment' and p.email = $1`,
    [her],
  )
  expect(row?.text).toMatch(/Последнее слово\.$/)
})
