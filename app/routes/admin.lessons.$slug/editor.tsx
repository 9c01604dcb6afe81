import type { SourceLine } from '#app/features/lessons/source-lines.ts'
import type { Locale } from '#app/i18n/locales.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { paths } from '#app/paths.ts'
import { Button } from '#app/ui/button.tsx'
import { Checkbox, Field } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'

/** One fault of a text: where, what, and the lines around it. */
export type Fault = { line: number; place: string; text: string; lines: SourceLine[] }

type Answer = { error: string | null; faults: Fault[]; publish: boolean }

type Props = {
  slug: string
  locale: Locale
  source: string
  answer?: Answer
}

/** The form for a new version: a file, or the text itself; a refused text stays in it. */
export function Editor({ slug, locale, source, answer }: Props) {
  const { t } = useI18n()
  const faults = answer?.faults ?? []
  const refused = faults.length > 0 && {
    'aria-invalid': true as const,
    'aria-describedby': 'source-hint errors',
  }
  return (
    <section className="sheet" id="editor" aria-labelledby="editor-title">
      <h2 id="editor-title">{t('editing.editor.title')}</h2>
      <Form
        reply={answer?.error ? { errors: { source: [answer.error] } } : null}
        labels={{ source: t('editing.editor.source') }}
        action={`${paths.adminLesson(slug, { locale })}#editor`}
        encType="multipart/form-data"
        className="fields"
      >
        <input type="hidden" name="locale" value={locale} />
        <Field
          type="file"
          name="file"
          label={t('editing.editor.file')}
          hint={t('editing.editor.fileHint')}
          accept=".mdx,.md,text/markdown,text/plain"
        />
        {faults.length > 0 && <Faults faults={faults} />}
        <Field
          type="textarea"
          name="source"
          className="code"
          rows={22}
          label={t('editing.editor.source')}
          hint={t('editing.editor.sourceHint')}
          defaultValue={source}
          lang={locale}
          spellCheck
          {...refused}
        />
        <Checkbox
          name="publish"
          value="yes"
          label={t('editing.editor.publish')}
          hint={t('editing.editor.publishHint')}
          defaultChecked={answer?.publish}
        />
        <div className="acts">
          <Button kind="main" name="intent" value="save">
            {t('editing.editor.save')}
          </Button>
        </div>
      </Form>
    </section>
  )
}

/** Stands right before the text it is about. */
function Faults({ faults }: { faults: Fault[] }) {
  const { t } = useI18n()
  const places = [...new Map(faults.map((fault) => [fault.line, fault.lines])).entries()]
  return (
    <div className="stack">
      {/* biome-ignore lint/a11y/noAutofocus: after a refused text its faults are what has to be read first */}
      <div className="notice bad" role="alert" id="errors" tabIndex={-1} autoFocus>
        <div>
          <strong>{t('editing.editor.faults', { count: faults.length })}</strong>
          <ul>
            {faults.map((fault) => (
              <li key={`${fault.place} ${fault.text}`}>
                <a href={`#line-${fault.line}`}>{fault.place}</a>: {fault.text}
              </li>
            ))}
          </ul>
        </div>
      </div>
      {places.map(([line, lines]) => (
        <ol key={line} id={`line-${line}`} className="source-lines" start={lines[0]?.number}>
          {lines.map(({ number, text, hit }) => (
            <li key={number}>{hit ? <mark>{text || ' '}</mark> : text}</li>
          ))}
        </ol>
      ))}
    </div>
  )
}
