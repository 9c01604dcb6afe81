import { bytes, fill, type OddList, text } from './odd-list.ts'
import { workbookLists } from './workbook-lists.ts'

const HEAD = 'name;email'
const row = (name: string, line: string, ...faults: string[]) =>
  text(name, `${HEAD}\n${line}\n`, [faults.length > 0 ? `2 refused: ${faults.join(', ')}` : '2 new'])
const column = (name: string, head: string, value: string, ...faults: string[]) =>
  text(name, `${HEAD};${head}\nАсан Адам;asan@x.kz;${value}\n`, [
    faults.length > 0 ? `2 refused: ${faults.join(', ')}` : '2 new',
  ])
const utf16 = (content: string, big = false) => {
  const little = Buffer.from(content, 'utf16le')
  return big ? little.swap16() : little
}
const GOOD = `${HEAD}\nӘсел Қала;asel@x.kz\n`
const cp1251 = (content: string) =>
  Buffer.from(
    [...content].map((letter) => {
      const code = letter.codePointAt(0) ?? 0
      if (code < 0x80) return code
      if (letter === 'ё') return 0xb8
      return code >= 0x410 && code <= 0x44f ? code - 0x410 + 0xc0 : 0x3f
    }),
  )

const whole: OddList[] = [
  bytes('nothing', Buffer.alloc(0), '!empty'),
  text('spaces alone', '  \n \n\t\n', '!empty'),
  text('a byte order mark alone', '\ufeff', '!empty'),
  text('delimiters alone', ';;;\n;;;\n', '!empty'),
  text('heads alone', `${HEAD}\n`, '!only_heads'),
  text('heads and empty rows', `${HEAD}\n;\n;\n;;;\n`, '!only_heads'),
  bytes('an old workbook', Buffer.from('d0cf11e0a1b11ae1000000', 'hex'), '!old_xls'),
  bytes('a workbook before the years of OLE', Buffer.from('0908100000060500', 'hex'), '!old_xls'),
  bytes(
    'a workbook behind a password',
    Buffer.concat([
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      Buffer.alloc(512),
      Buffer.from('EncryptedPackage', 'utf16le'),
    ]),
    '!encrypted',
  ),
  text('a PDF', '%PDF-1.7\n', '!not_table'),
  bytes('a picture', Buffer.from('89504e470d0a1a0a', 'hex'), '!not_table'),
  bytes('a photograph', Buffer.from('ffd8ffe000104a46', 'hex'), '!not_table'),
  bytes('gzip', Buffer.from('1f8b080000000000', 'hex'), '!not_table'),
  bytes('RAR', Buffer.from('526172211a0700', 'hex'), '!not_table'),
  bytes('7z', Buffer.from('377abcaf271c', 'hex'), '!not_table'),
  text('formatted text', '{\\rtf1\\ansi list}', '!not_table'),
  text('JSON', '[{"name":"a"}]', '!not_table'),
  text('a web page with a table, as ".xls"', '<html><table><tr><td>name</td></tr></table></html>', '!page'),
  text('XML of a spreadsheet', '<?xml version="1.0"?><Workbook/>', '!page'),
  bytes('bytes without meaning', Buffer.from(fill('\x01\x02\x03\x80\x07', 4_000), 'latin1'), '!binary'),
  bytes('zeros', Buffer.alloc(5_001), '!binary'),
  bytes('UTF-32', Buffer.from('fffe00006e00000061000000', 'hex'), '!binary'),
  text('20,000 columns', `${fill('a;', 40_000)}\n${fill('b;', 40_000)}`, '!too_many_columns'),
  text('a row of 20,000 cells among short ones', `${GOOD}${fill('b;', 40_000)}\n`, '!too_many_columns'),
  text('10,002 rows', `${HEAD}\n${fill('Асан Адам;a@x.kz\n', 10_002 * 17)}`, '!too_many_rows'),
  text('a million empty lines', `${HEAD}\n${fill('\n', 1_000_000)}`, '!too_many_rows'),
  text('a quotation mark that never closes', `${HEAD}\n"Асан Адам;asan@x.kz\nБ;b@x.kz\n`, '!quote_open'),
]

