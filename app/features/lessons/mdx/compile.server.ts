import { createHash } from 'node:crypto'
import { bundleMDX } from 'mdx-bundler'
import * as React from 'react'
import * as jsxRuntime from 'react/jsx-runtime'
import * as ReactDOM from 'react-dom'
import { renderToStaticMarkup } from 'react-dom/server'
import rehypeSlug from 'rehype-slug'
import remarkGfm from 'remark-gfm'
import type { SelfCheckDefinition } from '../self-check.ts'
import { checkMarker } from '../self-check.ts'
import type { CitedAct } from './acts.ts'
import type {
  Collected,
  RawSelfCheck,
  Setting,
  StatuteReference,
  TermTranslation,
} from './components.server.ts'
import { componentsFor, PLACEHOLDER } from './components.server.ts'
import type { FigureNode } from './figure-guard.ts'
import { readFigure } from './figure-guard.ts'
import { inspect, normalizeSource } from './guard.server.ts'
import type { GuardError } from './guard-error.ts'
import { inReadingOrder } from './guard-error.ts'
import { heldTogether } from './held-together.server.ts'
import type { CompileLabels } from './labels.server.ts'
import { compileLabels } from './labels.server.ts'
import type { Locale } from './locale.ts'
import { minutesToRead, wordsOfHtml } from './reading-time.ts'
import type { Registry } from './registry.ts'
import { LESSON_REGISTRY } from './registry.ts'
import type { TocEntry } from './toc.server.ts'
import { collectToc } from './toc.server.ts'
import { wideTables } from './wide-tables.server.ts'

/** Raise it when the same source would compile to something else: every text is then compiled anew. */
const COMPILER_VERSION = 6

export type CompileInput = {
  source: string
  locale: Locale
  acts: readonly CitedAct[]
  /** SVG sources of this language by figure name. */
  figures: Readonly<Record<string, string>>
  labels?: CompileLabels
  registry?: Registry
}

export type CompiledText = {
  title: string
  summary: string
  /** Static HTML with a marker (`checkMarker`) at the place of each self-check. Holds no key and no explanation. */
  html: string
  toc: TocEntry[]
  selfChecks: SelfCheckDefinition[]
  statutes: StatuteReference[]
  terms: TermTranslation[]
  /** Words to read; self-checks and what figures say are not counted. */
  words: number
  /** Words of the self-checks with all their options and explanations. */
  checkWords: number
  minutes: number
}

export type CompileResult = { ok: true; value: CompiledText } | { ok: false; errors: GuardError[] }

/** What the guard refuses in a source and its figures, as an author reads it. */
export function faultsOf(input: Omit<CompileInput, 'locale' | 'labels'>): GuardError[] {
  return guard(input).errors
}

function guard({ source, acts, figures: drawn, registry = LESSON_REGISTRY }: Omit<CompileInput, 'locale'>) {
  const { figures, errors } = readFigures(drawn)
  const inspection = inspect(source, {
    registry,
    acts: acts.map((act) => act.id),
    figures: Object.keys(drawn),
  })
  return { ...inspection, figures, errors: inReadingOrder([...inspection.errors, ...errors]) }
}

/** Guards an MDX source and turns it into static HTML and its parts. Faults of the author come back as values. */
export async function compileLesson(input: CompileInput): Promise<CompileResult> {
  const { figures, frontMatter, body, errors } = guard(input)
  if (errors.length > 0) return { ok: false, errors }
  const labels = input.labels ?? compileLabels(input.locale)
  const collected: Collected = { checks: [], statutes: [], terms: [] }
  const setting: Setting = { locale: input.locale, acts: input.acts, figures, labels }
  const toc: TocEntry[] = []
  const Content = evaluate(await bundle(body, labels, toc))
  const components = componentsFor(setting, collected)
  const page = renderToStaticMarkup(React.createElement(Content, { components }))
  const selfChecks = collected.checks.map(renderSelfCheck)
  const html = page.replace(
    new RegExp(`<${PLACEHOLDER} data-id="([a-z0-9-]+)"></${PLACEHOLDER}>`, 'g'),
    (_, id: string) => checkMarker(id),
  )
  const words = wordsOfHtml(html)
  const checkWords = selfChecks.reduce((sum, check) => sum + wordsOfCheck(check), 0)
  return {
    ok: true,
    value: {
      title: frontMatter?.title ?? '',
      summary: frontMatter?.summary ?? '',
      html,
      toc,
      selfChecks,
      statutes: unique(collected.statutes),
      terms: unique(collected.terms),
      words,
      checkWords,
      minutes: minutesToRead(words + checkWords, input.locale),
    },
  }
}

