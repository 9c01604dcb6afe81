import type { Page } from '@playwright/test'
import { expect, speak, test } from '#tests/setup/browser.ts'
import { areaOf, onServer, seedWriter, stateOf } from '#tests/setup/e2e-writers.ts'

// The writing page on a phone with its keyboard out, and on paper.
const WRITE = '/essays/judgment/write'
const PHONE = { width: 360, height: 740 }
// What a keyboard leaves of it.
const LEFT = 380
const LINES = 60
// Short lines, none of which wraps: the line of the caret follows from its number.
const numbered = Array.from({ length: LINES }, (_, index) => `Строка ${index + 1}`).join('\n')

/** Puts the caret at the end of a line, and answers where that line is on the screen (px from its top). */
async function caretAt(page: Page, line: number): Promise<void> {
  await areaOf(page).evaluate((area: HTMLTextAreaElement, wanted) => {
    const caret = area.value.split('\n').slice(0, wanted).join('\n').length
    area.focus()
    area.setSelectionRange(caret, caret)
    // As far as typing there would have scrolled it.
    const height = Number.parseFloat(getComputedStyle(area).lineHeight)
    area.scrollTop = Math.max(0, wanted * height - area.clientHeight + 40)
  }, line)
}

const lineOnScreen = (page: Page, line: number): Promise<{ top: number; bottom: number }> =>
  areaOf(page).evaluate((area: HTMLTextAreaElement, wanted) => {
    const style = getComputedStyle(area)
    const height = Number.parseFloat(style.lineHeight)
    const above = Number.parseFloat(style.paddingTop) + (wanted - 1) * height - area.scrollTop
    const top = area.getBoundingClientRect().top + above
    return { top, bottom: top + height }
  }, line)

async function seesCaretAndLetters(page: Page, line: number, height: number): Promise<void> {
  const text = await areaOf(page).boundingBox()
  const letters = await page.getByRole('button', { name: 'Insert Ә' }).boundingBox()
  expect(letters?.y).toBeGreaterThan((text?.y ?? 0) + (text?.height ?? 0) - 1)
  expect((letters?.y ?? 0) + (letters?.height ?? 0)).toBeLessThanOrEqual(height)
  await expect
    .poll(async () => {
      const { top, bottom } = await lineOnScreen(page, line)
      return top >= (text?.y ?? 0) - 1 && bottom <= (text?.y ?? 0) + (text?.height ?? 0) + 1
    })
    .toBe(true)
  expect(text?.height).toBeGreaterThan(100)
}

test('a keyboard that takes room from the page leaves the caret, the letters and the state in sight', async ({
  as,
  ask,
}) => {
  const page = await as(await seedWriter(ask, 'judgment', 'phone'), { viewport: PHONE, hasTouch: true })
  await page.goto(WRITE)
  expect(await page.locator('meta[name=viewport]').getAttribute('content')).toContain(
    'interactive-widget=resizes-content',
  )
  await areaOf(page).fill(numbered)
  for (const line of [LINES, 33]) {
    await page.setViewportSize(PHONE)
    await caretAt(page, line)
    await page.setViewportSize({ ...PHONE, height: LEFT })
    await seesCaretAndLetters(page, line, LEFT)
    await expect(stateOf(page)).toBeInViewport({ ratio: 1 })
    await expect(page.locator('[data-clock]')).toBeInViewport({ ratio: 1 })
  }
  await caretAt(page, 33)
  await page.getByRole('button', { name: 'Insert Ә' }).tap()
  await expect(areaOf(page)).toHaveValue(/\nСтрока 33ә\nСтрока 34\n/)
  await expect(areaOf(page)).toBeFocused()
})

test('a keyboard that only covers the page (iOS) leaves them in sight too', async ({ as, ask }) => {
  const page = await as(await seedWriter(ask, 'judgment', 'tablet'), { viewport: PHONE })
  await page.addInitScript(() => {
    const seen = Object.assign(new EventTarget(), { height: 740, offsetTop: 0, scale: 1 })
    Object.defineProperty(window, 'visualViewport', { value: seen })
  })
  await page.goto(WRITE)
  await areaOf(page).fill(numbered)
  await caretAt(page, LINES)
  await page.evaluate((height) => {
    Object.assign(window.visualViewport as object, { height })
    window.visualViewport?.dispatchEvent(new Event('resize'))
  }, LEFT)
  await expect(page.locator('#editor')).toHaveCSS('height', `${LEFT}px`)
  await seesCaretAndLetters(page, LINES, LEFT)
})

