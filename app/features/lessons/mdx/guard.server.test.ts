import { describe, expect, test } from 'vitest'
import { check, codes, HEAD, lesson, option, right, wrong } from '#tests/setup/guard-samples.ts'
import { guard } from './guard.server.ts'
import type { GuardCode } from './guard-error.ts'
import { GUARD_CODES } from './guard-error.ts'
import { ESSAY_REGISTRY } from './registry.ts'

const SOUND = `## Цель

Текст, **жирный**, [ссылка](https://adilet.zan.kz), [почта](mailto:a@b.kz), [урок](../venue), [место](#цель).

<Callout kind="exam" title="На экзамене">

- Список с <Term kk="соттылық" ru="подсудность" en="jurisdiction">подсудностью</Term>

</Callout>

<Case title="Дело">

<Statute act="gpk" article="135-1" part="1" point="2" wording="2026-07-01">ст. 135-1 ГПК</Statute>

| Шаг | Вопрос |
|---|---|
| 10:30 | a &lt; b и \\{x\\} и \`<b>{x}</b>\` |

</Case>

<Figure name="tree" alt="Дерево" caption="Схема" />

${check([right, wrong, wrong])}

${check([right, right, wrong], 'id="second" kind="multiple"')}

Сноска[^1].

[^1]: Примечание.
`

describe('what passes', () => {
  test('everything an author may write', () => {
    expect(lesson(SOUND)).toEqual([])
  })
  test('the same with Windows line ends and a byte order mark', () => {
    expect(guard(`\uFEFF${HEAD}${SOUND}`.replaceAll('\n', '\r\n'))).toEqual([])
  })
  test('an essay needs no front matter', () => {
    expect(guard('Просто текст.', { registry: ESSAY_REGISTRY })).toEqual([])
  })
  test('Why on the line of its tags counts as a block', () => {
    expect(codes(check(['<Option correct>\n\nДа\n\n<Why>Да.</Why>\n\n</Option>', wrong]))).toEqual([])
  })
})

