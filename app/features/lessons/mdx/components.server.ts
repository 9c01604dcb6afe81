// biome-ignore-all lint/correctness/noComponentHookFactories: rendered once, to a string; there is no tree to keep
import type { ComponentType, ReactNode } from 'react'
import { Children, createElement, isValidElement } from 'react'
import type { Locale } from '#app/i18n/locales.ts'
import type { CitedAct } from './acts.ts'
import { actAddress } from './acts.ts'
import type { FigureNode } from './figure-guard.ts'
import { drawFigure } from './figure-guard.ts'
import type { CompileLabels } from './labels.server.ts'

export type StatuteReference = {
  act: string
  article: string
  part?: string
  point?: string
  wording: string
}
export type TermTranslation = { kk: string; ru: string; en: string }
type RawOption = { correct: boolean; content: ReactNode; why: ReactNode }
export type RawSelfCheck = {
  id: string
  kind: 'single' | 'multiple'
  question: ReactNode
  options: RawOption[]
}

/** What the components put aside while a text is rendered. */
export type Collected = { checks: RawSelfCheck[]; statutes: StatuteReference[]; terms: TermTranslation[] }

export type Setting = {
  locale: Locale
  acts: readonly CitedAct[]
  figures: ReadonlyMap<string, FigureNode>
  labels: CompileLabels
}

type Props = { children?: ReactNode; [attribute: string]: unknown }
type Components = Record<string, ComponentType<Props>>

/** The element that holds a self-check's place until its marker is written. */
export const PLACEHOLDER = 'alqa-check'

const text = (value: unknown) => (typeof value === 'string' ? value : '')
const DATE_LOCALE: Record<Locale, string> = { kk: 'kk-KZ', ru: 'ru-RU', en: 'en-GB' }

/** A wording date in words. Formatted here, on the server: browsers do not know Kazakh. */
const wordingDate = (date: string, locale: Locale) =>
  new Intl.DateTimeFormat(DATE_LOCALE[locale], { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00Z`),
  )

/** The components of a text, bound to its language and to a place where they put aside what the page needs. */
export function componentsFor(setting: Setting, collected: Collected): Components {
  const { labels, locale } = setting

  const Callout = ({ kind, title, children }: Props) => {
    const known = kind === 'exam' || kind === 'warning' ? kind : 'note'
    const heading = text(title) || labels.callout[known]
    return createElement(
      'div',
      { className: known === 'note' ? 'note' : `note ${known}`, role: 'note', 'aria-label': heading },
      createElement('strong', null, heading),
      children,
    )
  }

  const Case = ({ title, children }: Props) => {
    const heading = text(title)
      ? `${text(title)} (${labels.invented})`
      : `${labels.case} (${labels.invented})`
    return createElement('div', { className: 'case' }, createElement('strong', null, heading), children)
  }

  const Statute = ({ act, article, part, point, wording, children }: Props) => {
    const reference: StatuteReference = { act: text(act), article: text(article), wording: text(wording) }
    if (text(part)) reference.part = text(part)
    if (text(point)) reference.point = text(point)
    collected.statutes.push(reference)
    const cited = setting.acts.find((candidate) => candidate.id === act)
    if (!cited) return createElement('span', { className: 'statute' }, children)
    const title = labels.wording
      .replace('{act}', cited.short[locale])
      .replace('{date}', wordingDate(reference.wording, locale))
    return createElement(
      'a',
      { className: 'statute', href: actAddress(cited, locale), title, rel: 'noopener' },
      children,
    )
  }

  const Term = ({ kk, ru, en, children }: Props) => {
    const term: TermTranslation = { kk: text(kk), ru: text(ru), en: text(en) }
    collected.terms.push(term)
    const others = (['kk', 'ru', 'en'] as const)
      .filter((other) => other !== locale)
      .map((other) => term[other])
    return createElement('dfn', { className: 'term', title: others.join(' · ') }, children)
  }

  const Figure = ({ name, alt, caption }: Props) => {
    const figure = setting.figures.get(text(name))
    if (!figure) return null
    const __html = drawFigure(figure, { prefix: `fig-${text(name)}`, alt: text(alt) })
    return createElement(
      'figure',
      { className: 'figure' },
      // Written anew by drawFigure from an allow-listed tree.
      createElement('div', { className: 'figure-art', dangerouslySetInnerHTML: { __html } }),
      text(caption) ? createElement('figcaption', null, text(caption)) : null,
    )
  }

  const Why = ({ children }: Props) => createElement('div', null, children)
  const Option = ({ children }: Props) => createElement('div', null, children)

  const SelfCheck = ({ id, kind, children }: Props) => {
    const parts = Children.toArray(children)
    const is = (part: ReactNode, type: unknown) => isValidElement<Props>(part) && part.type === type
    const options = parts
      .filter((part) => is(part, Option))
      .map((option): RawOption => {
        const props = isValidElement<Props>(option) ? option.props : {}
        const inside = Children.toArray(props.children)
        const why = inside.find((part) => is(part, Why))
        return {
          correct: props.correct !== undefined,
          content: inside.filter((part) => !is(part, Why)),
          why: isValidElement<Props>(why) ? why.props.children : null,
        }
      })
    collected.checks.push({
      id: text(id),
      kind: kind === 'multiple' ? 'multiple' : 'single',
      question: parts.filter((part) => !is(part, Option)),
      options,
    })
    return createElement(PLACEHOLDER, { 'data-id': text(id) })
  }

  return { Callout, Case, Statute, Term, Figure, SelfCheck, Option, Why, ...markup(labels) }
}

/** Plain Markdown elements that need more than their tag. */
function markup(labels: CompileLabels): Components {
  const cell = (tag: 'td' | 'th') =>
    function Cell({ style, children, ...rest }: Props) {
      // Inline styles are blocked on our pages: the alignment of a column becomes a class.
      const right = (style as { textAlign?: string } | undefined)?.textAlign === 'right'
      const empty = Children.count(children) === 0
      const scope = tag === 'th' && !empty ? { scope: 'col' } : {}
      const label = text(rest['data-l'])
      const named = label ? { 'data-l': label } : {}
      return createElement(
        empty ? 'td' : tag,
        { ...scope, ...named, ...(right ? { className: 'r' } : {}) },
        children,
      )
    }
  const Table = ({ className, children }: Props) =>
    createElement(
      'div',
      { className: 'scroll', role: 'group', tabIndex: 0, 'aria-label': labels.table },
      createElement('table', className === 'cards' ? { className } : null, children),
    )
  return { table: Table, td: cell('td'), th: cell('th') }
}