test('on paper the text is whole, with its title and nothing of the screen', async ({ as, ask }) => {
  const page = await as(await seedWriter(ask, 'judgment', 'printing'))
  await page.goto(WRITE)
  const paragraphs = Array.from(
    { length: 120 },
    (_, index) => `${index + 1}) ${'Суд установил, что иск обоснован. '.repeat(4)}`,
  )
  await areaOf(page).fill(paragraphs.join('\n\n'))
  await expect(stateOf(page)).toHaveText(onServer)
  const pdf = (await page.pdf()).toString('latin1')
  // 2,400 words at 11 pt: as a picture of the screen it would be one page.
  expect(pdf.match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThan(5)
  await page.emulateMedia({ media: 'print' })
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
  const paper = page.locator('[data-paper]')
  expect(await paper.textContent()).toBe(paragraphs.join('\n\n'))
  const cut = await paper.evaluate((sheet) => {
    const { bottom } = sheet.getBoundingClientRect()
    const around: string[] = []
    for (let at = sheet.parentElement; at; at = at.parentElement)
      if (getComputedStyle(at).overflow !== 'visible' && at.getBoundingClientRect().bottom < bottom)
        around.push(at.className)
    return around
  })
  expect(cut).toEqual([])
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  for (const gone of [
    areaOf(page),
    page.locator('[data-clock]'),
    page.getByRole('button', { name: 'Hand in…' }),
  ])
    await expect(gone).toBeHidden()
})

test('what makes writing easier: steps, find, size of the text, only the text, the brief', async ({
  as,
  ask,
}) => {
  const page = await as(await seedWriter(ask, 'judgment', 'comfort'))
  await page.goto(WRITE)
  await expect(page.getByText('Gulmira E. v. Tau Bastau LLP')).toBeVisible()
  // A step puts its heading there once, and then leads to it.
  await page.getByRole('button', { name: 'Мотивировочная часть: insert this heading' }).click()
  await areaOf(page).pressSequentially('Суд установил.')
  const step = page.getByRole('button', { name: 'Мотивировочная часть: go there' })
  await expect(step).toHaveAttribute('aria-current', 'step')
  await page.getByRole('button', { name: 'Резолютивная часть: insert this heading' }).click()
  await areaOf(page).pressSequentially('Иск удовлетворить. СУД решил.')
  const whole = 'Мотивировочная часть\nСуд установил.\n\nРезолютивная часть\nИск удовлетворить. СУД решил.'
  await expect(areaOf(page)).toHaveValue(whole)
  await step.click()
  const caret = () => areaOf(page).evaluate((area: HTMLTextAreaElement) => area.selectionStart)
  expect(await caret()).toBe(whole.indexOf('Суд установил'))
  // Found without regard to case; Escape goes on behind the word.
  await page.getByRole('button', { name: 'Find', exact: true }).click()
  const find = page.getByRole('search', { name: 'Find in the text' })
  await find.getByRole('searchbox').fill('суд')
  await expect(find.getByRole('status')).toHaveText('1 of 2')
  await find.getByRole('searchbox').press('Enter')
  await expect(find.getByRole('status')).toHaveText('2 of 2')
  await find.getByRole('searchbox').press('Escape')
  expect(await caret()).toBe(whole.indexOf('СУД') + 3)
  await expect(areaOf(page)).toBeFocused()
  // The size is remembered on this device.
  const size = () => areaOf(page).evaluate((area) => Number.parseFloat(getComputedStyle(area).fontSize))
  const usual = await size()
  await page.getByRole('button', { name: 'Larger text' }).click()
  const larger = await size()
  expect(larger).toBeGreaterThan(usual)
  await page.reload()
  await expect.poll(size).toBe(larger)
  // Only the text: the brief goes, the time and the state stay; Escape brings it back.
  await page.getByRole('button', { name: 'Only the text' }).click()
  await expect(page.getByText('Gulmira E. v. Tau Bastau LLP')).toBeHidden()
  for (const stays of [page.locator('[data-clock]'), stateOf(page)]) await expect(stays).toBeVisible()
  await areaOf(page).press('Escape')
  await expect(page.getByText('Gulmira E. v. Tau Bastau LLP')).toBeVisible()
  await expect(areaOf(page)).toHaveValue(whole)
})

test('on a wide screen the bar is one line, in every language and with everything it has to say', async ({
  as,
  ask,
}) => {
  const page = await as(await seedWriter(ask, 'judgment', 'bar'), { viewport: { width: 1280, height: 800 } })
  for (const language of ['kk', 'ru', 'en']) {
    await speak(page, language)
    await page.goto(WRITE)
    const area = page.locator('textarea[name=text]')
    await area.press('Control+End')
    await area.pressSequentially(' сөз')
    await page.context().setOffline(true)
    await area.pressSequentially(' тағы')
    await expect(page.locator('.saved.local')).toBeVisible()
    const bar = await page.locator('.editor .top').boundingBox()
    expect(bar?.height, language).toBeLessThan(64)
    for (const part of ['[data-clock]', '[data-hand-in]', '[data-words]']) {
      const box = await page.locator(part).boundingBox()
      expect((box?.x ?? 0) + (box?.width ?? 0), `${language} ${part}`).toBeLessThanOrEqual(1280)
    }
    await page.context().setOffline(false)
    await expect(page.locator('.saved.local')).toBeHidden({ timeout: 60_000 })
  }
})