const encoded: OddList[] = [
  text('UTF-8 with a mark', `\ufeff${GOOD}`, ['2 new']),
  bytes('UTF-16 LE with a mark', utf16(`\ufeff${GOOD}`), ['2 new']),
  bytes('UTF-16 BE with a mark', utf16(`\ufeff${GOOD}`, true), ['2 new']),
  bytes('UTF-16 LE without a mark', utf16(GOOD), ['2 new']),
  bytes('UTF-16 BE without a mark', utf16(GOOD, true), ['2 new']),
  bytes('UTF-16 with half a character', utf16(`\ufeffname;email\nА\ud800сан;a@x.kz\n`), [
    '2 refused: broken_letters',
  ]),
  bytes('UTF-16 of an odd length', Buffer.concat([utf16(`\ufeff${GOOD}`), Buffer.from([0x41])]), [
    '2 new',
    '3 refused: …',
  ]),
  bytes('windows-1251', cp1251('фио;почта\nЕсенов Алёша;a@x.kz\n'), ['2 new']),
  bytes(
    'KZ-1048',
    Buffer.concat([cp1251('фио;почта\n'), Buffer.from([0xa3, 0xf1, 0xe5, 0xeb]), cp1251(';a@x.kz\n')]),
    ['2 new'],
  ),
  bytes(
    'UTF-8 with a row of windows-1251',
    Buffer.concat([
      Buffer.from(`${GOOD}Гүлнар Оспан;g@x.kz\nЖанар Төлеген;j@x.kz\n`),
      cp1251('Есен;e@x.kz\n'),
    ]),
    ['2 new', '3 new', '4 new', '5 refused: broken_letters'],
  ),
  text('UTF-8 that was cut in a letter', `${HEAD}\nАсан Адам;a@x.kz\n`, ['2 new']),
  bytes(
    'UTF-8 cut within its last letter',
    Buffer.concat([Buffer.from(`${HEAD}\nАсан;a@x.kz\nБолат Ада`), Buffer.from([0xd0])]),
    ['2 new', '3 refused: broken_letters, email_missing'],
  ),
]

const shaped: OddList[] = [
  text('commas', 'name,email\nАсан Адам,a@x.kz\n', ['2 new']),
  text('tabs', 'name\temail\nАсан Адам\ta@x.kz\n', ['2 new']),
  text('bars', 'name|email\nАсан Адам|a@x.kz\n', ['2 new']),
  text('a line that names the delimiter', 'sep=,\nname,email\nАсан Адам,a@x.kz\n', ['3 new']),
  text('one column', 'email\na@x.kz\nb@x.kz\n', []),
  text('no heads', 'Асан Адам;a@x.kz\nБолат Адам;b@x.kz\n', []),
  text('a title above the heads', 'Список слушателей 2026-2\n\nФИО;почта\nАсан Адам;a@x.kz\n', ['4 new']),
  text('heads twice', `${HEAD}\nАсан Адам;a@x.kz\n${HEAD}\nБолат Адам;b@x.kz\n`, [
    '2 new',
    '3 refused: repeated_heads',
    '4 new',
  ]),
  text('heads twice in a row', `${HEAD}\n${HEAD}\nАсан Адам;a@x.kz\n`, [
    '2 refused: repeated_heads',
    '3 new',
  ]),
  text('two columns of one name', 'name;email;email\nАсан Адам;a@x.kz;b@x.kz\n', ['2 new']),
  text('heads in capitals with spaces', '  Ф.И.О. ; E-MAIL \nАсан Адам;a@x.kz\n', ['2 new']),
  text('a line break in quotes', 'name;email\n"Асан\nАдам";a@x.kz\nБолат Адам;b@x.kz\n', ['2 new', '3 new']),
  text('CR alone', 'name;email\rАсан Адам;a@x.kz\rБолат Адам;b@x.kz', ['2 new', '3 new']),
  text('line breaks of every kind', 'name;email\r\nАсан Адам;a@x.kz\nБолат Адам;b@x.kz\rГ Дан;c@x.kz', [
    '2 new',
    '3 new',
    '4 new',
  ]),
  text('quotation marks within a cell', 'name;email;employer\nАсан Адам;a@x.kz;ТОО "Әділет" Алматы\n', [
    '2 new',
  ]),
  text('doubled quotation marks', 'name;email;employer\nАсан Адам;a@x.kz;"ТОО ""Әділет"""\n', ['2 new']),
  text('words after a closing quotation mark', 'name;email\n"Асан" Адам;a@x.kz\n', ['2 new']),
  text('rows of different lengths', `${HEAD}\nАсан Адам\nБолат Адам;b@x.kz;more;cells\n`, [
    '2 refused: email_missing',
    '3 new',
  ]),
  text('empty rows in between', `${HEAD}\n\n;\nАсан Адам;a@x.kz\n\n`, ['4 new']),
  text('a sum at the end', `${HEAD}\nАсан Адам;a@x.kz\nИтого: 1;\n`, ['2 new', '3 refused: totals']),
  text('a cell of a megabyte', `${HEAD}\n${fill('а', 500_000)};a@x.kz\nБолат Адам;b@x.kz\n`, [
    '2 refused: too_long',
    '3 new',
  ]),
  text('the prototype as a head', 'name;email;__proto__;constructor\nАсан Адам;a@x.kz;x;y\n', ['2 new']),
]

