import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { liveEditorTexts } from '#app/features/lessons/queries/editing.server.ts'
import { openServices } from '#app/platform/backing-services.server.ts'
import { readEnv } from '#app/platform/env.server.ts'
import { commandCtx } from './course.ts'
import { prepareDatabase } from './prepare-database.ts'

// Writes the live texts that were made in the editor back to content/, where they are kept with their history.
const root = process.argv[2] ?? 'content'
const env = readEnv(process.env)
const database = await prepareDatabase(env)
const services = openServices(env, { url: database.url, work: 'import' })
try {
  const texts = await liveEditorTexts(commandCtx(services))
  for (const { slug, locale, source } of texts) {
    const folder = path.join(root, 'lessons', slug)
    if (!existsSync(folder)) throw new Error(`${folder} is not there: the lesson is not one of this checkout`)
    const file = path.join(folder, `${locale}.mdx`)
    await writeFile(file, source)
    console.log(file)
  }
  console.log(`Exported: ${texts.length} live texts from the editor.`)
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
} finally {
  await services.close()
  await database.stop()
}
