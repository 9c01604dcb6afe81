import type { Page } from '@playwright/test'
import { demo, expect, test } from '#tests/setup/browser.ts'
import { areaOf, onServer, seedWriter, stateOf, write } from '#tests/setup/e2e-writers.ts'
import { freePort, startServer, untilReady } from '#tests/setup/running-demo.ts'

// What goes wrong while somebody writes: each has an answer on the page, and the words stay.
const WRITE = '/essays/judgment/write'

/** What the button gives for the text on the page. */
async function downloaded(page: Page): Promise<string> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download the text' }).click(),
  ])
  const parts: Buffer[] = []
  for await (const part of await file.createReadStream()) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}

test('the server is killed while she types: she writes on, and when it is back everything is there', async ({
  as,
  ask,
  site: { folder },
}) => {
  const her = await seedWriter(ask, 'judgment', 'killed')
  const port = await freePort()
  const baseURL = `http://localhost:${port}`
  let server = startServer({ folder, port })
  try {
    await untilReady(baseURL, server, 60_000)
    const page = await as(her, { baseURL })
    await page.goto(WRITE)
    await write(page, 'Решение.')
    await expect(stateOf(page)).toHaveText(onServer)
    const typing = areaOf(page).pressSequentially(' Суд исследовал договор, переписку и расписку.', {
      delay: 60,
    })
    // The save of the words before is on its way or about to be.
    await expect(areaOf(page)).toHaveValue(/исследовал/)
    server.kill('SIGKILL')
    await typing
    await expect(stateOf(page)).toHaveText(/no connection, you can keep writing · saved on this device \d/)
    await write(page, ' Иск обоснован.')
    server = startServer({ folder, port })
    await untilReady(baseURL, server, 60_000)
    await expect(stateOf(page)).toHaveText(onServer, { timeout: 60_000 })
    const whole = 'Решение. Суд исследовал договор, переписку и расписку. Иск обоснован.'
    await expect(areaOf(page)).toHaveValue(whole)
    expect(await ask('select text from draft where text = $1', [whole])).toHaveLength(1)
  } finally {
    server.kill('SIGKILL')
  }
})

test('a text that is too long stays on the page, can be taken away, and is saved when it is shorter', async ({
  as,
  ask,
}) => {
  const page = await as(await seedWriter(ask, 'judgment', 'lengthy'))
  await page.goto(WRITE)
  // More than a megabyte.
  const long = `${'сөз '.repeat(20).trim()}\n`.repeat(7_500)
  // Typing so much by the browser's own editing takes minutes.
  await areaOf(page).evaluate((area: HTMLTextAreaElement, text) => {
    area.value = text
    area.dispatchEvent(new Event('input', { bubbles: true }))
  }, long)
  await expect(page.getByRole('heading', { name: 'The text is too long' })).toBeVisible()
  await expect(stateOf(page)).toHaveText(
    /^the server does not accept it: the text is too long · saved on this device/,
  )
  await page.getByRole('button', { name: 'Hand in…' }).click()
  await expect(page.getByRole('button', { name: 'Copy the text' })).toBeFocused()
  expect(await downloaded(page)).toBe(long)
  await areaOf(page).fill('Қысқа мәтін.')
  await expect(stateOf(page)).toHaveText(onServer)
  await expect(page.getByRole('heading', { name: 'The text is too long' })).toBeHidden()
})

