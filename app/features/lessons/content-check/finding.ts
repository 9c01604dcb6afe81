/** The rules of `content:check`, each with its planted fault in the tests. */
export const RULES = [
  'files',
  'guard',
  'complete',
  'references',
  'length',
  'self-checks',
  'give-away',
  'structure',
  'statutes',
  'unverified-point',
  'bare-citation',
  'links',
  'quotes',
  'non-breaking-space',
  'dashes',
  'untranslated',
  'figures',
  'rubrics',
  'questions',
  'duplicates',
] as const

export type RuleName = (typeof RULES)[number]

/** Something an author should mend (error) or look at (warning). */
export type Finding = {
  rule: RuleName
  severity: 'error' | 'warning'
  file: string
  line?: number
  column?: number
  message: string
}

/** Reports findings about one file. */
export type Reporter = (
  rule: RuleName,
  message: string,
  line?: number,
  severity?: Finding['severity'],
) => void

/** A reporter that writes into `findings`. */
export function reporterFor(findings: Finding[], file: string): Reporter {
  return (rule, message, line, severity = 'error') => {
    findings.push({ rule, severity, file, message, ...(line === undefined ? {} : { line }) })
  }
}
