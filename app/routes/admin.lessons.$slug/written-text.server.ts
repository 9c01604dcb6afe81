import { ok, type Result, refuse } from '#app/platform/result.ts'

/** The text of the form: the chosen file where there is one, what was typed otherwise. */
export async function writtenText(form: FormData): Promise<Result<string, 'empty' | 'not_text'>> {
  const file = form.get('file')
  if (file instanceof File && file.size > 0) {
    try {
      return ok(new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer()))
    } catch {
      return refuse('not_text')
    }
  }
  const typed = form.get('source')
  return typeof typed === 'string' && typed.trim() !== '' ? ok(typed) : refuse('empty')
}
