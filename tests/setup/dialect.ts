import path from 'node:path'

const EXPORTED = /^export (?:default )?(?:async )?(?:function\*?|const|type|interface|class|let) (\w+)/gm
/** Words that each stood for several things here; what they mean is said with a word of the field. */
const DIALECT = new Set(
  'kept asked given stands standing meet turned told whose whereabouts fate doors oversee overseeing'.split(
    ' ',
  ),
)
/** The words of a name in camel case, kebab case or capitals, in small letters. */
const words = (name: string): string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)

/** The words of the private dialect in a file's name and in the names that it exports. */
export const dialectIn = (file: string, text: string): string[] =>
  [path.basename(file), ...[...text.matchAll(EXPORTED)].map(([, name = '']) => name)]
    .flatMap(words)
    .filter((word) => DIALECT.has(word))
