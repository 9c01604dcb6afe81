import { createContext, type ReactNode, useContext } from 'react'
import type { Locale } from './locales.ts'
import type { Translate } from './messages.ts'

export type I18n = { locale: Locale; t: Translate }

const Context = createContext<I18n | null>(null)

/** Gives the components below it their language: a whole document, or a piece that is rendered by itself. */
export function I18nProvider({ value, children }: { value: I18n; children: ReactNode }) {
  return <Context.Provider value={value}>{children}</Context.Provider>
}

/** The language of the page being rendered, and its translator. */
export function useI18n(): I18n {
  const value = useContext(Context)
  if (!value) throw new Error('useI18n outside of I18nProvider')
  return value
}
