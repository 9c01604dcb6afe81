import { createContext, type FormHTMLAttributes, useContext } from 'react'
import { useI18n } from '#app/i18n/react.tsx'
import { ErrorSummary } from './notice.tsx'

/** What the server found wrong: sentences by the names of the fields; '' is the form as a whole. */
type Errors = Record<string, string[]>

const FormErrors = createContext<Errors>({})

/** The first sentence about a field of the form around it. */
export const useFieldError = (name: string): string | undefined => useContext(FormErrors)[name]?.[0]

type FormProps = Omit<FormHTMLAttributes<HTMLFormElement>, 'noValidate'> & {
  /** The server's answer to a refused form; its fields show their sentences, and a summary links to them. */
  reply?: { errors: Errors } | null
  /** Ids of controls that differ from their names; null for a field that is not on the page. */
  ids?: Record<string, string | null>
  /**
   * What the fields are called, by name: their sentences ("Fill in this field") begin with it in the summary, where the
   * field is not in sight.
   */
  labels?: Record<string, string>
}

/**
 * A form that the server judges: the browser's own messages, which are in the browser's language, never show. A
 * refused form begins with a summary that takes the focus.
 */
export function Form({ reply, ids, labels, method = 'post', children, ...rest }: FormProps) {
  return (
    <form method={method} noValidate {...rest}>
      <FormErrors.Provider value={reply?.errors ?? {}}>
        <Summary errors={reply?.errors ?? {}} ids={ids} labels={labels} />
        {children}
      </FormErrors.Provider>
    </form>
  )
}

type SummaryProps = { errors: Errors } & Pick<FormProps, 'ids' | 'labels'>

function Summary({ errors, ids = {}, labels = {} }: SummaryProps) {
  const { t } = useI18n()
  const wrong = Object.entries(errors).flatMap(([name, [message]]) =>
    message
      ? {
          id: name && (name in ids ? ids[name] : name.replace(/\[.*$/, '')),
          message: labels[name] ? `${labels[name]}: ${message}` : message,
        }
      : [],
  )
  const count = wrong.filter(({ id }) => id).length
  return <ErrorSummary title={count > 0 ? t('site.form.errors', { count }) : undefined} errors={wrong} />
}
