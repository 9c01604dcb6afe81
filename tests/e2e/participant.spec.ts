import { expect, test } from '@playwright/test'

test('a participant signs in, without a script too, and sees today', async ({ page }) => {
  await page.goto('/sign-in')
  await page.getByRole('textbox', { name: 'E-mail' }).fill('participant@demo.test')
  await page.getByLabel('Password').fill('alqa-demo')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL(/\/today$/)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
})
