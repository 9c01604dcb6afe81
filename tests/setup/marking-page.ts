import type { Page } from '@playwright/test'
import { expect } from './browser.ts'

/**
 * Takes the next script and waits until the page hears keys. Each test gives its script back, so that the next one
 * finds the queue as it was.
 */
export async function take(marker: Page): Promise<string> {
  await marker.goto('/grade')
  await marker.locator('main form[method=post] button').first().click()
  await expect(marker).toHaveURL(/\/grade\/[0-9a-f-]{36}/)
  await ready(marker)
  return new URL(marker.url()).pathname.split('/').at(-1) ?? ''
}
/** Waits until the marking page hears keys. */
export const ready = (marker: Page) => expect(marker.locator('#marking[data-ready]')).toBeVisible()
/** Gives the script back to the queue. */
export const handBack = async (marker: Page) => {
  await marker.locator('[value=hand-back]').click()
  await expect(marker).toHaveURL(/\/grade(\?|$)/)
}

/** A key of a layout: the place it has, and what it says there. */
export const press = (marker: Page, code: string, key: string, given: { shiftKey?: boolean } = {}) =>
  marker.evaluate(
    ([place, says, init]) => {
      const target = document.activeElement ?? document.body
      const event = { code: place, key: says, bubbles: true, cancelable: true, ...init }
      target.dispatchEvent(new KeyboardEvent('keydown', event))
    },
    [code, key, given] as const,
  )

/** Selects characters of the essay, counted without the numbers of comments. */
export const select = (marker: Page, from: number, to: number) =>
  marker.locator('[data-essay]').evaluate(
    (essay, [start, end]) => {
      const walker = document.createTreeWalker(essay, NodeFilter.SHOW_TEXT, (node) =>
        node.parentElement?.closest('sup') ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
      )
      const place = (offset: number): [Node, number] => {
        walker.currentNode = essay
        let left = offset
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const length = node.textContent?.length ?? 0
          if (left <= length) return [node, left]
          left -= length
        }
        throw new Error('the essay is shorter')
      }
      const [a, b] = [place(start), place(end)]
      getSelection()?.setBaseAndExtent(...a, ...b)
    },
    [from, to] as const,
  )

/** The points chosen so far. */
export const chosenPoints = (marker: Page) =>
  marker
    .locator('[data-criterion] input:checked')
    .evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value))
