import { build } from 'vite'
import { noteBuilt } from '#app/commands/build.mjs'

// `node tests/mutants/build-server.ts all|server|none`, in a copy of the checkout: builds what tests of routes ask, which
// is the server's half of the site ("all": the browser's half too, which it names), and notes that nothing more is needed.
process.env.NODE_ENV = 'production'
const what = process.argv[2]
// The manifest of the browser's half stays on the disk, so that the server's half can be built alone.
if (what === 'all') await build({ logLevel: 'error', build: { manifest: true } })
if (what !== 'none') await build({ logLevel: 'error', build: { ssr: true, manifest: true } })
noteBuilt()
