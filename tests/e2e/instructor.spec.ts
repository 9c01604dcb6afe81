import { demo, expect, signIn, speak, test } from '#tests/setup/browser.ts'

const REMARK = 'Назовите здесь статью, на которую опираетесь.'

test('an essay is marked by the keyboard, released, and read by its author', async ({ as, ask }) => {
  const marker = await as(demo('instructor'))
  await marker.goto('/grade')
  await marker.getByRole('button', { name: 'Take the next one' }).click()
  await expect(marker).toHaveURL(/\/grade\/[0-9a-f-]{36}$/)
  const submission = new URL(marker.url()).pathname.split('/').at(-1)
  const alias = (await marker.getByRole('heading', { level: 1 }).textContent())?.replace(/^Script /, '')
  const criteria = await marker.locator('[data-criterion]').count()
  await expect(marker.locator('#marking[data-ready]')).toBeVisible()
  for (let done = 0; done < criteria; done++) {
    await marker.keyboard.press('3')
    await marker.keyboard.press('ArrowDown')
  }
  await expect(marker.locator('[data-total]')).toHaveText(String(3 * criteria))

  await marker.locator('[data-essay]').evaluate((essay) => {
    const words = document.createTreeWalker(essay, NodeFilter.SHOW_TEXT).nextNode()
    if (words) getSelection()?.setBaseAndExtent(words, 0, words, 12)
  })
  await marker.keyboard.press('c')
  await marker.keyboard.type(REMARK)
  await expect(marker.locator('[data-state]')).toHaveText(/^saved \d/)
  await marker.getByRole('heading', { level: 1 }).click()
  await marker.keyboard.press('Control+Enter')
  await marker.getByRole('dialog').getByRole('button', { name: 'Finalise' }).click()
  await expect(marker).toHaveURL(/\/grade.*\?done=/)
  await expect(marker.getByText(`${alias} is finished and waiting for release.`)).toBeVisible()

  const [author] = await ask<{ email: string; slug: string }>(
    `select p.email, q.slug from submission s join person p on p.id = s.person_id
       join prompt q on q.id = s.prompt_id where s.id = $1`,
    [submission],
  )
  if (!author) throw new Error('the essay has no author')
  const participant = await as(author.email)
  const early = await participant.goto(`/essays/${author.slug}/feedback`)
  expect(early?.status()).toBe(404)

  const lead = await as(demo('lead'))
  await lead.goto('/grade/release')
  const line = lead.getByRole('checkbox', { name: `Release ${alias}` })
  while ((await line.count()) === 0) await lead.getByRole('link', { name: 'Next', exact: true }).click()
  await line.check()
  await lead.getByRole('button', { name: 'Release the selected…' }).click()
  await lead.getByRole('button', { name: 'Release 1 mark' }).click()
  await expect(lead.getByText('1 mark is released')).toBeInViewport()
  await expect(lead.locator('#done')).toBeFocused()

  await participant.goto(`/essays/${author.slug}/feedback`)
  await expect(participant.getByText(REMARK)).toBeVisible()
  await expect(participant.getByText(new RegExp(`^${3 * criteria} / \\d+$`))).toBeVisible()
})

test('the line is down while marking: a reload brings everything back, a sign-out deletes it', async ({
  browser,
  baseURL,
  ask,
}) => {
  // A session of its own, because it ends.
  const context = await browser.newContext({ baseURL, locale: 'en-GB' })
  const marker = await context.newPage()
  await signIn(marker, demo('instructor2'))
  await speak(marker, 'en')
  await marker.goto('/grade')
  await marker.getByRole('button', { name: 'Take the next one' }).click()
  await expect(marker).toHaveURL(/\/grade\/[0-9a-f-]{36}$/)
  const address = marker.url()
  const submission = new URL(address).pathname.split('/').at(-1)
  const overall = marker.getByRole('textbox', { name: 'Overall comment' })
  const state = marker.locator('[data-state]')
  const first = marker.locator('[data-criterion]').first()

  await marker.route('**/api/marks/**', (route) => route.abort())
  await expect(marker.locator('#marking[data-ready]')).toBeVisible()
  await marker.locator('h1').click()
  await marker.keyboard.press('2')
  await marker.locator('[data-essay]').evaluate((essay) => {
    const words = document.createTreeWalker(essay, NodeFilter.SHOW_TEXT).nextNode()
    if (words) getSelection()?.setBaseAndExtent(words, 0, words, 12)
  })
  await marker.keyboard.press('c')
  await marker.keyboard.type(REMARK)
  await overall.fill('Written while the line was down.')
  await expect(state).toHaveText('not saved: no connection; kept here')

  await marker.reload()
  await expect(overall).toHaveValue('Written while the line was down.')
  await expect(first.getByRole('radio', { checked: true })).toHaveValue('2')
  await expect(marker.locator('[data-comments] textarea')).toHaveValue(REMARK)
  await marker.unroute('**/api/marks/**')
  await marker.evaluate(() => dispatchEvent(new Event('online')))
  await expect(state).toHaveText(/^saved \d/)
  const [kept] = await ask<{ work: string }>(
    `select overall || annotations::text as work from mark_draft where script_id = $1`,
    [submission],
  )
  expect(kept?.work).toContain('Written while the line was down.')
  expect(kept?.work).toContain(REMARK)

  // What never reached the server is named at the sign-out, and gone from the device after it.
  await marker.route('**/api/marks/**', (route) => route.abort())
  await overall.fill('Nobody has this.')
  await expect(state).toHaveText('not saved: no connection; kept here')
  await marker.goto('/sign-out')
  await expect(marker.getByRole('alert')).toContainText('This text did not reach the server.')
  await marker.getByRole('button', { name: 'Sign out and delete the text' }).click()
  await expect(marker).toHaveURL(/\/sign-in/)
  const left = await marker.evaluate(
    () =>
      new Promise<number>((done, failed) => {
        const opening = indexedDB.open('keyval-store')
        opening.onerror = () => failed(opening.error)
        opening.onsuccess = () => {
          const count = opening.result.transaction('keyval').objectStore('keyval').count()
          count.onsuccess = () => done(count.result)
        }
      }),
  )
  expect(left).toBe(0)
  await context.close()
})
