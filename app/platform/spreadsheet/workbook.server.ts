import { cut, TABLE_LIMITS, UnreadableFile } from './table.ts'
import type { Archive } from './unzip.server.ts'
import { walkXml } from './walk-xml.server.ts'

/** What the cells of every sheet refer to: shared texts by number, and which styles are dates. */
export type Workbook = {
  /** Visible sheets before hidden ones, in their order. */
  sheets: { name: string; path: string }[]
  shared: string[]
  dates: boolean[]
}

const MOST_SHEETS = 100
const MOST_TEXTS = TABLE_LIMITS.rows * TABLE_LIMITS.columns

/** Reads the parts of a workbook that are no sheets. Refuses `no_workbook` where the archive is something else. */
export async function openWorkbook(archive: Archive): Promise<Workbook> {
  const [book, links] = [
    await archive.text('xl/workbook.xml'),
    await archive.text('xl/_rels/workbook.xml.rels'),
  ]
  if (book === null || links === null) throw new UnreadableFile('no_workbook')
  const sheets = sheetsOf(book, links)
  if (sheets.length === 0) throw new UnreadableFile('broken_workbook')
  const shared = sharedTexts(await archive.text('xl/sharedStrings.xml'))
  return { sheets, shared, dates: dateStyles(await archive.text('xl/styles.xml')) }
}

function sheetsOf(book: string, links: string): Workbook['sheets'] {
  const targets = new Map<string, string>()
  walkXml(links, {
    open(name, attribute) {
      if (name === 'Relationship') targets.set(attribute('Id'), attribute('Target'))
    },
  })
  const found: { name: string; path: string; hidden: boolean }[] = []
  walkXml(book, {
    open(name, attribute) {
      if (name !== 'sheet' || found.length === MOST_SHEETS) return
      const target = targets.get(attribute('id'))
      if (!target) return
      const path = target.startsWith('/') ? target.slice(1) : `xl/${target}`
      const hidden = ['hidden', 'veryHidden'].includes(attribute('state'))
      found.push({ name: cut(attribute('name'), 100), path, hidden })
    },
  })
  return found.toSorted((a, b) => Number(a.hidden) - Number(b.hidden))
}

function sharedTexts(xml: string | null): string[] {
  const texts: string[] = []
  if (xml === null) return texts
  let current = ''
  let inText = false
  // Beside the letters of a text its sound may be written ("rPh"): that is no part of it.
  let inSound = false
  walkXml(xml, {
    open(name) {
      if (name === 'si') current = ''
      if (name === 'rPh') inSound = true
      inText = name === 't' && !inSound
    },
    text(text) {
      if (inText) current += text
    },
    close(name) {
      if (name === 't') inText = false
      if (name === 'rPh') inSound = false
      if (name !== 'si') return
      texts.push(current.slice(0, TABLE_LIMITS.cell))
      if (texts.length > MOST_TEXTS) throw new UnreadableFile('too_many_rows', { most: TABLE_LIMITS.rows })
    },
  })
  return texts
}

// Formats of dates that every workbook has without naming them (ECMA-376, part 1, 18.8.30).
const isBuiltInDate = (id: number) => (id >= 14 && id <= 22) || (id >= 45 && id <= 47)
// A format of its own is one of dates where days, months or years stand outside of quotes and brackets.
const isDateFormat = (code: string) => /[dmy]/i.test(code.replace(/"[^"]*"|\[[^\]]*\]|\\./g, ''))

function dateStyles(xml: string | null): boolean[] {
  const own = new Map<number, boolean>()
  const dates: boolean[] = []
  let inCells = false
  if (xml === null) return dates
  walkXml(xml, {
    open(name, attribute) {
      if (name === 'numFmt') own.set(Number(attribute('numFmtId')), isDateFormat(attribute('formatCode')))
      if (name === 'cellXfs') inCells = true
      if (name !== 'xf' || !inCells) return
      const id = Number(attribute('numFmtId'))
      dates.push(own.get(id) ?? isBuiltInDate(id))
    },
    close(name) {
      if (name === 'cellXfs') inCells = false
    },
  })
  return dates
}
