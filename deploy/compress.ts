import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'

/**
 * Writes a `.br` and a `.gz` beside each text file of a folder, unless they are there: names change
 * with the content.
 */
export function compress(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (!/\.(js|css|svg|json|txt)$/.test(name)) continue
    const file = join(folder, name)
    if (existsSync(`${file}.br`) && existsSync(`${file}.gz`)) continue
    const content = readFileSync(file)
    writeFileSync(`${file}.br`, brotliCompressSync(content))
    writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }))
  }
}
