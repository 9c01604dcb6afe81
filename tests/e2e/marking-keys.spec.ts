import { demo, expect, test } from '#tests/setup/browser.ts'
import { chosenPoints, handBack, press, ready, take } from '#tests/setup/marking-page.ts'

for (const [layout, two, c, j, n] of [
  ['kk', 'ә', 'с', 'о', 'т'],
  ['ru', '2', 'с', 'о', 'т'],
  ['en', '2', 'c', 'j', 'n'],
] as const) {
  test(`keys: a script is marked on the ${layout} layout`, async ({ as }) => {
    const marker = await as(demo('instructor'))
    await take(marker)
    const before = await chosenPoints(marker)
    await press(marker, 'Digit2', two)
    await press(marker, 'ArrowDown', 'ArrowDown')
    await press(marker, 'Numpad3', '3')
    expect(await chosenPoints(marker)).toEqual([...before, '2', '3'])
    await press(marker, 'KeyC', c)
    await expect(marker.locator('[data-notice=select]')).toBeVisible()
    await press(marker, 'KeyJ', j)
    await expect(marker.locator('[data-paragraph="0"]')).toHaveAttribute('aria-current', 'true')
    await press(marker, 'KeyC', c)
    const comment = marker.locator('[data-comments] textarea')
    await expect(comment).toBeFocused()
    // In the field the same keys are letters.
    await press(marker, 'Digit4', '4')
    await press(marker, 'KeyN', n)
    expect(await chosenPoints(marker)).toEqual([...before, '2', '3'])
    await press(marker, 'Escape', 'Escape')
    await expect(comment).not.toBeFocused()
    await press(marker, 'KeyN', n)
    await expect(marker.locator('[data-comment]')).toBeFocused()
    await press(marker, 'Slash', '?', { shiftKey: true })
    const keys = marker.locator('#keys')
    await expect(keys).toBeVisible()
    await keys.getByRole('checkbox').uncheck()
    await keys.getByRole('button').click()
    await press(marker, 'Digit5', '5')
    expect(await chosenPoints(marker)).toEqual([...before, '2', '3'])
    await marker.reload()
    await ready(marker)
    await press(marker, 'Digit5', '5')
    expect(await chosenPoints(marker)).toEqual([...before, '2', '3'])
    await marker.locator('[data-keys]').click()
    await keys.getByRole('checkbox').check()
    await keys.getByRole('button').click()
    await marker.locator('[data-comment] button[value^="remove:"]').click()
    await handBack(marker)
  })
}

test('finalise: no letter and no space finishes a mark; the check says first what is missing, and it can be taken back', async ({
  as,
  ask,
}) => {
  const marker = await as(demo('instructor2'))
  const id = await take(marker)
  const marks = () =>
    ask<{ id: string }>('select id from mark where script_id = $1 and withdrawn_at is null', [id])
  const dialog = marker.locator('#finalise')
  await marker.keyboard.press('Control+Enter')
  await expect(marker.locator('[data-notice=finish]')).toContainText('Not finished: no points for')
  await expect(dialog).toBeHidden()
  const criteria = await marker.locator('[data-criterion]').count()
  for (let done = 0; done < criteria; done++) {
    await marker.keyboard.press('3')
    await marker.keyboard.press('ArrowDown')
  }
  for (const key of ['n', 'Space', 'Enter']) await marker.keyboard.press(key)
  await expect(dialog).toBeHidden()
  await marker.keyboard.press('Control+Enter')
  await expect(dialog).toBeVisible()
  await expect(dialog.locator('[data-cancel]')).toBeFocused()
  await marker.keyboard.press('Space')
  await expect(dialog).toBeHidden()
  expect(await marks()).toEqual([])
  // A closed check confirms nothing, even where it has the focus still.
  await dialog.evaluate((closed) => {
    const key = { key: 'Enter', code: 'Enter', ctrlKey: true, bubbles: true, cancelable: true }
    closed.querySelector('[data-cancel]')?.dispatchEvent(new KeyboardEvent('keydown', key))
  })
  await expect(dialog).toBeVisible()
  expect(await marks()).toEqual([])
  await marker.keyboard.press('Control+Enter')
  await expect(marker).toHaveURL(/\?done=/)
  expect(await marks()).toHaveLength(1)
  await marker.getByRole('link', { name: 'Open the mark' }).click()
  await marker.getByRole('button', { name: 'Take the mark back' }).click()
  await ready(marker)
  await expect(marker.locator('[data-total]')).toHaveText(String(3 * criteria))
  expect(await marks()).toEqual([])
  await handBack(marker)
  // Finishing had taken the next one.
  while (
    (await marker
      .locator('main table')
      .first()
      .getByRole('link', { name: /^Go on/ })
      .count()) > 0
  ) {
    await marker
      .getByRole('link', { name: /^Go on/ })
      .first()
      .click()
    await ready(marker)
    await handBack(marker)
  }
})

test('finalise: pressed without a connection it waits, says so, and is carried out', async ({ as, ask }) => {
  const marker = await as(demo('instructor2'))
  const id = await take(marker)
  const criteria = await marker.locator('[data-criterion]').count()
  for (let done = 0; done < criteria; done++) {
    await marker.keyboard.press('2')
    await marker.keyboard.press('ArrowDown')
  }
  await marker.context().setOffline(true)
  await marker.keyboard.press('Control+Enter')
  await marker.keyboard.press('Control+Enter')
  await expect(marker.locator('[data-notice=finish]')).toContainText('Finishing waits')
  await marker.context().setOffline(false)
  await expect(marker).toHaveURL(/\?done=/, { timeout: 60_000 })
  expect(
    await ask('select 1 as one from mark where script_id = $1 and withdrawn_at is null', [id]),
  ).toHaveLength(1)
  if (/grade\/[0-9a-f-]{36}/.test(marker.url())) {
    await ready(marker)
    await handBack(marker)
  }
})
