import type { Page } from '@playwright/test'
import { expect, signIn, test } from '#tests/setup/browser.ts'
import { areaOf, onServer, seedWriter, stateOf, write } from '#tests/setup/e2e-writers.ts'

// A device that several people use: nobody sees or saves another one's words, and nobody's words are lost by that.
const WRITE = '/essays/judgment/write'
const noLine = 'There is no connection'

/** Everything that this browser keeps of the site, as one text. */
const kept = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const parts: string[] = []
    for (const { name = '', version } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((opened, failed) => {
        const request = indexedDB.open(name, version)
        request.onsuccess = () => opened(request.result)
        request.onerror = () => failed(request.error)
      })
      for (const store of database.objectStoreNames)
        for (const what of ['getAllKeys', 'getAll'] as const)
          parts.push(
            await new Promise((read) => {
              const request = database.transaction(store).objectStore(store)[what]()
              request.onsuccess = () => read(JSON.stringify(request.result))
            }),
          )
      database.close()
    }
    for (const name of await caches.keys()) {
      const cache = await caches.open(name)
      for (const request of await cache.keys())
        if (!new URL(request.url).pathname.startsWith('/assets/'))
          parts.push(request.url, (await (await cache.match(request))?.text()) ?? '')
    }
    return parts.join('\n')
  })

/** The writing page with the service worker at work, as it is from the second visit on. */
async function openKept(page: Page): Promise<void> {
  await page.goto(WRITE)
  await page.evaluate(() => navigator.serviceWorker.ready)
  await page.reload()
  await expect(areaOf(page)).toBeEditable()
}

async function pressSignOut(page: Page): Promise<void> {
  await page.goto('/today')
  await page.locator('details.menu summary').click()
  await page.getByRole('button', { name: 'Sign out' }).click()
}

test('another person signs in in the same browser: her words are not shown to them, not saved as theirs, not lost', async ({
  as,
  ask,
}) => {
  const her = await seedWriter(ask, 'judgment', 'owner')
  const other = await seedWriter(ask, 'judgment', 'other')
  const hers = await as(her)
  await openKept(hers)
  await write(hers, 'Тайна Айгерим.')
  await expect(stateOf(hers)).toHaveText(onServer)
  await ask('delete from session s using person p where p.id = s.person_id and p.email = $1', [her])
  const theirs = await hers.context().newPage()
  await signIn(theirs, other)
  await write(hers, ' Ещё слова.')
  await expect(hers.getByRole('heading', { name: 'Somebody else is signed in' })).toBeVisible()
  await expect(stateOf(hers)).toHaveText(/^the server does not accept it: .+ · saved on this device/)
  await expect(hers.getByRole('button', { name: 'Download the text' })).toBeVisible()
  // In place only she herself can sign in.
  await hers.getByRole('button', { name: 'Sign in again' }).click()
  const dialog = hers.getByRole('dialog', { name: 'Sign in again' })
  await expect(dialog.getByLabel('E-mail')).toHaveValue(her)
  await expect(dialog.getByLabel('E-mail')).not.toBeEditable()
  await hers.close()
  for (const address of [WRITE, '/essays/judgment/history', '/essays/judgment', '/essays']) {
    await theirs.goto(address)
    await expect(theirs.locator('body')).not.toContainText(/Айгерим|Ещё слова/)
  }
  await theirs.goto(WRITE)
  await expect(areaOf(theirs)).toHaveValue('')
  await write(theirs, 'Мой текст.')
  await expect(stateOf(theirs)).toHaveText(onServer)
  expect(await ask(`select 1 from draft where text like '%Ещё слова%'`)).toEqual([])
  // They sign out; what is not theirs stays for its writer, and nothing says that the server has it.
  await theirs.goto('/sign-out')
  await expect(theirs.getByText('There is unsent text of another person on this device.')).toBeVisible()
  await expect(theirs.getByText('Everything is on the server.')).toBeHidden()
  await pressSignOut(theirs)
  await theirs.waitForURL('**/sign-in')
  await signIn(theirs, her)
  await theirs.goto(WRITE)
  // The tab that she left is not waited for.
  await theirs.getByRole('button', { name: 'Write here' }).click()
  await expect(areaOf(theirs)).toHaveValue('Тайна Айгерим. Ещё слова.')
  await expect(stateOf(theirs)).toHaveText(onServer)
  const texts = await ask<{ text: string; email: string }>(
    `select d.text, p.email from draft d join attempt a on a.id = d.attempt_id join person p on p.id = a.person_id
    where p.email = any($1) order by p.email`,
    [[her, other]],
  )
  expect(texts).toEqual([
    { email: other, text: 'Мой текст.' },
    { email: her, text: 'Тайна Айгерим. Ещё слова.' },
  ])
})

