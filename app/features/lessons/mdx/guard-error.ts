/** Everything the guard can refuse. The author's explanation of each is the message `mdx.guard.<code>`. */
export const GUARD_CODES = [
  'source_too_large',
  'front_matter_missing',
  'front_matter_language',
  'front_matter_unclosed',
  'front_matter_yaml',
  'front_matter_field',
  'front_matter_unknown',
  'html_comment',
  'autolink',
  'bare_brace',
  'bare_angle',
  'tag_syntax',
  'unclosed_tag',
  'stray_closing_tag',
  'syntax',
  'import_export',
  'expression',
  'spread',
  'attribute_expression',
  'raw_html',
  'unknown_component',
  'unknown_attribute',
  'duplicate_attribute',
  'missing_attribute',
  'attribute_value',
  'misplaced',
  'block_in_line',
  'empty_component',
  'unexpected_content',
  'link_scheme',
  'image',
  'heading_level',
  'heading_inside',
  'unknown_markup',
  'unknown_act',
  'unknown_figure',
  'figure_refused',
  'self_check_duplicate',
  'self_check_single',
  'self_check_multiple',
  'self_check_options',
  'self_check_question',
  'self_check_order',
  'self_check_answer',
  'self_check_why',
] as const

export type GuardCode = (typeof GUARD_CODES)[number]

/** One fault, at its place in the file as the author sees it (front matter included). */
export type GuardError = {
  code: GuardCode
  line: number
  column: number
  detail: Record<string, string>
}

/** Sorted as an author reads: top to bottom. */
export function inReadingOrder(errors: readonly GuardError[]): GuardError[] {
  return [...errors].sort((a, b) => a.line - b.line || a.column - b.column)
}
