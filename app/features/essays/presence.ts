/** Seconds after which an editor that was not seen is no rival any more. */
export const RIVAL_SECONDS = 60

/** What a page may call itself: a random name without blanks, at most 64 signs of ASCII. */
export const EDITOR_NAME = /^[\x21-\x7e]{1,64}$/
