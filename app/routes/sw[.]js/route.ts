import { readFile } from 'node:fs/promises'
import path from 'node:path'
import worker from '#app/offline/offline-worker.ts?worker&url'

/** The service worker at the root, where its scope is the whole site; browsers ask for it anew each time. */
export async function loader() {
  // Bundled with the server: no page of the browser's build names it.
  const script = await readFile(path.join('build/server', worker), 'utf8')
  return new Response(script, {
    headers: { 'Content-Type': 'text/javascript; charset=utf-8', 'Cache-Control': 'no-cache' },
  })
}
