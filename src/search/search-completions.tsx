import type { RefObject } from 'react'
import { completions } from './completions.ts'

interface SearchCompletionsProps {
  id: string
  text: string
  input: RefObject<HTMLInputElement | null>
}

/** Completions at the caret, shown by the browser's own list. */
export function SearchCompletions({ id, text, input }: SearchCompletionsProps) {
  const caret = input.current?.selectionStart ?? text.length
  return (
    <datalist id={id}>
      {completions(text, Math.min(caret, text.length)).map((completion) => (
        <option key={completion.text} value={completion.text}>
          {completion.label}
        </option>
      ))}
    </datalist>
  )
}
