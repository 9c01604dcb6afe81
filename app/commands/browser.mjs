import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'
import { ROOT } from './install.mjs'
import { run } from './run.mjs'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'

/** Finds a Chromium, or installs one where that is possible; answers nothing after saying in one line what to do. */
export async function ensureBrowser() {
  const asked = process.env.ALQA_CHROMIUM
  if (asked && runs(asked)) return asked
  if (asked) return console.error(`ALQA_CHROMIUM names ${asked}, which does not start.`)
  const found = findBrowser()
  if (found) return found
  console.log('No Chromium found; installing one …')
  if (canUseApt()) {
    await run('apt-get', ['update', '-qq'])
    await run('apt-get', ['install', '-y', '-qq', '-o', 'DPkg::Lock::Timeout=400', 'chromium'], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      stdio: ['ignore', 'inherit', 'inherit'],
    })
  } else {
    await run(process.execPath, ['node_modules/playwright/cli.js', 'install', 'chromium'])
  }
  const installed = findBrowser()
  if (!installed)
    console.error('The browser tests need a Chromium: install one and set ALQA_CHROMIUM to its path.')
  return installed
}

function findBrowser() {
  const folders = ['/usr/bin', ...(process.env.PATH ?? '').split(delimiter)]
  const candidates = [
    ...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))),
    MAC,
    playwrightsOwn(),
  ]
  return candidates.find(runs)
}

/** A browser counts when it starts: Ubuntu's package is a stub that only names the snap. @param {string} path */
function runs(path) {
  return existsSync(path) && spawnSync(path, ['--version'], { timeout: 20_000 }).status === 0
}

function playwrightsOwn() {
  try {
    return createRequire(join(ROOT, 'package.json'))('playwright').chromium.executablePath()
  } catch {
    return ''
  }
}

/** Only Debian has a real chromium package. */
function canUseApt() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false
  return /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'))
}