describe('each fault is refused', () => {
  const planted: [GuardCode, string][] = [
    ['html_comment', 'Текст <!-- тайна --> далее'],
    ['html_comment', '<!-- тайна\n\nв две строки -->'],
    ['autolink', 'См. <https://adilet.zan.kz/rus> тут'],
    ['email_address', 'См. <a@b.kz> тут'],
    ['email_address', 'См. <mailto:a@b.kz> тут'],
    ['brace_comment', 'Текст {/* примечание */}'],
    ['placeholder', 'Истец: <Фамилия И.О.>, далее'],
    ['placeholder', 'Истец: <Фамилия>, далее'],
    ['placeholder', 'Plaintiff: <name of the plaintiff>, then'],
    ['bare_angle', 'если x<y, то'],
    ['bare_angle', 'если x<y'],
    ['bare_angle', 'при n<N и далее'],
    ['bare_brace', 'Скобка { открыта'],
    ['bare_angle', 'Если срок <5 дней'],
    ['tag_syntax', '<Case title=«Дело»>\n\nТекст\n\n</Case>'],
    ['tag_syntax', '<Case title="Дело>\n\nТекст\n\n</Case>'],
    ['unclosed_tag', '<Case>\n\nТекст'],
    ['unclosed_tag', '<Case>\n\n<Callout kind="note">\n\nТекст\n\n</Case>'],
    ['stray_closing_tag', 'Текст\n\n</Case>'],
    ['import_export', 'import fs from "fs"'],
    ['import_export', 'export const x = 1'],
    ['import_export', 'import duties are paid'],
    ['expression', 'Сумма {1 + 1}'],
    ['expression', '{process.exit()}'],
    ['expression', 'Сумма {не код}'],
    ['brace_comment', '{/* примечание */}'],
    ['spread', '<Case {...props}>\n\nТекст\n\n</Case>'],
    ['attribute_expression', '<Case title={1}>\n\nТекст\n\n</Case>'],
    ['attribute_expression', '<Case title={не код}>\n\nТекст\n\n</Case>'],
    ['raw_html', 'Текст <b>жирный</b>'],
    ['raw_html', '<script>alert(1)</script>'],
    ['raw_html', 'Строка<br>вторая'],
    ['raw_html', '<svg onload="x" />'],
    ['unknown_component', '<Video />'],
    ['unknown_component', '<Calout kind="note">\n\nx\n\n</Calout>'],
    ['unknown_component', '<callout kind="note">\n\nx\n\n</callout>'],
    ['unknown_component', '<Calout kind="note">\n\nx'],
    ['unknown_component', '<React.Fragment>x</React.Fragment>'],
    ['unknown_component', '<>x</>'],
    ['raw_html', '<constructor.X />'],
    ['unknown_attribute', '<Case onClick="x">\n\nТекст\n\n</Case>'],
    ['unknown_attribute', '<Case dangerouslySetInnerHTML="x">\n\nТекст\n\n</Case>'],
    ['unknown_attribute', '<Case constructor="x">\n\nТекст\n\n</Case>'],
    ['duplicate_attribute', '<Case title="a" title="b">\n\nТекст\n\n</Case>'],
    ['missing_attribute', '<Callout>\n\nТекст\n\n</Callout>'],
    ['attribute_value', '<Callout kind="joke">\n\nТекст\n\n</Callout>'],
    ['attribute_value', '<Statute act="gpk" article="ст. 5" wording="2026-07-01">ст. 5</Statute>'],
    ['attribute_value', check([right.replace('correct', 'correct="false"'), wrong])],
    ['missing_attribute', check([right, wrong], 'kind="single"')],
    ['misplaced', '<Option>\n\nТекст\n\n</Option>'],
    ['misplaced', '<Why>Текст</Why>'],
    ['misplaced', `<Case>\n\n${check([right, wrong])}\n\n</Case>`],
    ['misplaced', '<Case>\n\n<Case>\n\nТекст\n\n</Case>\n\n</Case>'],
    ['block_in_line', 'Текст <Case>дело</Case>'],
    ['empty_component', '<Case></Case>'],
    ['unexpected_content', '<Figure name="tree" alt="Дерево">\n\nТекст\n\n</Figure>'],
    ['link_scheme', '[щёлкни](javascript:alert(1))'],
    ['link_scheme', '[щёлкни](JaVaScRiPt:alert(1))'],
    ['link_scheme', '[щёлкни](java&#9;script:alert(1))'],
    ['link_scheme', '[щёлкни](&#x6A;avascript:alert(1))'],
    ['link_scheme', '[щёлкни](data:text/html,x)'],
    ['link_scheme', '[щёлкни](//evil.example)'],
    ['link_scheme', '[щёлкни](\\\\\\\\evil.example)'],
    ['link_scheme', '[щёлкни][x]\n\n[x]: javascript:alert(1)'],
    ['image', '![рисунок](https://a.b/c.png)'],
    ['image', '![рисунок][x]\n\n[x]: https://a.b/c.png'],
    ['heading_level', '# Заголовок'],
    ['heading_level', 'Заголовок\n====='],
    ['heading_inside', check([right, wrong], undefined, '## Вопрос?')],
    ['task_list', '- [x] готово'],
    ['task_list', '- [ ] готово'],
    ['unknown_act', '<Statute act="codex" article="5" wording="2026-07-01">ст. 5</Statute>'],
    ['unknown_figure', '<Figure name="other" alt="Дерево" />'],
    ['self_check_duplicate', `${check([right, wrong])}\n\n${check([right, wrong])}`],
    ['self_check_single', check([wrong, wrong])],
    ['self_check_single', check([right, right])],
    ['self_check_multiple', check([right, wrong], 'id="venue" kind="multiple"')],
    ['self_check_options', check([right])],
    ['self_check_question', check([right, wrong], undefined, '')],
    ['self_check_order', check([right, 'Между.', wrong])],
    ['self_check_answer', check([option('', true), wrong])],
    ['self_check_why', check([option('Да', true, ''), wrong])],
    ['self_check_why', check([option('Да', true, '<Why>a</Why>\n\n<Why>b</Why>'), wrong])],
  ]
  test.each(planted)('%s (%#)', (code, body) => {
    expect(codes(body)).toContain(code)
  })

  const openings: [GuardCode, string][] = [
    ['front_matter_missing', 'Текст'],
    ['front_matter_language', '---js\n({ title: globalThis.ran = true })\n---\n\nТекст'],
    ['front_matter_language', '--- json\n{}\n---\n\nТекст'],
    ['front_matter_unclosed', '---\ntitle: x\n\nТекст'],
    ['front_matter_yaml', '---\ntitle: a: b\nsummary: c\n---\n'],
    ['front_matter_yaml', '---\ntitle: a\ntitle: b\nsummary: c\n---\n'],
    ['front_matter_reference', '---\ntitle: !!js/function "function(){}"\nsummary: c\n---\n'],
    ['front_matter_field', '---\ntitle: a\n---\n'],
    ['front_matter_unknown', '---\ntitle: a\nsummary: b\nlayout: c\n---\n'],
    ['source_too_large', 'я'.repeat(300_001)],
    ['character', `${HEAD}Сло\u202eво`],
    ['stacked_marks', `${HEAD}а${'\u0300'.repeat(40)}`],
    ['nested_too_deep', `${HEAD}${'> '.repeat(30)}a`],
    ['too_much_markup', `${HEAD}${'_a*'.repeat(3_000)}`],
    ['more_faults', `${HEAD}${'- <b>a</b>\n'.repeat(200)}`],
    ['front_matter_too_long', `---\ntitle: ${'я'.repeat(5_000)}\nsummary: b\n---\n`],
    ['front_matter_reference', '---\ntitle: &a b\nsummary: *a\n---\n'],
  ]
  test.each(openings)('%s (%#)', (code, source) => {
    expect(guard(source).map((error) => error.code)).toContain(code)
  })

  test('guard codes: each has a planted fault but catch-alls, figures, warnings and what the sandbox says', () => {
    const tried = new Set([...planted, ...openings].map(([code]) => code))
    expect(GUARD_CODES.filter((code) => !tried.has(code))).toEqual([
      ...['syntax', 'unknown_markup', 'figure_refused', 'out_of_time', 'out_of_memory', 'check_failed'],
      ...['check_busy', 'result_too_large', 'not_storable', 'link_lookalike', 'link_other_host'],
    ])
  })
})
