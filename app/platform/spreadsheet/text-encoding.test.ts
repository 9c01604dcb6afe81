import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeText, detectEncoding, type Encoding } from './text-encoding.ts'

// https://www.unicode.org/Public/MAPPINGS/VENDORS/MISC/KZ1048.TXT, where it differs from CP1251.TXT.
const KZ_1048: Record<number, number> = {
  141: 0x49a,
  142: 0x4ba,
  157: 0x49b,
  158: 0x4bb,
  161: 0x4b0,
  162: 0x4b1,
  163: 0x4d8,
  165: 0x4e8,
  170: 0x492,
  175: 0x4ae,
  180: 0x4e9,
  186: 0x493,
  188: 0x4d9,
  189: 0x4a2,
  190: 0x4a3,
  191: 0x4af,
}

test('encoding: KZ-1048 is windows-1251 but for sixteen places', () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte)
  const [kz, windows] = [[...decodeText(bytes, 'kz-1048')], [...decodeText(bytes, 'windows-1251')]]
  const differs = kz.flatMap((letter, byte) =>
    letter === windows[byte] ? [] : [[byte, letter.codePointAt(0)]],
  )
  expect(Object.fromEntries(differs)).toEqual(KZ_1048)
})

const NAMES = ['Әсел Ғалымқызы Өскенбай', 'Есенов Бауыржан', 'Нұрғалиева Үміт Іңкәрқызы', 'Adam Smith']
const little = (text: string) => new Uint8Array(Buffer.from(text, 'utf16le'))
const encoders: Partial<Record<Encoding, (text: string) => Uint8Array>> = {
  'utf-8': (text) => new Uint8Array(Buffer.from(text)),
  'utf-16le': little,
  'utf-16be': (text) => new Uint8Array(Buffer.from(text, 'utf16le').swap16()),
}

test.each(Object.entries(encoders))(
  'encoding: lists of names in %s are recognised without a mark',
  (name, encode) => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...NAMES), { minLength: 2, maxLength: 40 }), (names) => {
        const text = `ФИО;почта\r\n${names.map((one, index) => `${one};a${index}@sot.kz`).join('\r\n')}`
        const bytes = encode(text)
        expect(detectEncoding(bytes)).toEqual({ encoding: name, damaged: false })
        expect(decodeText(bytes, name as Encoding)).toBe(text)
      }),
    )
  },
)

test('encoding: no bytes make detecting or decoding fail', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(decodeText(bytes, detectEncoding(bytes).encoding)).toBeTypeOf('string')
    }),
  )
})
