import type { Locale } from '#app/i18n/locales.ts'
import { textLocales } from '#app/i18n/locales.ts'
import type { FigureFiles } from '../course-files/course-files.ts'
import type { FigureNode } from '../mdx/figure-guard.ts'
import { readFigure } from '../mdx/figure-guard.ts'
import type { Finding } from './finding.ts'
import { reporterFor } from './finding.ts'
import type { Block } from './read-text.ts'
import { checkTypography } from './typography.ts'
import { checkCopies, checkLanguage } from './untranslated.ts'

/** Width in pixels at which a figure must still be readable, and the smallest letters on it. */
const PHONE_WIDTH = 330
const SMALLEST_LETTERS = 11

/** Figures exist in each language, are used, say everything in their language and can be read on a phone. */
export function checkFigures(
  folder: string,
  figures: FigureFiles,
  used: ReadonlySet<string>,
  findings: Finding[],
): void {
  const names = new Set(textLocales.flatMap((locale) => Object.keys(figures[locale])))
  for (const name of names) {
    const russian = figureBlocks(figures.ru[name])
    for (const locale of textLocales) {
      const file = `${folder}/figures/${name}.${locale}.svg`
      const report = reporterFor(findings, file)
      const source = figures[locale][name]
      if (source === undefined) {
        report('figures', 'the figure is missing in this language')
        continue
      }
      if (!used.has(name)) report('figures', 'no text uses this figure', undefined, 'warning')
      const { root, errors } = readFigure(source)
      for (const { code, line, detail } of errors) {
        report('figures', `refused: ${[code, ...Object.values(detail)].join(' ')}`, line)
      }
      if (!root) continue
      if (smallestLetters(root) < SMALLEST_LETTERS) {
        report('figures', `letters below ${SMALLEST_LETTERS} pixels on a screen ${PHONE_WIDTH} pixels wide`)
      }
      const blocks = figureBlocks(source)
      checkTypography(blocks, locale, report, 'drawn')
      checkLanguage(blocks, locale, report)
      if (locale !== 'ru') checkCopies(blocks, { locale: 'ru' satisfies Locale, blocks: russian }, report)
    }
  }
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function figureBlocks(source: string | undefined): Block[] {
  const root = source === undefined ? null : readFigure(source).root
  if (!root) return []
  const text = labels(root).join(' · ')
  return [{ line: 1, text, own: text, uncited: text }]
}

function labels(node: FigureNode): string[] {
  const own = node.children.filter((child) => typeof child === 'string').map((child) => decode(child).trim())
  const inner = node.children.filter((child) => typeof child === 'object').flatMap(labels)
  return [...own.filter((text) => text !== ''), ...inner]
}

const decode = (text: string) =>
  text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (whole, decimal, hexadecimal, name) => {
    const code = decimal ? Number(decimal) : hexadecimal ? Number.parseInt(hexadecimal, 16) : Number.NaN
    if (!Number.isNaN(code)) return code <= 0x10ffff ? String.fromCodePoint(code) : ''
    return ENTITIES[name] ?? whole
  })

function smallestLetters(root: FigureNode): number {
  const value = (node: FigureNode, name: string) =>
    node.attributes.find(([attribute]) => attribute === name)?.[1]
  const width = Number(value(root, 'viewBox')?.split(/[\s,]+/)[2] ?? PHONE_WIDTH)
  const sizes = (node: FigureNode): number[] => [
    ...(value(node, 'font-size') ? [Number.parseFloat(value(node, 'font-size') ?? '')] : []),
    ...node.children.filter((child) => typeof child === 'object').flatMap(sizes),
  ]
  return Math.min(...sizes(root), 99) * Math.min(1, PHONE_WIDTH / width)
}
