const TAGS = new Set(
  `a abbr address article aside audio b bdi bdo big blockquote body br button canvas caption center cite code col
   colgroup dd del details dfn div dl dt em embed fieldset figcaption figure font footer form frame h1 h2 h3 h4 h5 h6
   head header hr html i iframe img input ins kbd label legend li link main map mark marquee math meta nav noscript
   object ol optgroup option p param picture pre q s samp script section select small source span strike strong style
   sub summary sup svg table tbody td template textarea tfoot th thead title tr u ul var video`.split(/\s+/),
)

/** Whether a tag is one of HTML, in small or capital letters. */
export const isHtmlTag = (name: string): boolean => TAGS.has(name.toLowerCase())

/** What an author wants who writes a tag of HTML; the message says how it is written here. */
const HINTS: Record<string, string> = {
  break: 'br',
  bold: 'b strong big',
  italic: 'i em u cite',
  link: 'a',
  picture: 'img svg picture figure canvas',
  list: 'ul ol li dl dt dd',
  table: 'table thead tbody tfoot tr td th caption col colgroup',
  heading: 'h1 h2 h3 h4 h5 h6',
  rule: 'hr',
  code: 'code pre kbd samp tt',
  footnote: 'sup',
}

/** The kind of advice (a choice of the message `mdx.guard.raw_html`) for a tag. */
export const htmlHint = (name: string): string =>
  Object.entries(HINTS).find(([, tags]) => tags.split(' ').includes(name.toLowerCase()))?.[0] ?? 'none'
