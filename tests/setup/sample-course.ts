import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** The files of a course: path below `content/` → text. */
export type SampleFiles = Record<string, string>

type Language = 'kk' | 'ru' | 'en'

const PROSE: Record<Language, string> = {
  ru: 'Судья сначала устанавливает факты, затем находит норму и только после этого делает вывод, который сторона может проверить по тексту решения; так пишет тот, кто уважает обе стороны и помнит о цене ошибки.',
  kk: 'Судья алдымен фактілерді анықтайды, содан кейін норманы табады, тек осыдан кейін ғана тарап шешім мәтінінен тексере алатын қорытынды жасайды; екі тарапты да құрметтейтін әрі қатенің құнын ұмытпайтын адам осылай жазады.',
  en: 'A judge first establishes the facts, then finds the rule, and only after that draws a conclusion which a party can check against the text of the decision; this is how someone writes who respects both sides and remembers the price of a mistake.',
}
const WORDS: Record<Language, Record<string, string>> = {
  ru: {
    title: 'Подсудность дела',
    goal: 'Чему вы научитесь',
    method: 'Порядок вопросов',
    case: 'Дело о теплице',
    question: 'Куда обратится истец?',
    here: 'В суд по месту ответчика.',
    there: 'В суд по месту истца.',
    anywhere: 'В любой суд страны.',
    why: 'Так говорит общее правило.',
    cite: 'ч.\u00A01 ст.\u00A029 ГПК',
    term: 'подсудность',
    alt: 'Три вопроса сверху вниз',
    quoted: 'Он сказал «да»',
  },
  kk: {
    title: 'Істің соттылығы',
    goal: 'Не үйренесіз',
    method: 'Сұрақтардың реті',
    case: 'Жылыжай туралы іс',
    question: 'Талапкер қай сотқа барады?',
    here: 'Жауапкердің тұрғылықты жеріндегі сотқа.',
    there: 'Талапкердің тұрғылықты жеріндегі сотқа.',
    anywhere: 'Елдегі кез келген сотқа.',
    why: 'Жалпы қағида осылай дейді.',
    cite: 'АПК-нің 29-бабының бірінші бөлігі',
    term: 'соттылық',
    alt: 'Жоғарыдан төмен қарай үш сұрақ',
    quoted: 'Ол «иә» деді',
  },
  en: {
    title: 'Jurisdiction over a case',
    goal: 'What you will learn',
    method: 'The order of questions',
    case: 'The greenhouse',
    question: 'Where does the plaintiff go?',
    here: 'To the court of the defendant.',
    there: 'To the court of the plaintiff.',
    anywhere: 'To any court of the country.',
    why: 'So the general rule says.',
    cite: 'Art.\u00A029(1)',
    term: 'jurisdiction',
    alt: 'Three questions from top to bottom',
    quoted: 'He said “yes”',
  },
}

/** Five cases that share no words, because questions that do are reported. */
const QUESTION_ENDS: Record<Language, readonly string[]> = {
  ru: [
    'Печь продана, цена не уплачена.',
    'Сосед затопил потолок ночью.',
    'Работник уволен без приказа начальства.',
    'Завещание составлено дома вдвоём.',
    'Наследница отказалась через год.',
  ],
  kk: [
    'Пеш сатылды, бағасы төленбеді.',
    'Көрші түнде төбені су астында қалдырды.',
    'Қызметкер бұйрықсыз жұмыстан шығарылды.',
    'Өсиет үйде екеуара жасалды.',
    'Мұрагер бір жылдан кейін бас тартты.',
  ],
  en: [
    'A stove was sold and never paid for.',
    'A neighbour flooded the ceiling at night.',
    'An employee was dismissed without an order.',
    'A will was drawn up at home by two.',
    'An heiress declined after one year.',
  ],
}

const localized = (of: (language: Language) => string) =>
  `{ kk: "${of('kk')}", ru: "${of('ru')}", en: "${of('en')}" }`
const name = (key: string) => localized((language) => WORDS[language][key] ?? '')

function selfCheck(language: Language, index: number): string {
  const word = (key: string) => WORDS[language][key] ?? ''
  const multiple = index === 0
  const option = (key: string, correct: boolean) =>
    `<Option${correct ? ' correct' : ''}>\n\n${word(key)}\n\n<Why>${word('why')}</Why>\n\n</Option>`
  const options = ['here', 'there', 'anywhere'].map((key, place) =>
    option(key, multiple ? place < 2 : place === index % 3),
  )
  const kind = multiple ? 'multiple' : 'single'
  return `<SelfCheck id="check-${index}" kind="${kind}">\n\n${word('question')}\n\n${options.join('\n')}\n\n</SelfCheck>`
}