const rows: OddList[] = [
  row('no name', ';a@x.kz', 'name_missing'),
  row('no address', 'Асан Адам;', 'email_missing'),
  row('no domain', 'Асан Адам;asan@mail', 'email_no_domain'),
  row('no sign @', 'Асан Адам;asan.mail.kz', 'email_invalid'),
  row('two signs @', 'Асан Адам;a@b@x.kz', 'email_invalid'),
  row('two addresses', 'Асан Адам;a@x.kz, b@x.kz', 'email_two'),
  row('a space in an address', 'Асан Адам;a san@x.kz', 'email_invalid'),
  row('dots in a row', 'Асан Адам;a..b@x.kz', 'email_invalid'),
  row('a long address', `Асан Адам;${fill('a', 250)}@x.kz`, 'too_long'),
  row('Cyrillic letters in an address', 'Асан Адам;аsan@x.kz', 'email_lookalike'),
  row('an invisible sign in an address', 'Асан Адам;a\u200bsan@x.kz', 'email_unseen'),
  row('an address with a name and brackets', 'Асан Адам;Асан <ASAN@x.kz>'),
  row('an address as a link', 'Асан Адам;mailto:asan@x.kz'),
  row('an address of letters of our own', 'Асан Адам;asan@қазына.қаз'),
  row('a Latin letter in a name', 'Eсенов Асан;a@x.kz', 'name_lookalike'),
  row('a Cyrillic letter in a Latin name', 'Johnsоn Adam;a@x.kz', 'name_lookalike'),
  row('two alphabets in a word', 'Smithов Асан;a@x.kz', 'name_mixed'),
  row('a name of digits', '12345;a@x.kz', 'name_letters'),
  row('a date as a name', '24.11.2026;a@x.kz', 'name_letters'),
  row('a name of dashes', '—;a@x.kz', 'name_letters'),
  row('a formula as a name', '=HYPERLINK("http://evil");a@x.kz', 'formula'),
  row('a formula with a plus', "+cmd|' /C calc'!A0;a@x.kz", 'formula'),
  row('a formula with a sign @', '@SUM(A1:A9);a@x.kz', 'formula'),
  row('a NUL in a name', 'Ас\0ан Адам;a@x.kz', 'broken_letters'),
  row('a control character in a name', 'Ас\x07ан Адам;a@x.kz', 'name_unseen'),
  row('marks of writing direction', '\u202eнасА Адам;a@x.kz', 'name_unseen'),
  row('a soft hyphen', 'Ас\u00adан Адам;a@x.kz', 'name_unseen'),
  row('a sign of private use', 'Асан \ue000;a@x.kz', 'name_unseen'),
  row('spaces that do not break', '\u00a0Асан\u00a0\u00a0Адам\u00a0;\u00a0a@x.kz\u00a0'),
  row('a name of 201 letters', `${fill('а', 201)};a@x.kz`, 'too_long'),
  row('letters in pieces', 'И\u0306са Адам;a@x.kz'),
  column('a region that is none', 'region', 'Атлантида', 'region_unknown'),
  column('a former region', 'регион', 'Джамбул', 'region_unknown'),
  column('a region with "обл."', 'область', 'Акмолинская обл.'),
  column('a short name of a region', 'облыс', 'ШҚО'),
  column('a city with "г."', 'регион', 'г. Алматы'),
  column('a language that is none', 'язык', 'узб.', 'language_unknown'),
  column('two languages', 'тіл', 'қаз, рус', 'language_unknown'),
  column('a telephone of words', 'телефон', 'нет', 'phone_invalid'),
  column('a telephone with too few digits', 'телефон', '12345', 'phone_invalid'),
  column('a rounded telephone', 'телефон', '7,70112E+10', 'phone_rounded'),
  column('a telephone with 8 and brackets', 'телефон', '8 (701) 123-45-67'),
  column('two telephones', 'телефон', '87011234567, 87012345678'),
  column('a role that is none', 'роль', 'царь', 'role_unknown'),
  column('an administrator', 'роль', 'администратор', 'role_admin'),
  column('a cohort that is none', 'поток', 'Х-99', 'cohort_unknown'),
  column('a formula as an employer', 'место работы', '=1+1', 'formula'),
  column('a control character in an employer', 'место работы', 'Суд\x07', 'unseen'),
  column('an employer of 300 letters', 'место работы', fill('с', 300), 'too_long'),
  text('one address in two cases', `${HEAD}\nАсан Адам;asan@x.kz\nАсан Адам;ASAN@X.KZ\n`, [
    '2 new',
    '3 refused: duplicate',
  ]),
  text('the same row twice', `${HEAD}\nАсан Адам;asan@x.kz\nАсан Адам;asan@x.kz\n`, [
    '2 new',
    '3 refused: duplicate',
  ]),
  text('enrolments of nobody', 'sourcedId,userSourcedId,role\ne1,u-404,student\ne2,,student\n', [
    '2 refused: person_unknown',
    '3 refused: person_unknown',
  ]),
]

/** Every kind of file in which a list might come, and what the check makes of it. */
export const oddLists: OddList[] = [...whole, ...encoded, ...shaped, ...rows, ...workbookLists]
