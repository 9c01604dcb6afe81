/** An id as the database makes them, as the source of a pattern: for texts in which one is a part. */
export const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'

const WHOLE = new RegExp(`^${UUID}$`, 'i')

/** True for an id as the database makes them; anything else would make Postgres complain. */
export const isUuid = (text: string): boolean => WHOLE.test(text)