test('an account that is closed while she writes: the page says so, and the text is hers', async ({
  as,
  ask,
}) => {
  const her = await seedWriter(ask, 'judgment', 'closed-account')
  const page = await as(her)
  await page.goto(WRITE)
  await write(page, 'Первые слова.')
  await expect(stateOf(page)).toHaveText(onServer)
  await ask('update person set deactivated_at = now() where email = $1', [her])
  await write(page, ' Последние слова.')
  await page.getByRole('button', { name: 'Sign in again' }).click()
  const dialog = page.getByRole('dialog', { name: 'Sign in again' })
  await dialog.getByLabel('Password').fill('alqa-demo')
  await dialog.getByRole('button', { name: 'Sign in and save' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('heading', { name: 'Your account is closed' })).toBeVisible()
  await expect(stateOf(page)).toHaveText(
    /^the server does not accept it: your account is closed · saved on this device/,
  )
  expect(await downloaded(page)).toBe('Первые слова. Последние слова.')
  await write(page, ' И ещё.')
  await expect(areaOf(page)).toHaveValue('Первые слова. Последние слова. И ещё.')
  await ask('update person set deactivated_at = null where email = $1', [her])
  await page.getByRole('button', { name: 'Sign in again' }).click()
  await dialog.getByLabel('Password').fill('alqa-demo')
  await dialog.getByRole('button', { name: 'Sign in and save' }).click()
  await expect(stateOf(page)).toHaveText(onServer)
  expect(await ask(`select 1 from draft where text = 'Первые слова. Последние слова. И ещё.'`)).toHaveLength(
    1,
  )
})

test('the line comes back only after the essay was closed: what the device kept goes to the staff at the next visit', async ({
  as,
  ask,
}) => {
  const her = await seedWriter(ask, 'judgment', 'away')
  const page = await as(her)
  await page.goto(WRITE)
  await write(page, 'Вовремя.')
  await expect(stateOf(page)).toHaveText(onServer)
  await page.context().setOffline(true)
  await write(page, ' Без связи до конца.')
  await expect(stateOf(page)).toHaveText(/saved on this device/)
  // The browser may carry the last save of a page that closes past the line that was cut: nothing leaves this one.
  await page.evaluate(() => {
    window.fetch = () => new Promise<Response>(() => {})
  })
  await page.close()
  await ask(
    `update attempt set deadline_at = now() - interval '10 minutes', started_at = now() - interval '90 minutes'
    where person_id = (select id from person where email = $1)`,
    [her],
  )
  const later = await page.context().newPage()
  await later.context().setOffline(false)
  // Somebody else signed in since the page was made: her draft is not there for them, and stays on the device.
  await later.route('**/api/drafts/*', (route) => route.fulfill({ status: 404, json: { reason: 'missing' } }))
  const refused = later.waitForResponse('**/api/drafts/*')
  await later.goto(WRITE)
  await refused
  await expect(later.getByRole('heading', { name: 'Received' })).toBeVisible()
  await later.unroute('**/api/drafts/*')
  await later.goto(WRITE)
  await later.waitForURL('**/essays/judgment/receipt')
  await expect(later.getByText('Text that was only on this device is on the server now.')).toBeVisible()
  const of = 'join person p on p.id = a.person_id where p.email = $1'
  expect(
    await ask(`select c.text from late_copy c join attempt a on a.id = c.attempt_id ${of}`, [her]),
  ).toEqual([{ text: 'Вовремя. Без связи до конца.' }])
  expect(
    await ask(`select s.text from submission s join attempt a on a.id = s.attempt_id ${of}`, [her]),
  ).toEqual([{ text: 'Вовремя.' }])
  // Nothing is left to be sent.
  await later.reload()
  await expect(later.getByRole('heading', { name: 'Received' })).toBeVisible()
  await expect(later.getByText('Text that was only on this device')).toBeHidden()
  expect((await later.context().cookies()).map(({ name }) => name)).not.toContain('alqa_unsent')
})

test('handed in on another device: the page says what is not there; opened again by staff, it goes on', async ({
  as,
  ask,
}) => {
  const her = await seedWriter(ask, 'judgment', 'twice')
  const one = await as(her)
  await one.goto(WRITE)
  await write(one, 'Первый.')
  await expect(stateOf(one)).toHaveText(onServer)
  await one.context().setOffline(true)
  await write(one, ' Ещё.')
  await expect(stateOf(one)).toHaveText(/saved on this device/)
  const two = await as(her)
  await two.goto(WRITE)
  await two.getByRole('button', { name: 'Write here' }).click()
  await two.getByRole('button', { name: 'Hand in…' }).click()
  await two.getByRole('button', { name: 'Hand in for good' }).click()
  await expect(two.getByRole('heading', { name: 'Received' })).toBeVisible()
  await one.context().setOffline(false)
  await expect(one.getByRole('heading', { name: 'The essay is closed' })).toBeVisible({ timeout: 60_000 })
  await expect(one.locator('[data-panel-text]')).toContainText('The words on this page are not there')
  await expect(areaOf(one)).not.toBeEditable()
  expect(await downloaded(one)).toBe('Первый. Ещё.')
  const [attempt] = await ask<{ id: string }>(
    'select a.id from attempt a join person p on p.id = a.person_id where p.email = $1',
    [her],
  )
  const staff = await as(demo('admin'))
  await staff.goto(`/admin/essays/${attempt?.id}`)
  const form = staff.locator('form', { has: staff.getByRole('button', { name: 'Open again' }) })
  await form.getByRole('spinbutton').fill('30')
  await form.getByLabel('Reason').fill('Two devices')
  await form.getByRole('button', { name: 'Open again' }).click()
  await expect(staff.getByText('being written').first()).toBeVisible()
  await ask('update draft set editor = null, editor_seen_at = null where attempt_id = $1', [attempt?.id])
  await expect(one.getByRole('heading', { name: 'The essay is closed' })).toBeHidden({ timeout: 30_000 })
  await expect(areaOf(one)).toBeEditable()
  await write(one, ' Дальше.')
  await expect(stateOf(one)).toHaveText(onServer)
  expect(await ask('select text from draft where attempt_id = $1', [attempt?.id])).toEqual([
    { text: 'Первый. Ещё. Дальше.' },
  ])
})
