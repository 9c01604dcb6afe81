import { demo, expect, test } from '#tests/setup/browser.ts'

test('a person is invited, reads the letter, chooses a password and is in', async ({
  as,
  browser,
  baseURL,
}) => {
  const admin = await as(demo('admin'))
  const email = 'invited@e2e.test'
  await admin.goto('/admin/people')
  await admin.getByRole('link', { name: 'Invite somebody' }).click()
  const form = admin.getByRole('region', { name: 'Invite a person' })
  await form.getByLabel('Name').fill('Invited Person')
  await form.getByRole('textbox', { name: 'E-mail' }).fill(email)
  await form.getByRole('button', { name: 'Send the invitation' }).click()
  await expect(admin.getByText('The invitation to Invited Person is being sent.')).toBeVisible()

  const letter = admin.getByRole('row', { name: email }).getByRole('link')
  await expect(async () => {
    await admin.goto('/admin/jobs')
    await expect(letter).toBeVisible({ timeout: 200 })
  }).toPass({ timeout: 60_000 })
  await letter.click()
  const address = await admin.getByRole('link', { name: /\/invite\// }).getAttribute('href')

  const context = await browser.newContext({ baseURL, locale: 'en-GB' })
  const invited = await context.newPage()
  await invited.goto(address ?? '')
  await expect(invited.getByRole('heading', { name: 'Welcome to Alqa, Invited Person' })).toBeVisible()
  await invited.getByLabel('New password').fill('a sentence that is long')
  await invited.getByRole('button', { name: 'Save and sign in' }).click()
  await expect(invited).toHaveURL(/\/today$/)
  const again = await invited.goto(address ?? '')
  expect(again?.status()).toBe(410)
  await context.close()
})

test('staff give time to somebody who writes, and let a late copy count', async ({ as, ask }) => {
  const [writer] = await ask<{ name: string; email: string; deadline: Date }>(
    `select p.name, p.email, a.deadline_at as deadline from attempt a join person p on p.id = a.person_id
      where a.closed_at is null and a.deadline_at > now() and p.email <> $1 order by a.deadline_at desc limit 1`,
    [demo('participant')],
  )
  const admin = await as(demo('admin'))
  await admin.goto('/admin/essays?prompt=case-analysis&state=writing')
  await admin.getByRole('row', { name: writer?.email }).getByRole('checkbox').check()
  await admin.getByLabel('Extra minutes').fill('15')
  await admin.getByLabel('Reason').fill('The line was down')
  await admin.getByRole('button', { name: 'Give the time' }).click()
  await expect(admin.getByText('The time was changed for 1 participant.')).toBeVisible()
  await expect(admin.getByRole('row', { name: writer?.email })).toContainText('+15 min')
  const [moved] = await ask<{ minutes: number }>(
    `select extract(epoch from a.deadline_at - $2::timestamptz)::int / 60 as minutes
      from attempt a join person p on p.id = a.person_id where p.email = $1`,
    [writer?.email, writer?.deadline],
  )
  expect(moved?.minutes).toBe(15)

  await admin.goto('/admin')
  await admin
    .getByRole('link', { name: /essays? ha(s|ve) a late copy/ })
    .first()
    .click()
  await admin.getByRole('row', { name: 'late copy to decide' }).getByRole('link', { name: /^Open/ }).click()
  const accept = admin.locator('#accept')
  await accept.getByLabel('Reason').fill('The line was down')
  await accept.getByRole('button', { name: 'Accept it' }).click()
  await expect(admin.getByText('The late copy counts, and the receipt is on its way.')).toBeVisible()
  await expect(admin.getByRole('row', { name: /The late copy was accepted/ })).toBeVisible()
})

test('a lesson is corrected: a broken text is refused with its place, the good one is previewed, published and rolled back', async ({
  as,
}) => {
  const OLD = 'Write down now, in one line, how the case will end.'
  const NEW = 'Write down now, in one sentence, how you would decide.'
  const admin = await as(demo('admin'))
  const reader = await as(demo('participant'))
  const lessonSays = async (words: string, silent: string) => {
    await reader.goto('/lessons/transactions')
    await expect(reader.getByText(words)).toBeVisible()
    await expect(reader.getByText(silent)).toHaveCount(0)
  }
  await lessonSays(OLD, NEW)

  await admin.goto('/admin/lessons')
  const line = admin.getByRole('row', { name: 'Transactions, invalidity and limitation' })
  await line.getByRole('link', { name: /English: version 1$/ }).click()
  const form = admin.getByRole('region', { name: 'New version' })
  const text = form.getByLabel('Text (MDX)')
  const source = await text.inputValue()
  expect(source).toContain(OLD)
  const corrected = source.replace(OLD, NEW)
  const broken = corrected.replace(NEW, `${NEW}\n\nThe sum is {today.sum}.\n\n`)
  const place = broken.split('\n').indexOf('The sum is {today.sum}.') + 1

  await text.fill(broken)
  await form.getByRole('button', { name: 'Check and save' }).click()
  const refusal = form.getByRole('alert')
  await expect(refusal).toContainText('The text has 1 fault and was not saved. What is live has not changed.')
  await expect(refusal).toContainText(`Line ${place}, column 12`)
  await expect(text).toHaveAccessibleDescription(new RegExp(`Line ${place}, column 12`))
  await expect(text).toHaveValue(broken)
  await refusal.getByRole('link', { name: `Line ${place}, column 12` }).click()
  await expect(form.locator('mark')).toHaveText('The sum is {today.sum}.')
  await expect(form.locator('mark')).toBeInViewport()
  await expect(admin.getByRole('row', { name: /live since/ })).toHaveCount(1)
  await lessonSays(OLD, NEW)

  await form.getByLabel('File (.mdx)').setInputFiles({
    name: 'en.mdx',
    mimeType: 'text/markdown',
    buffer: Buffer.from(corrected),
  })
  await form.getByRole('button', { name: 'Check and save' }).click()
  const preview = admin.getByRole('link', { name: 'Preview of version 2' })
  await expect(async () => {
    await admin.goto('/admin/lessons/transactions?locale=en')
    await expect(preview).toBeVisible({ timeout: 200 })
  }).toPass({ timeout: 60_000 })
  await preview.click()
  await expect(admin.getByText('As a participant reads it', { exact: false })).toBeVisible()
  await expect(admin.getByText(NEW)).toBeVisible()
  await lessonSays(OLD, NEW)

  await admin.getByRole('link', { name: 'To the versions' }).click()
  await admin.getByRole('button', { name: 'Publish version 2 now' }).click()
  await expect(admin.getByText('Version 2 is live now.')).toBeVisible()
  await lessonSays(NEW, OLD)

  await admin.getByRole('button', { name: 'Roll back to version 1' }).click()
  await expect(admin.getByText('Version 1 is live now.')).toBeVisible()
  await lessonSays(OLD, NEW)
})
