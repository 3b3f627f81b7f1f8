import { limitJson } from './limit-json.ts'

/** Numbers that JavaScript may write in another way: 2.10, 1e5, or one of many digits. */
const mayChange = /[:[,]\s*-?(?:[\d.]{16,}|\d+\.\d*0(?!\d)|[\d.]+e|0[\s\]},])/i

/** Begins a text that stands for a number, and is put before one that begins with it already. */
const mark = '\0'
const markWritten = String.raw`\u0000`
const textOrKey = /"(?:[^"\\]|\\.)*"(?<isKey>:)?/g

/**
 * Indents JSON up to the limits of `limitJson`, each number with the digits that it came with, where the
 * browser tells them: Firefox since 135, Safari since 18.4. Throws a `SyntaxError` for any other text.
 */
export function indentJson(text: string): string {
  if (mayChange.test(text)) {
    try {
      return indent(JSON.parse(text, withDigits)).replace(textOrKey, withoutMark)
    } catch {
      // Nested too deep for the reviver.
    }
  }
  return indent(JSON.parse(text))
}

function indent(json: unknown): string {
  return JSON.stringify(limitJson(json), null, 2)
}

function withDigits(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value === 'string') return value.startsWith(mark) ? mark + value : value
  const { source } = context ?? {}
  const isOther = typeof value === 'number' && source !== undefined && source !== String(value)
  return isOther ? mark + source : value
}

function withoutMark(written: string, isKey: string | undefined): string {
  if (isKey || !written.startsWith(`"${markWritten}`)) return written
  const inside = written.slice(1 + markWritten.length, -1)
  return inside.startsWith(markWritten) ? `"${inside}"` : inside
}
