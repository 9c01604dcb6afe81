import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { countWords } from '#app/features/lessons/mdx/reading-time.ts'

const FOLDER = 'db/seeds/texts'

const sentences = readdirSync(FOLDER).flatMap((file) => {
  const { text } = JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8')) as { text: string }
  return text.split(/(?<=[.!?»])\s+/).filter((sentence) => sentence.length > 20)
})

const any = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)] as T

/** An essay of at least so many words in Kazakh and Russian, from sentences of the demo's essays, in paragraphs. */
export function essayOf(words: number): string {
  let text = any(sentences)
  for (let count = countWords(text); count < words; ) {
    const sentence = any(sentences)
    text += (Math.random() < 0.2 ? '\n\n' : ' ') + sentence
    count += countWords(sentence)
  }
  return text
}

/** The text as it is two seconds later: some words more at the end or in the middle, now and then a sentence less. */
export function writtenOn(text: string): string {
  const ends = [...text.matchAll(/[.!?] /g)].map(({ index }) => index + 2)
  const at = Math.random() < 0.5 ? text.length : (any(ends) ?? 0)
  if (Math.random() < 0.3) {
    // It stays about as long.
    const from = ends.findIndex((end) => end >= at)
    const [start = 0, end = 0] = ends.slice(Math.max(0, from - 1))
    if (end > start) return text.slice(0, start) + text.slice(end)
  }
  const typed = any(sentences).split(' ').slice(0, 3).join(' ')
  return `${text.slice(0, at)} ${typed}${text.slice(at)}`
}
