import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { demo, expect, test } from '#tests/setup/browser.ts'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** No page of a test has a fault of access, and none is wider than the window. */
async function sound(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze()
  expect(
    violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`)),
  ).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
}

/** Begins training in the first sphere that is offered. */
async function train(page: Page): Promise<void> {
  await page.goto('/practice')
  await page.getByRole('button', { name: 'Train' }).first().click()
  await expect(page.getByText('question 1 of 10')).toBeVisible()
}

test('practice: a test is answered, left, found again and finished, without a script', async ({ as }) => {
  const page = await as(demo('participant'), {
    javaScriptEnabled: false,
    viewport: { width: 360, height: 740 },
  })
  await train(page)
  await page.getByRole('radio').first().check()
  await page.getByRole('checkbox', { name: 'Come back to this question' }).check()
  await page.getByRole('button', { name: 'Next' }).click()
  await expect(page.getByText('question 2 of 10')).toBeVisible()

  await page.goto('/practice')
  await page.getByRole('link', { name: 'Go on' }).click()
  await expect(page.getByRole('radio').first()).toBeChecked()
  await expect(page.getByRole('checkbox', { name: 'Come back to this question' })).toBeChecked()

  await page.getByText('All questions: 1 of 10 answered').click()
  await page.getByRole('button', { name: 'Question 10, open' }).click()
  await page.getByRole('radio').nth(2).check()
  await page.getByText('Finish…').click()
  await expect(page.getByText('9 questions were open when this page came, 1 is marked')).toBeVisible()
  await page.getByRole('button', { name: 'Finish and see the result' }).click()
  await expect(page.getByRole('heading', { name: 'Result' })).toBeVisible()
  await page.getByRole('link', { name: 'all 10' }).click()
  await page.locator('.review summary').first().click()
  await expect(page.getByText('your answer').filter({ visible: true })).toBeVisible()
})

for (const [colorScheme, width] of [
  ['light', 360],
  ['dark', 1280],
] as const) {
  test(`practice: its pages are sound, ${colorScheme}, ${width} px`, async ({ as }) => {
    const page = await as(demo('participant'), { colorScheme, viewport: { width, height: 800 } })
    await page.goto('/practice')
    await sound(page)
    await page.getByRole('button', { name: 'Train' }).nth(1).click()
    await page.getByRole('radio').first().check()
    await page.getByText(/^All questions/).click()
    await sound(page)
    await page.getByText('Finish…').click()
    await page.getByRole('button', { name: 'Finish and see the result' }).click()
    await page.locator('.review summary').first().click()
    await sound(page)
  })
}
