import type { Page } from '@playwright/test'
import { Secret, TOTP } from 'otpauth'
import { SEED_PASSWORD } from '#db/seeds/people.ts'
import { demo, expect, speak, test } from '#tests/setup/browser.ts'

/** A device in the browser that makes passkeys and confirms each use. */
async function addAuthenticator(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}

async function signOut(page: Page): Promise<void> {
  await page.goto('/sign-out')
  await page.getByRole('button', { name: 'Sign out', exact: true }).last().click()
  await expect(page).toHaveURL(/\/sign-in/)
}

/** The password; the second step comes next. */
async function enterPassword(page: Page, email: string): Promise<void> {
  await page.goto('/sign-in')
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email)
  await page.getByLabel('Password').fill(SEED_PASSWORD)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: 'Second step' })).toBeVisible()
}

/** The page of the own second factor, with a browser that nobody shares: it is signed out here. */
async function openFactors(page: Page, name: string): Promise<void> {
  await page.goto('/sign-in')
  await speak(page, 'en')
  await page.goto('/sign-in')
  await page.getByRole('textbox', { name: 'E-mail' }).fill(demo(name))
  await page.getByLabel('Password').fill(SEED_PASSWORD)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).not.toHaveURL(/sign-in/)
  await speak(page, 'en')
  await page.goto('/account/second-factor')
}

test('a passkey is set up and signs in', async ({ page }) => {
  await addAuthenticator(page)
  await openFactors(page, 'instructor2')
  await page.getByLabel('Current password').fill(SEED_PASSWORD)
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await page.getByLabel('Name of the passkey').fill('Office computer')
  await page.getByRole('button', { name: 'Create the passkey' }).click()
  await expect(page.getByRole('heading', { name: 'Your recovery codes' })).toBeVisible()
  await expect(page.getByText('Office computer', { exact: true })).toBeVisible()
  await signOut(page)
  await enterPassword(page, demo('instructor2'))
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await expect(page).toHaveURL(/\/grade$/)
})

test('a code of the app signs in; a recovery code does so once', async ({ page }) => {
  await openFactors(page, 'lead')
  await page.getByLabel('Current password').fill(SEED_PASSWORD)
  await page.getByRole('button', { name: 'Set up an app' }).click()
  const shown = await page.locator('#totp code').textContent()
  const totp = new TOTP({ secret: Secret.fromBase32((shown ?? '').replaceAll(' ', '')) })
  await page.getByLabel('Code of six digits from the app').fill(totp.generate())
  await page.getByRole('button', { name: 'Confirm' }).click()
  await expect(page.getByRole('heading', { name: 'Your recovery codes' })).toBeVisible()
  const [recovery = ''] = await page.locator('section[aria-labelledby="codes-title"] code').allTextContents()
  await signOut(page)

  await enterPassword(page, demo('lead'))
  const code = page.getByLabel('Code from the app, or a recovery code')
  // A code counts once: the next one of the half minute that follows is taken too.
  await code.fill(totp.generate({ timestamp: Date.now() + 30_000 }))
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page).toHaveURL(/\/grade$/)
  await signOut(page)

  await enterPassword(page, demo('lead'))
  await code.fill(recovery)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page).toHaveURL(/\/grade$/)
  await signOut(page)

  await enterPassword(page, demo('lead'))
  await code.fill(recovery)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('alert')).toContainText('This code is wrong, expired or used already.')
  await expect(code).toHaveValue(recovery)
  await page.goto('/grade')
  await expect(page).toHaveURL(/\/sign-in/)
})
