import type { Page } from '@playwright/test'
import { demo, expect, test } from '#tests/setup/browser.ts'

const ESSAY = '/essays/case-analysis'

/** Opens the lesson that /today offers; answers its address. */
async function openNextLesson(page: Page): Promise<string> {
  await page.goto('/today')
  await page.getByRole('link', { name: /^(Begin|Continue) the lesson$/ }).click()
  await expect(page).toHaveURL(/\/lessons\//)
  return new URL(page.url()).pathname
}

test('a participant signs in and sees today', async ({ page }) => {
  await page.goto('/sign-in')
  await page.getByRole('textbox', { name: 'E-mail' }).fill(demo('participant'))
  await page.getByLabel('Password').fill('alqa-demo')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL(/\/today$/)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
})

test('a lesson is read, its questions answered, and it is completed', async ({ as }) => {
  const page = await as(demo('participant'))
  await openNextLesson(page)
  const ids = await page.locator('form.check').evaluateAll((forms) => forms.map((form) => form.id))
  expect(ids.length).toBeGreaterThanOrEqual(6)
  for (const id of ids) {
    const check = page.locator(`[id="${id}"]`)
    if (await check.locator('.verdict').count()) continue
    await check.locator('input').first().check()
    await check.getByRole('button', { name: 'Check' }).click()
    await expect(check.locator('.verdict')).toHaveText(/Right\.|Wrong\./)
    await expect(check.locator('.why').first()).toBeVisible()
  }
  await page.getByRole('button', { name: 'Complete the lesson' }).click()
  await expect(page.getByText('You completed this lesson on')).toBeInViewport()
  await expect(page.locator('#completion')).toBeFocused()
})

test('without a script a question is answered too', async ({ as }) => {
  const page = await as(demo('participant'), { javaScriptEnabled: false })
  const address = await openNextLesson(page)
  const check = page
    .locator('form.check')
    .filter({ has: page.getByRole('button', { name: 'Check', exact: true }) })
    .first()
  const id = await check.getAttribute('id')
  await check.locator('input').first().check()
  await check.getByRole('button', { name: 'Check' }).click()
  await expect(page).toHaveURL(new RegExp(`${address}.*#${id}$`))
  await expect(page.locator(`[id="${id}"] .verdict`)).toHaveText(/Right\.|Wrong\./)
})

test('an essay is begun, written through an outage of the line, and handed in', async ({ as }) => {
  const page = await as(demo('participant'))
  await page.goto(ESSAY)
  await page.getByRole('radio', { name: 'Русский' }).check()
  await page.getByRole('checkbox', { name: /own work/ }).check()
  await page.getByRole('checkbox', { name: /I am ready/ }).check()
  await page.getByRole('button', { name: 'Begin writing' }).click()
  await expect(page).toHaveURL(/\/write(#.*)?$/)

  const area = page.getByRole('textbox', { name: 'Your essay' })
  const state = page.locator('[data-state]')
  await expect(page.locator('form[data-ready]')).toBeVisible()
  await area.pressSequentially('Договор не подписан, но деньги получены.')
  await expect(page.locator('[data-words]')).toHaveText('6')
  await expect(state).toHaveText(/^saved on the server \d/)

  await page.context().setOffline(true)
  await area.pressSequentially(' Печь стоит в доме истца.')
  await expect(state).toHaveText(/saved on this device|no connection/)
  await expect(state).toHaveText(/no connection/)
  await page.context().setOffline(false)
  await expect(state).toHaveText(/^saved on the server \d/, { timeout: 30_000 })

  await page.reload()
  await expect(area).toHaveValue('Договор не подписан, но деньги получены. Печь стоит в доме истца.')
  await page.getByRole('button', { name: 'Hand in…' }).click()
  await expect(page.getByRole('heading', { name: 'Hand in?' })).toBeVisible()
  await page.getByRole('button', { name: 'Hand in for good' }).click()
  await expect(page).toHaveURL(/\/receipt(#.*)?$/)
  await expect(page.getByRole('heading', { name: 'Received' })).toBeVisible()
  await expect(page.getByText(/^2026-[0-9A-Z]{6}-[0-9A-Z]$/)).toBeVisible()
  await page.goto(`${ESSAY}/write`)
  await expect(page).toHaveURL(/\/receipt(#.*)?$/)
})
