import { guard } from '#app/features/lessons/mdx/guard.server.ts'

/** A front matter that is right. */
export const HEAD = '---\ntitle: Подсудность\nsummary: Где судиться.\n---\n\n'
/** The faults of a lesson with this body. */
export const lesson = (body: string) => guard(HEAD + body, { acts: ['gpk'], figures: ['tree'] })
/** Their codes alone. */
export const codes = (body: string) => lesson(body).map((error) => error.code)

/** An option of a self-check, and a self-check of some. */
export const option = (text: string, correct = false, why = '<Why>Потому.</Why>') =>
  `<Option${correct ? ' correct' : ''}>\n\n${text}\n\n${why}\n\n</Option>`
export const check = (options: string[], attributes = 'id="venue" kind="single"', question = 'Вопрос?') =>
  `<SelfCheck ${attributes}>\n\n${question}\n\n${options.join('\n')}\n\n</SelfCheck>`
export const right = option('Да', true)
export const wrong = option('Нет')
