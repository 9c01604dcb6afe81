import type { Locator } from '@playwright/test'
import { demo, expect, signIn, speak, test } from '#tests/setup/browser.ts'
import { handBack, ready, select, take } from '#tests/setup/marking-page.ts'

test('comments: numbered by place at once, overlapping words are lit, a removed one comes back', async ({
  as,
}) => {
  const marker = await as(demo('instructor'))
  await take(marker)
  const text = await marker.locator('[data-essay]').textContent()
  const cards = marker.locator('[data-comments] [data-comment]')
  const add = async (from: number, to: number, words: string) => {
    await select(marker, from, to)
    await marker.keyboard.press('c')
    await marker.keyboard.type(words)
    await marker.keyboard.press('Escape')
  }
  await add(60, 110, 'Later in the text.')
  await add(5, 80, 'Earlier in the text.')
  await expect(cards.locator('textarea').first()).toHaveValue('Earlier in the text.')
  await expect(cards.locator('[data-number]')).toHaveText(['1', '2'])
  await expect(marker.locator('[data-essay] sup')).toHaveText(['1', '2'])
  await expect(marker.locator('[data-essay] mark.over')).toHaveCount(1)
  await cards.first().getByRole('button').click()
  await expect(cards).toHaveCount(1)
  await marker.locator('[data-notice=removed]').getByRole('button', { name: 'Undo' }).click()
  await expect(cards.locator('textarea').first()).toHaveValue('Earlier in the text.')
  // A drag may begin on words that have a comment.
  const mark = await marker.locator('[data-essay] mark').first().boundingBox()
  if (!mark) throw new Error('no words are lit')
  await marker.mouse.move(mark.x + 20, mark.y + 8)
  await marker.mouse.down()
  await marker.mouse.move(mark.x + 160, mark.y + 8, { steps: 5 })
  await marker.mouse.up()
  expect(await marker.evaluate(() => getSelection()?.toString().length ?? 0)).toBeGreaterThan(4)
  const shown = await marker.locator('[data-essay]').evaluate((essay) => {
    const copy = essay.cloneNode(true) as Element
    for (const number of copy.querySelectorAll('sup')) number.remove()
    return copy.textContent
  })
  expect(shown).toBe(text)
  while ((await cards.count()) > 0) await cards.first().getByRole('button').click()
  await handBack(marker)
})

const place = async (part: Locator) => {
  const box = await part.boundingBox()
  return box && [Math.round(box.x), Math.round(box.y), Math.round(box.height)]
}

test('bar: in three languages its buttons keep their place on one line at 1,280 pixels', async ({ as }) => {
  const marker = await as(demo('instructor'), { viewport: { width: 1280, height: 800 } })
  await take(marker)
  const address = marker.url()
  for (const language of ['kk', 'ru', 'en']) {
    await speak(marker, language)
    await marker.goto(address)
    await ready(marker)
    const view = await marker.locator('[data-criterion]').last().boundingBox()
    expect((view?.y ?? 0) + (view?.height ?? 0)).toBeLessThanOrEqual(800)
    await expect(marker.locator('[data-total]')).toBeInViewport()
    // The column scrolls to a field that is written in: that is not what is measured.
    await marker.locator('[name=overall]').focus()
    const buttons = [marker.locator('[value=hand-back]'), marker.locator('[data-finalise]')]
    const rows = [...buttons, marker.locator('[data-criterion]').first()]
    const before = await Promise.all(rows.map(place))
    expect(new Set(before.slice(0, 2).map((box) => box?.[1])).size).toBe(1)
    await expect(marker.locator('.bar')).toHaveCSS('height', '53px')
    await marker.route('**/api/marks/**', (route) => route.abort())
    await marker.locator('[name=overall]').fill(`no line: ${language}`)
    expect(await Promise.all(rows.map(place))).toEqual(before)
    await expect(marker.locator('[data-state]')).toHaveClass(/failed/)
    expect(await Promise.all(rows.map(place))).toEqual(before)
    await marker.unroute('**/api/marks/**')
    await marker.evaluate(() => dispatchEvent(new Event('online')))
    await expect(marker.locator('[data-state]')).not.toHaveClass(/failed/)
    expect(await Promise.all(rows.map(place))).toEqual(before)
  }
  await marker.locator('[name=overall]').fill('')
  await handBack(marker)
})