function lesson(language: Language): string {
  const word = (key: string) => WORDS[language][key] ?? ''
  const cite = `<Statute act="gpk" article="29" part="1" wording="2026-07-01">${word('cite')}</Statute>`
  const term = `<Term kk="соттылық" ru="подсудность" en="jurisdiction">${word('term')}</Term>`
  return [
    `---\ntitle: ${word('title')}\nsummary: ${word('question')}\n---`,
    `## ${word('goal')}`,
    `${PROSE[language]} ${cite}.`,
    `<Case title="${word('case')}">\n\n${PROSE[language]}\n\n</Case>`,
    `## ${word('method')}`,
    `- ${word('quoted')}, ${term}.\n- [${word('method')}](/lessons/jurisdiction)`,
    `<Figure name="tree" alt="${word('alt')}" />`,
    ...Array.from({ length: 28 }, () => PROSE[language]),
    ...Array.from({ length: 6 }, (_, index) => selfCheck(language, index)),
    '',
  ].join('\n\n')
}

const figure = (language: Language) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 120" role="img"><title>${WORDS[language].alt}</title>
<text x="8" y="24" font-size="14">${WORDS[language].question}</text></svg>\n`

/** Five questions, so that the right option stands in each place once. */
const questions = () =>
  [0, 1, 2, 3, 4]
    .map((right) => {
      const option = (key: string, place: number) =>
        `      - { ${place === right ? 'correct: true, ' : ''}text: ${name(key)}, why: ${name('why')} }`
      return `  - id: civil-00${right + 1}
    level: application
    lesson: jurisdiction
    norms: [{ act: gpk, article: "29", part: "1", wording: 2026-07-01, verified: yes, seen: "the full text" }]
    text: ${localized((language) => `${WORDS[language].question} ${QUESTION_ENDS[language][right]}`)}
    options:
${['here', 'there', 'anywhere', 'method', 'case'].map(option).join('\n')}`
    })
    .join('\n')

const level = (points: number) => `{ points: ${points}, participant: ${name('why')}, marker: ${name('why')} }`

/** A course of one day, one lesson, one essay and one rubric in which every rule is kept. */
export function sampleCourse(): SampleFiles {
  const files: SampleFiles = {
    'course.yaml': `title: ${name('title')}
lawAsOf: 2026-11-24
spheres:
  - { id: civil, branch: true, title: ${name('title')} }
days:
  - { day: 1, title: ${name('title')}, trains: ${name('goal')} }
practice:
  daily: { questions: 3, fromToday: 2, minutes: 5 }
  training: { questions: 3 }
  tests: [{ id: entry, day: 1, questions: 5, minutes: 10, title: ${name('title')} }]
`,
    'acts.yaml': `- { id: gpk, kind: code, name: ${name('title')}, short: ${name('term')}, adilet: K1500000377 }\n`,
    'lessons/jurisdiction/lesson.yaml': `day: 1
position: 1
sphere: civil
required: true
sources:
  - { act: gpk, article: "29", wording: 2026-07-01, verified: yes, seen: "the full text" }
`,
    'rubrics/short.yaml': `title: ${name('title')}
official: false
pass: 1
criteria:
  - id: facts
    title: ${name('title')}
    max: 2
    levels: [${[0, 1, 2].map(level).join(', ')}]
`,
    'essays/first/essay.yaml': `kind: diagnostic
day: 1
dueDay: 1
minutes: 30
words: { min: 50, max: 500 }
attempts: 1
rubric: short
scaffold: none
title: ${name('title')}
`,
  }
  files['questions/civil.yaml'] = `sphere: civil\nquestions:\n${questions()}\n`
  for (const language of ['kk', 'ru', 'en'] as const) {
    files[`lessons/jurisdiction/${language}.mdx`] = lesson(language)
    files[`lessons/jurisdiction/figures/tree.${language}.svg`] = figure(language)
    for (const text of ['brief', 'model', 'notes']) {
      files[`essays/first/${text}.${language}.mdx`] = `${PROSE[language]}\n\n${PROSE[language]}\n`
    }
  }
  return files
}

/** Writes a course into a temporary folder, which goes when the handle does. */
export async function writeCourse(files: SampleFiles): Promise<AsyncDisposable & { folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'alqa-course-'))
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) }
}
