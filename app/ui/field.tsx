import type { InputHTMLAttributes, ReactNode, SelectHTMLAttributes, TextareaHTMLAttributes } from 'react'
import { cx } from './class-names.ts'

type Wiring = {
  name: string
  label: ReactNode
  /** Stands before the control: format, limits. */
  hint?: ReactNode
  /** Stands before the control, is read with it, and marks it invalid. A list shows its first entry. */
  error?: string | string[] | null
  /** After the label, quiet: "(not required)". */
  note?: ReactNode
  /** Defaults to the name; needed when a name occurs twice on a page. */
  id?: string
}

function first(error: Wiring['error']): string | undefined {
  return (Array.isArray(error) ? error[0] : error) || undefined
}

/** The ids and ARIA of one control and what is said about it. */
function wire({ name, id = name, hint, error }: Omit<Wiring, 'label'>) {
  const says = cx(hint != null && hint !== '' && `${id}-hint`, first(error) && `${id}-error`)
  return { id, name, 'aria-describedby': says, 'aria-invalid': first(error) ? (true as const) : undefined }
}

function Says({ id, hint, error }: { id: string; hint?: ReactNode; error?: Wiring['error'] }) {
  const wrong = first(error)
  return (
    <>
      {hint != null && hint !== '' && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {wrong && (
        <p className="err" id={`${id}-error`}>
          {wrong}
        </p>
      )}
    </>
  )
}

function Labelled({ children, ...w }: Wiring & { children: ReactNode }) {
  const id = w.id ?? w.name
  return (
    <div className="field">
      <label htmlFor={id}>
        {w.label}
        {w.note && <span className="opt-note"> {w.note}</span>}
      </label>
      <Says id={id} hint={w.hint} error={w.error} />
      {children}
    </div>
  )
}

type FieldProps = Wiring & {
  /** `textarea` makes a text area of `rows` lines; the rest are kinds of input. */
  type?:
    | 'text'
    | 'email'
    | 'password'
    | 'number'
    | 'date'
    | 'time'
    | 'datetime-local'
    | 'search'
    | 'url'
    | 'tel'
    | 'file'
    | 'textarea'
  rows?: number
  /** As wide as a date or a number needs. */
  short?: boolean
} & Omit<
    InputHTMLAttributes<HTMLInputElement> & TextareaHTMLAttributes<HTMLTextAreaElement>,
    'type' | 'name' | 'id' | 'children'
  >

/** A labelled text control. What was typed comes back through `defaultValue`. */
export function Field({
  name,
  label,
  hint,
  error,
  note,
  id,
  type = 'text',
  rows,
  short,
  className,
  ...rest
}: FieldProps) {
  const wired = { ...wire({ name, id, hint, error }), className: cx(short && 'short', className) }
  return (
    <Labelled {...{ name, label, hint, error, note, id }}>
      {type === 'textarea' ? (
        <textarea rows={rows} {...wired} {...rest} />
      ) : (
        <input type={type} {...wired} {...rest} />
      )}
    </Labelled>
  )
}

/** One choice of a `Select` or `RadioGroup`. */
export type Choice = { value: string; label: string; hint?: ReactNode; disabled?: boolean }

type SelectProps = Wiring & {
  options: Choice[]
  /** The first, empty choice: "All regions". */
  empty?: string
} & Omit<SelectHTMLAttributes<HTMLSelectElement>, 'name' | 'id' | 'children'>

/** A native list of choices. */
export function Select({ name, label, hint, error, note, id, options, empty, ...rest }: SelectProps) {
  return (
    <Labelled {...{ name, label, hint, error, note, id }}>
      <select {...wire({ name, id, hint, error })} {...rest}>
        {empty != null && <option value="">{empty}</option>}
        {options.map((o) => (
          <option key={o.value} value={o.value} disabled={o.disabled}>
            {o.label}
          </option>
        ))}
      </select>
    </Labelled>
  )
}

type CheckboxProps = Wiring & Omit<InputHTMLAttributes<HTMLInputElement>, 'name' | 'id' | 'type' | 'children'>

/** One yes or no. */
export function Checkbox({ name, label, hint, error, note, id, ...rest }: CheckboxProps) {
  const wired = wire({ name, id, hint, error })
  return (
    <div className="field">
      {first(error) && <Says id={wired.id} error={error} />}
      <label className="choice" htmlFor={wired.id}>
        <input type="checkbox" {...wired} {...rest} />
        <span>
          {label}
          {note && <span className="opt-note"> {note}</span>}
          {hint && (
            <span className="hint" id={`${wired.id}-hint`}>
              {hint}
            </span>
          )}
        </span>
      </label>
    </div>
  )
}

type RadioGroupProps = Wiring & { options: Choice[]; defaultValue?: string; required?: boolean }

/** A few choices that are all worth seeing. */
export function RadioGroup({
  name,
  label,
  hint,
  error,
  note,
  id,
  options,
  defaultValue,
  required,
}: RadioGroupProps) {
  const { id: groupId, ...wired } = wire({ name, id, hint, error })
  return (
    <fieldset className="field" id={groupId} aria-describedby={wired['aria-describedby']}>
      <legend>
        {label}
        {note && <span className="opt-note"> {note}</span>}
      </legend>
      <Says id={groupId} hint={hint} error={error} />
      {options.map((o) => (
        <label className="choice" key={o.value}>
          <input
            type="radio"
            name={name}
            value={o.value}
            defaultChecked={o.value === defaultValue}
            disabled={o.disabled}
            required={required}
          />
          <span>
            {o.label}
            {o.hint && <span className="hint">{o.hint}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  )
}
