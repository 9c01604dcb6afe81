import { describe, expect, test } from 'vitest'
import { added, check } from '#tests/setup/course-check.ts'
import type { SampleFiles } from '#tests/setup/sample-course.ts'

describe('what is right is left alone', () => {
  const sound: [string, (files: SampleFiles) => void][] = [
    [
      'Kazakh with Russian loan words',
      added(
        'kk',
        'Апелляциялық инстанция прокурордың протестін қарап, кассациялық шағымды қанағаттандырусыз қалдырды.',
      ),
    ],
    [
      'Kazakh numerals that look Russian',
      added('kk', 'Он төрт күн, он тоғыз сағат және не болса да, шешім керек.'),
    ],
    [
      'Russian with Kazakh names',
      added('ru', 'ТОО «Жарық Құрылыс» из области Жетісу и Әлия Сәрсенқызы заключили договор в Өскемене.'),
    ],
    ['a Kazakh word explained in Russian', added('ru', 'Слово «алқа» означает скамью и коллегию судей.')],
    ['nested quotation marks', added('ru', 'Он сказал: «Закон „О судах“ я читал».')],
    [
      'numbers with non-breaking spaces',
      added('ru', 'Дело №\u00A05, §\u00A02, 6\u00A0000\u00A0000 тенге, 2026\u00A0г., 20\u00A0%.'),
    ],
    ['two numbers beside each other', added('en', 'In 2026 150 people took part.')],
    ['an English apostrophe', added('en', 'The court’s decision – and the judges’ reasons – stand.')],
    ['code', added('ru', 'Пишите `act="gpk"` - и всё.'.replace(' - ', ' – '))],
    [
      'links that lead somewhere',
      added(
        'ru',
        '[план](#порядок-вопросов) [эссе](/essays/first) [путь](/progress) [почта](mailto:a@b.kz) [закон](https://adilet.zan.kz/rus/docs/K1500000377)',
      ),
    ],
    [
      'a glossary',
      (files) => {
        for (const language of ['kk', 'ru', 'en'] as const) {
          added(
            language,
            '| Қазақша | Русский | English |\n|---|---|---|\n| талап қоюды қабылдаудан бас тарту | отказ в принятии иска | refusal to accept a claim |',
          )(files)
        }
      },
    ],
  ]
  test.each(sound)('%s', async (_what, plant) => {
    const { findings } = await check(plant)
    expect(findings.filter((finding) => finding.rule !== 'structure')).toEqual([])
  })
})
