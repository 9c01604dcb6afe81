import type { ReactNode } from 'react'
import { type Locale, localeNames, locales } from '#app/i18n/locales.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { Button } from '#app/ui/button.tsx'
import { Field, Select } from '#app/ui/field.tsx'

type Props = {
  /** The page of the list. */
  action: string
  prompts: { value: string; label: string }[]
  filter: { prompt: string | null; locale: Locale | null }
  /** The code that is looked for; absent where a list has no search by code. */
  code?: string
  /** What of the address stays beside the filter, as hidden fields. */
  children?: ReactNode
}

/** Narrows a list of scripts to one essay and one language; works without a script. */
export function ScriptsFilter({ action, prompts, filter, code, children }: Props) {
  const { t } = useI18n()
  return (
    <form className="tools" method="get" action={action}>
      {children}
      <Select
        name="prompt"
        label={t('grading.queue.prompt')}
        options={prompts}
        empty={t('grading.queue.anyPrompt')}
        defaultValue={filter.prompt ?? ''}
      />
      <Select
        name="language"
        label={t('grading.queue.language')}
        options={locales.map((value) => ({ value, label: localeNames[value] }))}
        empty={t('grading.queue.anyLanguage')}
        defaultValue={filter.locale ?? ''}
      />
      {code !== undefined && (
        <Field type="search" name="code" label={t('grading.queue.code')} defaultValue={code} maxLength={12} />
      )}
      <Button slim>{t('grading.queue.show')}</Button>
    </form>
  )
}
