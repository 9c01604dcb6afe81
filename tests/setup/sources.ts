import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '../..')

/** Every source file of the project: path from the root → text. */
export const sources: Record<string, string> = Object.fromEntries(
  ['app', 'db', 'tests']
    .flatMap((top) => readdirSync(path.join(root, top), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && /\.(tsx?|mjs)$/.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .map((file) => [file, readFileSync(path.join(root, file), 'utf8')]),
)

/** True for a file of tests. */
export const isTest = (file: string): boolean => /\.(test|spec)\.tsx?$/.test(file)

/** Comments of a source: replaced by nothing, code remains. */
export const COMMENT = /\/\*[\s\S]*?\*\/|\/\/.*$/gm
