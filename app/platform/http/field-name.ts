const NAME_LENGTH = 160
const DEPTH = 4
const SEGMENT = /^[A-Za-z][\w-]*(?:\[\d{1,3}\])?$/

// They would reach the prototype of an object, or set the length of an array.
const RESERVED = new Set(['constructor', 'prototype', 'length'])

/**
 * True for the name of a form field: segments of ASCII letters, digits, "_" and "-" that begin with a letter, joined by
 * dots, at most four of them, each with an index below 1,000 at most: "annotations[3].selector.start".
 */
export function isFieldName(name: string): boolean {
  if (name.length > NAME_LENGTH) return false
  const segments = name.split('.')
  return (
    segments.length <= DEPTH &&
    segments.every((segment) => SEGMENT.test(segment) && !RESERVED.has(segment.replace(/\[.*/, '')))
  )
}