test('signing out with words that only this device has: she is asked; once they are sent, nothing of hers stays', async ({
  as,
  ask,
}) => {
  const her = await seedWriter(ask, 'judgment', 'leaving')
  const other = await seedWriter(ask, '', 'coming')
  const page = await as(her)
  await openKept(page)
  await write(page, 'Дневник Динары.')
  await expect(stateOf(page)).toHaveText(onServer)
  // The server takes no drafts now.
  await page.context().route('**/api/drafts/**', (route) => route.abort())
  await write(page, ' Ещё слова.')
  await expect(stateOf(page)).toHaveText(/no connection, you can keep writing · saved on this device/)
  await pressSignOut(page)
  await expect(page.getByText('This text did not reach the server.')).toBeVisible()
  await expect(page.getByText('Unsent text, words: 4')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Download the text' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Sign out and delete the text' })).toBeVisible()
  await page.getByRole('link', { name: 'Stay signed in' }).click()
  await page.goto(WRITE)
  await expect(areaOf(page)).toHaveValue('Дневник Динары. Ещё слова.')
  expect(await kept(page)).toContain('Ещё слова')
  // The line to the drafts is back: signing out sends first, and asks nothing.
  await page.context().unroute('**/api/drafts/**')
  await pressSignOut(page)
  await page.waitForURL('**/sign-in')
  expect(await ask(`select 1 from draft where text = 'Дневник Динары. Ещё слова.'`)).toHaveLength(1)
  await expect.poll(() => kept(page)).not.toMatch(/Динар|слова|api\/drafts|\/essays\/|\/lessons\//)
  // Neither "back" nor a line that fails shows anything to whoever comes next.
  await page.goBack()
  await expect(page.locator('body')).not.toContainText('Динар')
  await signIn(page, other)
  await page.context().setOffline(true)
  await page.goto(WRITE)
  await expect(page.getByRole('heading', { name: noLine })).toBeVisible()
  await expect(page.locator('body')).not.toContainText(/Динар|слова/)
})

test('signing out without sending: what only this device had is deleted at her word', async ({ as, ask }) => {
  const page = await as(await seedWriter(ask, 'judgment', 'deleting'))
  // No draft leaves this device, not even while a page goes away.
  await page.addInitScript(() => {
    const { fetch } = window
    window.fetch = (to, init) =>
      String(to).includes('/api/drafts/') ? Promise.reject(new TypeError('cut')) : fetch(to, init)
  })
  await openKept(page)
  await write(page, 'Черновик Жанны.')
  await expect(stateOf(page)).toHaveText(/saved on this device/)
  await pressSignOut(page)
  expect(await kept(page)).toContain('Жанны')
  await page.getByRole('button', { name: 'Sign out and delete the text' }).click()
  await page.waitForURL('**/sign-in')
  await expect.poll(() => kept(page)).not.toMatch(/Жанны|api\/drafts|\/essays\//)
  expect(await ask(`select 1 from draft where text like '%Жанны%'`)).toEqual([])
})

test('"back" after signing out does not show the text', async ({ as, ask }) => {
  const page = await as(await seedWriter(ask, 'judgment', 'shared-desk'))
  await page.goto(WRITE)
  await write(page, 'Тайна Айгерим.')
  await expect(stateOf(page)).toHaveText(onServer)
  await page.reload()
  await expect(areaOf(page)).toHaveValue('Тайна Айгерим.')
  await pressSignOut(page)
  await page.waitForURL('**/sign-in')
  while (!page.url().endsWith(WRITE) && page.url() !== 'about:blank') {
    const before = page.url()
    await page.goBack()
    if (page.url() === before) break
    await expect(page.locator('body')).not.toContainText('Айгерим')
    if (await areaOf(page).count()) await expect(areaOf(page)).not.toHaveValue(/Айгерим/)
  }
})
