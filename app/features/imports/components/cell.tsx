import { cx } from '#app/ui/class-names.ts'
import { strangeLetters } from '../look-alike.ts'

type Props = {
  value: string
  /** The cell is what is wrong with its row. */
  wrong?: boolean
  /** Letters of another alphabet are lit. */
  strange?: boolean
}

/** Characters of a cell that a page shows. */
const MOST = 120

// What cannot be seen is shown as a sign, so that it can be found.
const visible = (text: string): string => text.replace(/[\p{Cc}\p{Cf}]/gu, '\u2423')

/** A value as it stands in the file; what is wrong with it is lit. */
export function Cell({ value, wrong, strange }: Props) {
  const text = visible(value.slice(0, MOST).trim())
  const lit = wrong && strange ? strangeLetters(text) : []
  const letters = [...text]
  return (
    <span className={cx('cell', wrong && 'wrong')}>
      {lit.length === 0
        ? text || '–'
        : letters.map((letter, index) =>
            // biome-ignore lint/suspicious/noArrayIndexKey: letters never move
            lit.includes(index) ? <mark key={index}>{letter}</mark> : letter,
          )}
      {value.length > MOST && '…'}
    </span>
  )
}
