import type { InputHTMLAttributes, ReactNode, SelectHTMLAttributes, TextareaHTMLAttributes } from 'react'
import { cx } from './class-names.ts'
import { useFieldError } from './form.tsx'

type Wiring = {
  name: string
  label: ReactNode
  /** Shown before the control: format, limits. */
  hint?: ReactNode
  /**
   * Shown before the control, read with it, and marks it invalid. A list shows its first entry. Without one the error
   * of the `Form` around it is shown.
   */
  error?: string | string[] | null
  /** After the label, quiet: "(not required)". */
  note?: ReactNode
  /** Defaults to the name; needed when a name occurs twice on a page. */
  id?: string
}

/** The sentence about one field: its own, or that of the form around it. */
function useError(name: string, own: Wiring['error']): string | undefined {
  const ofForm = useFieldError(name)
  return (Array.isArray(own) ? own[0] : own) || ofForm
}

/** The ids and ARIA of one control and of what describes it. */
function wire({ name, id = name, hint }: Omit<Wiring, 'label'>, wrong: string | undefined) {
  const describedBy = cx(hint != null && hint !== '' && `${id}-hint`, wrong && `${id}-error`)
  return { id, name, 'aria-describedby': describedBy, 'aria-invalid': wrong ? (true as const) : undefined }
}

function Description({ id, hint, wrong }: { id: string; hint?: ReactNode; wrong: string | undefined }) {
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

type LabelledProps = Omit<Wiring, 'error'> & { wrong: string | undefined; children: ReactNode }

function Labelled({ name, id = name, label, note, hint, wrong, children }: LabelledProps) {
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        {note && <span className="opt-note"> {note}</span>}
      </label>
      <Description id={id} hint={hint} wrong={wrong} />
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
  const wrong = useError(name, error)
  const wired = { ...wire({ name, id, hint }, wrong), className: cx(short && 'short', className) }
  return (
    <Labelled {...{ name, label, hint, wrong, note, id }}>
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
  const wrong = useError(name, error)
  return (
    <Labelled {...{ name, label, hint, wrong, note, id }}>
      <select {...wire({ name, id, hint }, wrong)} {...rest}>
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
  const wrong = useError(name, error)
  const wired = wire({ name, id, hint }, wrong)
  return (
    <div className="field">
      {wrong && <Description id={wired.id} wrong={wrong} />}
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

/** A few choices that are all worth seeing. The first choice has the group's id, so that a link to it can be followed. */
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
  const wrong = useError(name, error)
  const { id: groupId, name: _, ...wired } = wire({ name, id, hint }, wrong)
  return (
    // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: only a radiogroup may be called invalid
    <fieldset className="field" role="radiogroup" {...wired}>
      <legend>
        {label}
        {note && <span className="opt-note"> {note}</span>}
      </legend>
      <Description id={groupId} hint={hint} wrong={wrong} />
      {options.map((o, index) => (
        <label className="choice" key={o.value}>
          <input
            type="radio"
            id={index === 0 ? groupId : undefined}
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
