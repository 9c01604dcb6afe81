// Content-Disposition with a name and a file's name, and Content-Type.
const HEAD_BYTES = 2_048
const BOUNDARY_LENGTH = 70

/**
 * Looks for parts of a multipart body without parsing them, in time that grows with its size: 'too_many' over `most`
 * parts; 'broken' where it does not begin with its boundary, or the head of a part is longer than 2 kB.
 */
export function withinParts(
  body: Buffer,
  boundary: string | null,
  most: number,
): 'ok' | 'too_many' | 'broken' {
  if (!boundary || boundary.length > BOUNDARY_LENGTH) return 'broken'
  const mark = `--${boundary}`
  if (body.indexOf(mark) !== 0) return 'broken'
  let parts = 0
  for (let at = 0; at >= 0; at = body.indexOf(`\r\n${mark}`, at)) {
    at += at === 0 ? mark.length : mark.length + 2
    if (body.toString('latin1', at, at + 2) === '--') return 'ok'
    if (++parts > most) return 'too_many'
    const head = body.subarray(at, at + HEAD_BYTES).indexOf('\r\n\r\n')
    if (head < 0) return 'broken'
  }
  // The end is missing.
  return 'broken'
}