test('conflict: two windows; both versions are shown, and both can be kept', async ({ as, ask }) => {
  const marker = await as(demo('instructor'))
  const id = await take(marker)
  const other = await marker.context().newPage()
  await other.goto(marker.url())
  await ready(other)
  await marker.locator('[name=overall]').fill('Words of the first window.')
  await expect(marker.locator('[data-state]')).toHaveText(/^saved \d/)
  await other.locator('[name=overall]').fill('Words of the second window.')
  const dialog = other.locator('#conflict')
  await expect(dialog).toBeVisible()
  await expect(dialog.locator('[data-mine]')).toContainText('Words of the second window.')
  await expect(dialog.locator('[data-theirs]')).toContainText('Words of the first window.')
  await dialog.getByRole('button', { name: 'Join both' }).click()
  await expect(other.locator('[data-state]')).toHaveText(/^saved \d/)
  // Other markers may have drafts of the same script.
  const drafts = async () =>
    (await ask<{ overall: string }>('select overall from mark_draft where script_id = $1', [id])).map(
      (draft) => draft.overall,
    )
  await expect.poll(drafts).toContain('Words of the second window.\n\nWords of the first window.')
  await marker.locator('[name=overall]').fill('Once more.')
  await marker.getByRole('button', { name: 'Take the other' }).click()
  await expect(marker.locator('[name=overall]')).toHaveValue(/second window/)
  await expect(marker.locator('[data-unchosen]')).toContainText('Once more.')
  await other.close()
  await marker.locator('[name=overall]').fill('')
  await handBack(marker)
})

test('lease and session: what ends is said in time, words stay, and the marker goes on in place', async ({
  browser,
  baseURL,
  ask,
}) => {
  const context = await browser.newContext({ baseURL, locale: 'en-GB' })
  const marker = await context.newPage()
  await signIn(marker, demo('instructor2'))
  await speak(marker, 'en')
  const id = await take(marker)
  // A lease about to end: the page says so when it comes.
  await ask(
    `update grading_lease set expires_at = now() + interval '3 minutes' where task_id = (select id from marking_task where script_id = $1)`,
    [id],
  )
  await marker.reload()
  await ready(marker)
  const notice = marker.locator('[data-notice=lease]')
  await expect(notice).toContainText('3 more minutes')
  await notice.getByRole('button', { name: 'Keep it' }).click()
  await expect(notice).toBeHidden()
  // Lost: somebody took it away.
  await ask('delete from grading_lease where task_id = (select id from marking_task where script_id = $1)', [
    id,
  ])
  await marker.locator('[name=overall]').fill('Written without a lease.')
  await expect(notice).toContainText('no longer in your hands')
  await expect(marker.locator('[name=overall]')).toHaveValue('Written without a lease.')
  await notice.getByRole('button', { name: 'Take it again' }).click()
  await expect(marker.locator('[data-state]')).toHaveText(/^saved \d/)
  // Signed out: in place.
  await context.clearCookies({ name: 'alqa_session' })
  await marker.locator('[name=overall]').fill('Written without a session.')
  await marker.locator('[data-notice=signedOut]').getByRole('button', { name: 'Sign in' }).click()
  await marker.locator('#sign-in-again input[type=password]').fill('alqa-demo')
  await marker.locator('#sign-in-again [type=submit]').click()
  await expect(marker.locator('[data-state]')).toHaveText(/^saved \d/)
  const drafts = await ask<{ overall: string }>('select overall from mark_draft where script_id = $1', [id])
  expect(drafts.map(({ overall }) => overall)).toContain('Written without a session.')
  await marker.locator('[name=overall]').fill('')
  await handBack(marker)
  await context.close()
})
