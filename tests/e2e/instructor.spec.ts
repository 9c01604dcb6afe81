import { demo, expect, test } from '#tests/setup/browser.ts'

const REMARK = 'Назовите здесь статью, на которую опираетесь.'

test('an essay is marked by the keyboard, released, and read by its author', async ({ as, ask }) => {
  const marker = await as(demo('instructor'))
  await marker.goto('/grade')
  await marker.getByRole('button', { name: 'Take the next one' }).click()
  await expect(marker).toHaveURL(/\/grade\/[0-9a-f-]{36}$/)
  const submission = new URL(marker.url()).pathname.split('/').at(-1)
  const alias = (await marker.getByRole('heading', { level: 1 }).textContent())?.replace(/^Script /, '')
  const criteria = await marker.locator('[data-criterion]').count()
  for (let done = 0; done < criteria; done++) {
    await marker.keyboard.press('3')
    await marker.keyboard.press('j')
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
  await marker.keyboard.press('n')
  await marker.getByRole('dialog').getByRole('button', { name: 'Finalise' }).click()
  await expect(marker).toHaveURL(/\/grade.*\?done=/)
  await expect(marker.getByText(`${alias} is finished and waits for release.`)).toBeVisible()

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
  await lead.getByRole('button', { name: 'Release the ticked ones' }).click()
  await expect(lead.getByText('1 essay is released')).toBeVisible()

  await participant.goto(`/essays/${author.slug}/feedback`)
  await expect(participant.getByText(REMARK)).toBeVisible()
  await expect(participant.getByText(new RegExp(`^${3 * criteria} / \\d+$`))).toBeVisible()
})
