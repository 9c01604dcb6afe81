/** Encodings of text files as offices of the region save them. */
export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1251', 'kz-1048'] as const
export type Encoding = (typeof encodings)[number]

/*
 * KZ-1048 (STRK1048-2002) is windows-1251 with sixteen other letters; TextDecoder does not know it.
 * https://www.unicode.org/Public/MAPPINGS/VENDORS/MISC/KZ1048.TXT
 * Bytes:              8D 8E 9D 9E A1 A2 A3 A5 AA AF B4 BA BC BD BE BF */
const OF_1251 = 'ЌЋќћЎўЈҐЄЇґєјЅѕї'
const OF_KZ = 'ҚҺқһҰұӘӨҒҮөғәҢңү'
const KZ_BYTES = new Set([
  0x8d, 0x8e, 0x9d, 0x9e, 0xa1, 0xa2, 0xa3, 0xa5, 0xaa, 0xaf, 0xb4, 0xba, 0xbc, 0xbd, 0xbe, 0xbf,
])
const toKz = new Map([...OF_1251].map((letter, index) => [letter, OF_KZ[index] ?? letter]))
const ANY_OF_1251 = new RegExp(`[${OF_1251}]`, 'g')

/** The text of bytes in an encoding, without a byte order mark. What is no letter of it becomes U+FFFD. */
export function decodeText(bytes: Uint8Array, encoding: Encoding): string {
  const label = encoding === 'kz-1048' ? 'windows-1251' : encoding
  const text = new TextDecoder(label).decode(bytes)
  return encoding === 'kz-1048' ? text.replace(ANY_OF_1251, (letter) => toKz.get(letter) ?? letter) : text
}

/** Bytes that are looked at for the pattern of UTF-16. */
const SAMPLE = 4_096

/**
 * UTF-16 without a mark: in our scripts and in Latin nearly every character has one of few high bytes (00, 04, 20), at
 * odd places or at even ones. Text of eight bits has none of them, except by accident.
 */
function wideEncoding(bytes: Uint8Array): Encoding | null {
  if (bytes.length < 4 || bytes.length % 2 === 1) return null
  const size = Math.min(bytes.length, SAMPLE)
  let even = 0
  let odd = 0
  for (let at = 0; at < size; at++) {
    const byte = bytes[at] ?? 0
    if (byte !== 0 && byte !== 4 && byte !== 0x20) continue
    if (at % 2) odd++
    else even++
  }
  const pairs = size / 2
  if (odd > pairs * 0.9 && even < pairs * 0.5) return 'utf-16le'
  if (even > pairs * 0.9 && odd < pairs * 0.5) return 'utf-16be'
  return null
}

/** How many characters of more than one byte are right UTF-8, and how many bytes are no part of one. */
function countUtf8(bytes: Uint8Array): { right: number; wrong: number } {
  let right = 0
  let wrong = 0
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0
    if (byte < 0x80) continue
    const more = byte >= 0xf0 && byte < 0xf5 ? 3 : byte >= 0xe0 ? 2 : byte >= 0xc2 ? 1 : 0
    let whole = more > 0 && byte < 0xf5
    for (let next = 1; next <= more && whole; next++) whole = ((bytes[at + next] ?? 0) & 0xc0) === 0x80
    if (whole) {
      right++
      at += more
    } else wrong++
  }
  return { right, wrong }
}

/**
 * The encoding of a text by its bytes: a byte order mark, the pattern of UTF-16, valid UTF-8, else eight bits, where
 * one of the sixteen letters of KZ-1048 decides. `damaged`: mostly UTF-8, but parts of it are not.
 */
export function detectEncoding(bytes: Uint8Array): { encoding: Encoding; damaged: boolean } {
  const [first, second, third] = bytes
  if (first === 0xff && second === 0xfe) return { encoding: 'utf-16le', damaged: false }
  if (first === 0xfe && second === 0xff) return { encoding: 'utf-16be', damaged: false }
  const marked = first === 0xef && second === 0xbb && third === 0xbf
  const wide = marked ? null : wideEncoding(bytes)
  if (wide) return { encoding: wide, damaged: false }
  const { right, wrong } = countUtf8(bytes)
  // Two bytes of Cyrillic in eight bits are a character of UTF-8 only by accident.
  if (wrong === 0 || marked || right > wrong) return { encoding: 'utf-8', damaged: wrong > 0 }
  return { encoding: bytes.some((byte) => KZ_BYTES.has(byte)) ? 'kz-1048' : 'windows-1251', damaged: false }
}
