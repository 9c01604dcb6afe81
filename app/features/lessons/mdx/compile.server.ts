import { bundleMDX } from 'mdx-bundler'
import * as React from 'react'
import * as jsxRuntime from 'react/jsx-runtime'
import * as ReactDOM from 'react-dom'
import { renderToStaticMarkup } from 'react-dom/server'
import rehypeSlug from 'rehype-slug'
import remarkGfm from 'remark-gfm'
import type { SelfCheckDefinition } from '../self-check.ts'
import { checkMarker } from '../self-check.ts'
import { forbiddenIn } from './characters.ts'
import type { CompiledText, CompileInput, CompileResult } from './compiled-text.ts'
import type { Collected, RawSelfCheck, Setting } from './components.server.ts'
import { componentsFor, PLACEHOLDER } from './components.server.ts'
import type { GuardCode } from './guard-error.ts'
import { guardText } from './guard-text.server.ts'
import { heldTogether } from './held-together.server.ts'
import type { CompileLabels } from './labels.server.ts'
import { compileLabels } from './labels.server.ts'
import { minutesToRead, wordsOfHtml } from './reading-time.ts'
import { normalizeSource, scanSource } from './scan.ts'
import type { TocEntry } from './toc.server.ts'
import { collectToc } from './toc.server.ts'
import { wideTables } from './wide-tables.server.ts'

/** Characters of the largest result: a page far beyond what anybody reads, yet no burden for the web process. */
const LARGEST_RESULT = 3_000_000

/**
 * Guards an MDX source and turns it into static HTML and its parts. Whatever stands in the way comes back as faults
 * with a place; it never throws, but may take seconds and much memory over a hostile text: see sandbox.server.ts.
 */
export async function compileLesson(input: CompileInput): Promise<CompileResult> {
  const guarded = guardText(input)
  if (guarded.errors.length > 0) return { ok: false, errors: guarded.errors }
  const refused = (code: GuardCode, detail: Record<string, string> = {}): CompileResult => {
    const { densest } = scanSource(normalizeSource(input.source))
    return { ok: false, errors: [{ code, ...densest, detail }] }
  }
  try {
    const value = await render(input, guarded)
    const stored = JSON.stringify(value)
    if (stored.length > LARGEST_RESULT) return refused('result_too_large', { limit: String(LARGEST_RESULT) })
    const character = forbiddenIn(value.html)
    return character ? refused('character', { character }) : { ok: true, value }
  } catch {
    return refused('check_failed')
  }
}

async function render(
  input: CompileInput,
  { figures, frontMatter, body }: ReturnType<typeof guardText>,
): Promise<CompiledText> {
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
  }
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
