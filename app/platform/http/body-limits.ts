/** What a form may weigh and how many fields it may have, repeats counted. `parts`: it may be multipart. */
export type BodyLimit = {
  bytes: number
  fields: number
  parts?: true
  /** What it is sent for is judged character by character: NUL is left to those who do. */
  raw?: true
}

const KB = 1024

/** The limits of forms. A route names the smallest kind that fits its form. */
export const BODY_LIMITS = {
  /** Anything that is open without a session. */
  visitor: { bytes: 16 * KB, fields: 40 },
  /** A few fields of a signed-in person. */
  fields: { bytes: 64 * KB, fields: 60 },
  /** One ticked box for each row of a long list. */
  list: { bytes: 128 * KB, fields: 2_500 },
  /** A script's marking: 200 comments with six fields each. */
  marking: { bytes: 1024 * KB, fields: 1_600 },
  /** One essay of 200,000 bytes, of which each becomes three characters in a form. */
  essay: { bytes: 640 * KB, fields: 10, raw: true },
  /** A document typed in or chosen as a file. */
  document: { bytes: 1024 * KB, fields: 20, parts: true, raw: true },
  /** A list of people as a file of a spreadsheet. */
  table: { bytes: 4 * 1024 * KB, fields: 20, parts: true, raw: true },
} as const satisfies Record<string, BodyLimit>

export type BodyKind = keyof typeof BODY_LIMITS

/** Bytes that no body may exceed, whatever its address. */
export const BODY_LIMIT = BODY_LIMITS.table.bytes
