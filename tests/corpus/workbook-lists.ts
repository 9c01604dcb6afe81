import { type WorkbookCell, workbook, workbookParts, zipped } from '#tests/setup/workbooks.ts'
import { fill, type OddList } from './odd-list.ts'

const book = (
  name: string,
  rows: WorkbookCell[][],
  expects: OddList['expects'],
  options: Parameters<typeof workbook>[1] = {},
): OddList => ({ name, bytes: () => workbook({ Лист1: rows }, options), expects })
const parts = (
  name: string,
  change: (all: Record<string, string>) => Record<string, string | Buffer>,
  expects: OddList['expects'],
): OddList => ({
  name,
  bytes: () =>
    zipped(
      change(
        workbookParts({
          Лист1: [
            ['name', 'email'],
            ['Асан Адам', 'asan@x.kz'],
          ],
        }),
      ),
    ),
  expects,
})

const GOOD = 'name;email\nӘсел Қала;asel@x.kz\n'
const HEADS: WorkbookCell[] = ['name', 'email']
/** Workbooks, and archives that are none. */
export const workbookLists: OddList[] = [
  book('a workbook', [HEADS, ['Асан Адам', 'a@x.kz']], ['2 new']),
  book('a workbook of heads alone', [HEADS], '!only_heads'),
  book('an empty workbook', [], '!empty'),
  book(
    'a formula in place of a name',
    [HEADS, [{ xml: '<c t="str"><f>A9</f><v>Асан Адам</v></c>' }, 'a@x.kz']],
    ['2 refused: formula'],
  ),
  book(
    'a fault of a formula',
    [HEADS, [{ xml: '<c t="e"><f>A9</f><v>#REF!</v></c>' }, 'a@x.kz']],
    ['2 refused: …'],
  ),
  book(
    'a date as a name',
    [HEADS, [{ xml: '<c s="1"><v>45000</v></c>' }, 'a@x.kz']],
    ['2 refused: name_letters'],
  ),
  book('a yes as a name', [HEADS, [{ xml: '<c t="b"><v>1</v></c>' }, 'a@x.kz']], ['2 new']),
  book(
    'a shared text that is not there',
    [HEADS, [{ xml: '<c t="s"><v>999</v></c>' }, 'a@x.kz']],
    ['2 refused: name_missing'],
  ),
  book(
    'a telephone as a number with an exponent',
    [
      [...HEADS, 'phone'],
      ['Асан Адам', 'a@x.kz', { xml: '<c><v>7.7011234567E10</v></c>' }],
    ],
    ['2 new'],
  ),
  book(
    'a region that is merged over rows',
    [
      [...HEADS, 'region'],
      ['Асан Адам', 'a@x.kz', 'Абай облысы'],
      ['Болат Адам', 'b@x.kz', ''],
    ],
    ['2 new', '3 new'],
    { after: '<mergeCells><mergeCell ref="C2:C3"/></mergeCells>' },
  ),
  book('merged without end', [HEADS, ['Асан Адам', 'a@x.kz']], ['2 new'], {
    after: `<mergeCells>${'<mergeCell ref="A1:XFD1048576"/>'.repeat(2_000)}</mergeCells>`,
  }),
  book(
    'a NUL and a bell',
    [HEADS, ['Ас\0ан Адам', 'a@x.kz'], ['Бо_x0007_лат', 'b@x.kz']],
    ['2 refused: broken_letters', '3 refused: name_unseen'],
  ),
  book('a cell of a megabyte', [HEADS, ['а'.repeat(500_000), 'a@x.kz']], ['2 refused: too_long']),
  book('20,000 columns', [Array.from({ length: 18_000 }, () => 'a')], '!too_many_columns'),
  book(
    'half a character',
    [HEADS, [{ xml: '<c t="inlineStr"><is><t>Аса&#xD800;н</t></is></c>' }, 'a@x.kz']],
    ['2 refused: broken_letters'],
  ),
  {
    name: 'several sheets, the first one empty',
    expects: ['2 new'],
    bytes: () => workbook({ A: [], B: [HEADS, ['Асан Адам', 'a@x.kz']] }),
  },
  {
    name: 'a hidden sheet before the list',
    expects: ['2 new'],
    bytes: () => workbook({ A: [['x'], ['y']], B: [HEADS, ['Асан Адам', 'a@x.kz']] }, { hidden: ['A'] }),
  },
  { name: 'an archive as ".csv"', expects: '!no_workbook', bytes: () => zipped({ 'list.csv': GOOD }) },
  { name: 'an empty archive', expects: '!no_workbook', bytes: () => zipped({}) },
  {
    name: 'an archive cut in two',
    expects: '!broken_zip',
    bytes: async () => (await workbook({ A: [HEADS] })).subarray(0, 400),
  },
  {
    name: 'an archive with words in its middle',
    expects: '!broken_zip',
    bytes: async () => {
      const broken = await workbook({ A: Array.from({ length: 200 }, (_, index) => [`n${index}`, 'a@x.kz']) })
      broken.fill(0x58, broken.length - 900, broken.length - 700)
      return broken
    },
  },
  parts(
    'a workbook without sheets',
    (all) => ({ ...all, 'xl/workbook.xml': '<workbook/>' }),
    '!broken_workbook',
  ),
  parts(
    'a workbook whose sheet is missing',
    ({ 'xl/worksheets/sheet1.xml': _sheet, ...all }) => all,
    '!empty',
  ),
  parts(
    'a workbook without links',
    ({ 'xl/_rels/workbook.xml.rels': _links, ...all }) => all,
    '!no_workbook',
  ),
  parts(
    'a sheet that is no XML',
    (all) => ({ ...all, 'xl/worksheets/sheet1.xml': '<worksheet><row' }),
    '!broken_workbook',
  ),
  parts(
    'a sheet with entities of its own',
    (all) => ({
      ...all,
      'xl/worksheets/sheet1.xml': `<!DOCTYPE x [<!ENTITY a "${fill('b', 999)}">]><worksheet>&a;</worksheet>`,
    }),
    '!broken_workbook',
  ),
  parts(
    'a sheet that unpacks to 60 MB',
    (all) => ({ ...all, 'xl/worksheets/sheet1.xml': Buffer.alloc(60 * 1024 * 1024, 0x20) }),
    '!zip_bomb',
  ),
  parts(
    'a bomb beside the list',
    (all) => ({ ...all, 'xl/media/image1.png': Buffer.alloc(60 * 1024 * 1024) }),
    '!zip_bomb',
  ),
  parts(
    'a thousand parts',
    (all) => ({
      ...all,
      ...Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`x/${index}`, ''])),
    }),
    '!zip_bomb',
  ),
  {
    name: 'a bomb whose list of parts lies about its size',
    expects: '!broken_zip',
    bytes: async () => {
      const parts = {
        ...workbookParts({ A: [HEADS] }),
        'xl/worksheets/sheet1.xml': Buffer.alloc(8_000_000, 0x20),
      }
      const lying = await zipped(parts)
      // The size, as the list of parts at the end has it.
      const size = Buffer.alloc(4)
      size.writeUInt32LE(8_000_000)
      const small = Buffer.alloc(4)
      small.writeUInt32LE(800)
      for (let at = lying.indexOf(size); at >= 0; at = lying.indexOf(size, at + 4)) small.copy(lying, at)
      return lying
    },
  },
  {
    name: 'a CSV named as a workbook',
    expects: ['2 new'],
    bytes: () => Buffer.from(GOOD),
  },
]
