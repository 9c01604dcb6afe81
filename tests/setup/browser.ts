import { existsSync } from 'node:fs'
import path from 'node:path'
import { type BrowserContextOptions, test as base, expect, type Page } from '@playwright/test'
import pg from 'pg'
import { SEED_PASSWORD } from '#db/seeds/people.ts'

type Journey = {
  /** A page of a person of the demo, in English; signs in through the page the first time. */
  as(email: string, options?: BrowserContextOptions): Promise<Page>
  /** Asks the demo's database. */
  ask<Row extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]>
}

/** The name of a person of the demo as an address. */
export const demo = (name: string): string => `${name}@demo.test`

const state = (email: string): string => path.join(process.env.ALQA_E2E_FOLDER ?? '', `${email}.state.json`)

/** Signs in by the form. */
export async function signIn(page: Page, email: string, password = SEED_PASSWORD): Promise<void> {
  await page.goto('/sign-in')
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL((url) => url.pathname !== '/sign-in')
}

/** Changes the language of a page's browser, as the form in the bar does. */
export async function speak(page: Page, language: string): Promise<void> {
  const answer = await page.request.post(`/language/${language}`, { maxRedirects: 0, form: { back: '/' } })
  expect(answer.status()).toBe(303)
}

/** Playwright's test on the demo that `e2e-server.ts` started. */
export const test = base.extend<Journey>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures out of the pattern
  baseURL: async ({}, use) => use(process.env.ALQA_E2E_ORIGIN),
  as: async ({ browser, baseURL }, use) => {
    const opened: { close(): Promise<void> }[] = []
    await use(async (email, options = {}) => {
      if (!existsSync(state(email))) {
        const first = await browser.newContext({ baseURL, locale: 'en-GB' })
        const page = await first.newPage()
        await signIn(page, email)
        await speak(page, 'en')
        await first.storageState({ path: state(email) })
        await first.close()
      }
      const context = await browser.newContext({
        baseURL,
        locale: 'en-GB',
        storageState: state(email),
        ...options,
      })
      opened.push(context)
      return context.newPage()
    })
    for (const context of opened) await context.close()
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures out of the pattern
  ask: async ({}, use) => {
    const client = new pg.Client(process.env.ALQA_E2E_DATABASE)
    await client.connect()
    await use(async (sql, values) => (await client.query(sql, values)).rows)
    await client.end()
  },
})

export { expect } from '@playwright/test'
