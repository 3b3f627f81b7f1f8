import process from 'node:process'

/** Reads a line from the terminal without showing it; returns "" where there is no terminal. */
export async function readHidden(prompt: string): Promise<string> {
  const { stdin, stderr } = process
  if (!stdin.isTTY) return ''
  stderr.write(prompt)
  stdin.setRawMode(true)
  stdin.setEncoding('utf8')
  let line = ''
  try {
    for await (const typed of stdin) {
      for (const character of String(typed)) {
        if (character === '\r' || character === '\n') return line
        // Ctrl+C and Ctrl+D arrive as characters in raw mode.
        if (character === '\u0003' || character === '\u0004') process.exit(130)
        line = character === '\u007f' || character === '\b' ? line.slice(0, -1) : line + character
      }
    }
    return line
  } finally {
    stdin.setRawMode(false)
    stderr.write('\n')
  }
}
