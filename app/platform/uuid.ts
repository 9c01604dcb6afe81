const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** True for an id as the database makes them; anything else would make Postgres complain. */
export const isUuid = (text: string): boolean => UUID.test(text)
