import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { Checkbox, Field, RadioGroup, Select } from './field.tsx'
import { ErrorSummary } from './notice.tsx'

describe('Field', () => {
  it('ties hint and error to the control and keeps what was typed', () => {
    const html = renderToStaticMarkup(
      <Field
        name="email"
        label="E-mail"
        hint="work address"
        error={['no @', 'too long']}
        defaultValue="a.b"
      />,
    )
    expect(html).toContain('<label for="email">E-mail</label>')
    expect(html).toContain('aria-describedby="email-hint email-error"')
    expect(html).toContain('aria-invalid="true"')
    expect(html).toContain('<p class="hint" id="email-hint">work address</p>')
    expect(html).toContain('<p class="err" id="email-error">no @</p>')
    expect(html).toContain('value="a.b"')
  })

  it('says nothing when there is nothing to say', () => {
    for (const error of [undefined, null, '', []]) {
      const html = renderToStaticMarkup(<Field name="q" label="Name" error={error} />)
      expect(html).not.toMatch(/aria-|class="err"|class="hint"/)
    }
  })

  it('becomes a text area', () => {
    const html = renderToStaticMarkup(
      <Field type="textarea" name="text" id="t2" label="Text" rows={4} defaultValue={'a\nb'} error="short" />,
    )
    expect(html).toMatch(
      /<textarea rows="4" id="t2" name="text" aria-describedby="t2-error"[^>]*>a\nb<\/textarea>/,
    )
  })
})

describe('choices', () => {
  it('Select keeps the choice and offers the empty one', () => {
    const html = renderToStaticMarkup(
      <Select name="r" label="Region" empty="All" defaultValue="b" options={[{ value: 'b', label: 'B' }]} />,
    )
    expect(html).toContain('<option value="">All</option><option value="b" selected="">B</option>')
  })

  it('Checkbox and RadioGroup carry their errors', () => {
    const box = renderToStaticMarkup(<Checkbox name="ok" label="I agree" error="Tick it" />)
    expect(box).toContain('aria-describedby="ok-error" aria-invalid="true"')
    const group = renderToStaticMarkup(
      <RadioGroup
        name="l"
        label="Language"
        error="Choose"
        defaultValue="kk"
        options={[
          { value: 'kk', label: 'Қазақша' },
          { value: 'ru', label: 'Русский' },
        ]}
      />,
    )
    expect(group).toContain(
      '<fieldset class="field" role="radiogroup" aria-describedby="l-error" aria-invalid="true">',
    )
    expect(group).toContain('<input type="radio" id="l" name="l" checked="" value="kk"')
    expect(group.match(/checked=""/g)).toHaveLength(1)
  })
})

describe('ErrorSummary', () => {
  it('links each error to its field, and is absent without errors', () => {
    const html = renderToStaticMarkup(
      <ErrorSummary title="Two" errors={[{ id: 'email', message: 'no @' }]} />,
    )
    expect(html).toContain('role="alert" id="errors" tabindex="-1" autofocus=""')
    expect(html).toContain('<a href="#email">no @</a>')
    expect(renderToStaticMarkup(<ErrorSummary title="None" errors={[]} />)).toBe('')
  })
})
