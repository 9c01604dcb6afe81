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
  await form.getByLabel('E-mail').fill(email)
  await form.getByRole('button', { name: 'Send the invitation' }).click()
  await expect(admin.getByText('The invitation to Invited Person is on its way.')).toBeVisible()

  const letter = admin.getByRole('row', { name: email }).getByRole('link')
  await expect(async () => {
    await admin.goto('/admin/jobs')
    await expect(letter).toBeVisible({ timeout: 200 })
  }).toPass({ timeout: 15_000 })
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
