import type { Locale } from '#app/i18n/locales.ts'
import type { Reporter } from './finding.ts'
import type { Block } from './read-text.ts'
import { lineInBlock } from './read-text.ts'

type Pattern = { rule: 'quotes' | 'non-breaking-space' | 'dashes'; pattern: RegExp; message: string }

const STRAIGHT: Pattern = { rule: 'quotes', pattern: /"/g, message: 'a straight quotation mark' }
const NUMERO: Pattern = {
  rule: 'non-breaking-space',
  pattern: /[№§][ \n]?(?=[\p{L}\p{N}])/gu,
  message: 'a non-breaking space must follow № and §',
}
const GROUPS: Pattern = {
  rule: 'non-breaking-space',
  pattern: /\d[ \n]\d{3}(?!\d)/g,
  message: 'the groups of a number are held together by non-breaking spaces',
}
const HYPHEN: Pattern = {
  rule: 'dashes',
  pattern: /(?<=\S)[ \n]-(?=[ \n])/g,
  message: 'a hyphen where a dash belongs',
}
const EM_DASH: Pattern = {
  rule: 'dashes',
  pattern: /—/g,
  message: 'an em dash: write an en dash with spaces',
}
const CYRILLIC_QUOTES: Pattern = {
  rule: 'quotes',
  pattern: /[“”„‟](?![^«»]*»)/g,
  message: 'quotation marks are « »; other marks only within them',
}

/** Abbreviations that never part from the number they belong to. */
const PATTERNS: Record<Locale, readonly Pattern[]> = {
  ru: [
    STRAIGHT,
    NUMERO,
    GROUPS,
    HYPHEN,
    EM_DASH,
    CYRILLIC_QUOTES,
    {
      rule: 'non-breaking-space',
      pattern: /(?<![\p{L}])(?:ст|ч|п|пп|подп|гл|абз|разд)\.[ \n]+(?=\d)/giu,
      message: 'a non-breaking space belongs between ст., ч., п. and the number',
    },
    {
      rule: 'non-breaking-space',
      pattern: /\d[ \n]+(?=(?:г|гг|тыс|млн|млрд|МРП|тг)(?![\p{L}])|[₸%])/gu,
      message: 'a non-breaking space belongs between the number and its unit',
    },
  ],
  kk: [
    STRAIGHT,
    NUMERO,
    GROUPS,
    HYPHEN,
    EM_DASH,
    CYRILLIC_QUOTES,
    {
      rule: 'non-breaking-space',
      pattern: /\d[ \n]+(?=(?:ж|жж|мың|млн|млрд|АЕК|тг)(?![\p{L}])|[₸%])/gu,
      message: 'a non-breaking space belongs between the number and its unit',
    },
  ],
  en: [
    STRAIGHT,
    NUMERO,
    HYPHEN,
    { rule: 'quotes', pattern: /'/g, message: 'a straight apostrophe: write ’' },
    { rule: 'quotes', pattern: /[«»„]/g, message: 'quotation marks are “ ”' },
    {
      rule: 'non-breaking-space',
      pattern: /(?<![\p{L}])(?:Arts?|No|Nos|para|paras)\.[ \n]+(?=\d)/gu,
      message: 'a non-breaking space belongs between Art., No. and the number',
    },
    {
      rule: 'non-breaking-space',
      pattern: /\d[ \n]+(?=(?:MCI|KZT)(?![\p{L}])|[₸%])/gu,
      message: 'a non-breaking space belongs between the number and its unit',
    },
  ],
}

const PAIRS: Record<Locale, readonly [string, string]> = { ru: ['«', '»'], kk: ['«', '»'], en: ['“', '”'] }

/** Quotation marks, non-breaking spaces and dashes. Lines of a figure never break, so its spaces do not matter. */
export function checkTypography(
  blocks: readonly Block[],
  locale: Locale,
  report: Reporter,
  lines: 'flowing' | 'drawn' = 'flowing',
): void {
  const [open, close] = PAIRS[locale]
  for (const block of blocks) {
    for (const { rule, pattern, message } of PATTERNS[locale]) {
      if (lines === 'drawn' && rule === 'non-breaking-space') continue
      for (const found of block.text.matchAll(pattern)) {
        report(rule, `${message}: ${around(block.text, found.index)}`, lineInBlock(block, found.index))
      }
    }
    if (block.text.split(open).length !== block.text.split(close).length) {
      report('quotes', `${open} and ${close} do not match: ${around(block.text, 0)}`, block.line)
    }
  }
}

/** The words around a place, on one line. */
export function around(text: string, offset: number): string {
  const from = Math.max(0, offset - 18)
  const cut = text.slice(from, offset + 22).replace(/\s/g, ' ')
  return `${from > 0 ? '…' : ''}${cut}${offset + 22 < text.length ? '…' : ''}`
}