// A file and the database hold the languages of a name in different orders: the hash must not tell.
const inOrder = ({ kk, ru, en }: Record<Locale, string>) => ({ kk, ru, en })

/** Changes whenever the compiled result may change: compiler, source, language, labels, figures and cited acts. */
export function sourceHash(input: CompileInput): string {
  const source = normalizeSource(input.source)
  const cited = input.acts
    .filter((act) => source.includes(`"${act.id}"`))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
  const figures = Object.entries(input.figures)
    .filter(([name]) => source.includes(`"${name}"`))
    .sort(([a], [b]) => (a < b ? -1 : 1))
  const labels = input.labels ?? compileLabels(input.locale)
  const acts = cited.map(({ id, name, short, adilet }) => [id, inOrder(name), inOrder(short), adilet])
  return createHash('sha256')
    .update(JSON.stringify([COMPILER_VERSION, input.locale, source, figures, acts, labels]))
    .digest('hex')
}

function readFigures(sources: Readonly<Record<string, string>>) {
  const figures = new Map<string, FigureNode>()
  const errors: GuardError[] = []
  for (const [figure, source] of Object.entries(sources)) {
    const read = readFigure(source)
    if (read.root) figures.set(figure, read.root)
    for (const { code, line, detail } of read.errors) {
      const named = Object.values(detail).join(' ')
      errors.push({
        code: 'figure_refused',
        line: 1,
        column: 1,
        detail: { figure, line: String(line), code, named },
      })
    }
  }
  return { figures, errors }
}

async function bundle(body: string, labels: CompileLabels, toc: TocEntry[]): Promise<string> {
  // The first character is never `-`: gray-matter then sees no front matter, whatever the author wrote.
  const { code } = await bundleMDX({
    source: `\n${body}`,
    grayMatterOptions: (options) => ({ ...options, engines: REFUSING_ENGINES }),
    esbuildOptions: (options) => ({ ...options, logLevel: 'silent', minify: false }),
    mdxOptions: (options) => ({
      ...options,
      remarkPlugins: [...(options.remarkPlugins ?? []), remarkGfm],
      rehypePlugins: [
        ...(options.rehypePlugins ?? []),
        rehypeSlug,
        [collectToc, toc],
        wideTables,
        heldTogether,
      ],
      remarkRehypeOptions: {
        footnoteLabel: labels.footnotes,
        footnoteLabelTagName: 'h2',
        footnoteLabelProperties: {},
        footnoteBackLabel: labels.footnoteBack,
        clobberPrefix: 'note-',
      },
    }),
  })
  return code
}

const refuse = () => {
  throw new Error('Front matter reached the compiler')
}
const REFUSING_ENGINES = Object.fromEntries(
  ['yaml', 'json', 'javascript', 'js', 'coffee', 'toml'].map((name) => [
    name,
    { parse: refuse, stringify: refuse },
  ]),
)

type Content = React.ComponentType<{ components: Record<string, unknown> }>

/** Runs compiled code. Only guarded sources come here: they hold no expression, import or unknown element. */
function evaluate(code: string): Content {
  const run = new Function('React', 'ReactDOM', '_jsx_runtime', code) as (...scope: unknown[]) => {
    default: Content
  }
  return run(React, ReactDOM, jsxRuntime).default
}

function renderSelfCheck(check: RawSelfCheck): SelfCheckDefinition {
  const html = (content: React.ReactNode) =>
    renderToStaticMarkup(React.createElement(React.Fragment, null, content)).trim()
  return {
    id: check.id,
    kind: check.kind,
    questionHtml: html(check.question),
    options: check.options.map((option, index) => ({
      id: String.fromCharCode(97 + index),
      html: withoutSoleParagraph(html(option.content)),
      whyHtml: html(option.why),
      correct: option.correct,
    })),
  }
}

/** An option stands in a `<label>`, where a paragraph has no place. */
const withoutSoleParagraph = (html: string) => html.replace(/^<p>((?:(?!<\/?p>)[\s\S])*)<\/p>$/, '$1')

const wordsOfCheck = (check: SelfCheckDefinition) =>
  wordsOfHtml(check.questionHtml) +
  check.options.reduce((sum, option) => sum + wordsOfHtml(option.html) + wordsOfHtml(option.whyHtml), 0)

function unique<T>(values: readonly T[]): T[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()]
}
