import { useEffect, type RefObject } from 'react'
import { completions } from '../fleet/completions.ts'
import { onSingleKey } from '../lib/keys.ts'

interface SearchCompletionsProps {
  id: string
  text: string
  input: RefObject<HTMLInputElement | null>
}

/** What the search language knows at the caret, proposed by the browser's own list; `/` puts the focus into the field. */
export function SearchCompletions({ id, text, input }: SearchCompletionsProps) {
  useEffect(() => {
    const focusAll = () => {
      input.current?.focus()
      input.current?.select()
    }
    return onSingleKey({ '/': focusAll })
  }, [input])

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
