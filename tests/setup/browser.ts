import { existsSync } from 'node:fs'
import { type BrowserContextOptions, test as base, expect, type Page } from '@playwright/test'
import pg from 'pg'
import { SEED_PASSWORD } from '#db/seeds/people.ts'
import { copyDemo, sessionFile } from './demo-copy.ts'
import { type RunningDemo, startDemo } from './running-demo.ts'

type Journey = {
  /** The running copy of the demo that this file of tests has to itself. */
  site: RunningDemo
  /** A page of a person of the demo, in English; signs in through the page the first time. */
  as(email: string, options?: BrowserContextOptions): Promise<Page>
  /** Asks the demo's database. */
  ask<Row extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]>
}

type Worker = {
  /** The running copy of the demo for `key`; the one of another key ends. */
  siteFor(key: string): Promise<RunningDemo>
}

/** The name of a person of the demo as an address. */
export const demo = (name: string): string => `${name}@demo.test`

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
  // A kept connection may end as it is used again.
  const once = { maxRedirects: 0, maxRetries: 3, form: { back: '/' } }
  const answer = await page.request.post(`/language/${language}`, once)
  expect(answer.status()).toBe(303)
}

/** Playwright's test, with a copy of the demo of `e2e-server.ts` for each file; see tests/e2e/README.md. */
export const test = base.extend<Journey, Worker>({
  siteFor: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures out of the pattern
    async ({}, use) => {
      const template = process.env.ALQA_E2E_TEMPLATE ?? ''
      let current: { key: string; site: RunningDemo } | undefined
      await use(async (key) => {
        if (current?.key === key) return current.site
        await current?.site.end()
        current = undefined
        current = { key, site: await startDemo({ fill: (folder) => copyDemo(template, folder) }) }
        return current.site
      })
      await current?.site.end()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  site: [
    async ({ siteFor }, use, { file, testId }) => {
      // ALQA_E2E_ALONE=1 shows that no test needs the one before it: each gets a copy of its own.
      await use(await siteFor(process.env.ALQA_E2E_ALONE ? testId : file))
    },
    { timeout: 120_000 },
  ],
  baseURL: async ({ site }, use) => use(site.origin),
  as: async ({ browser, baseURL, site }, use) => {
    const state = (email: string) => sessionFile(site.folder, email)
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
  ask: async ({ site }, use) => {
    const client = new pg.Client(site.databaseUrl)
    await client.connect()
    await use(async (sql, values) => (await client.query(sql, values)).rows)
    await client.end()
  },
})

export { expect } from '@playwright/test'
