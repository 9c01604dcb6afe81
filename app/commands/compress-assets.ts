import fs from 'node:fs'
import path from 'node:path'
import zlib from 'node:zlib'

// After the build: .br and .gz beside every text asset, for sirv to serve as they are.
const root = 'build/client'
for (const name of fs.readdirSync(root, { recursive: true, encoding: 'utf8' })) {
  const file = path.join(root, name)
  if (!/\.(css|js|svg|json|webmanifest|txt)$/.test(file) || fs.statSync(file).size < 1024) continue
  const body = fs.readFileSync(file)
  fs.writeFileSync(
    `${file}.br`,
    zlib.brotliCompressSync(body, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 11 } }),
  )
  fs.writeFileSync(`${file}.gz`, zlib.gzipSync(body, { level: 9 }))
}
