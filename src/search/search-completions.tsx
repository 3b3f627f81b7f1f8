import type { RefObject } from 'react'
import { useFleetQuery } from '../fleet/use-fleet-query.ts'
import { asksForPostures, completions, type Completion } from './completions.ts'

interface SearchCompletionsProps {
  id: string
  text: string
  input: RefObject<HTMLInputElement | null>
}

/** Completions at the caret, shown by the browser's own list. */
export function SearchCompletions({ id, text, input }: SearchCompletionsProps) {
  const caret = Math.min(input.current?.selectionStart ?? text.length, text.length)
  return (
    <datalist id={id}>
      {asksForPostures(text, caret) ? (
        <PostureOptions text={text} caret={caret} />
      ) : (
        <Options all={completions(text, caret)} />
      )}
    </datalist>
  )
}

/** Checks, paths and values in the postures of the devices loaded so far. */
function PostureOptions({ text, caret }: { text: string; caret: number }) {
  const { data, soFar } = useFleetQuery(['postures'], (fleet, signal) => fleet.postures(signal))
  return <Options all={completions(text, caret, data ?? soFar)} />
}

function Options({ all }: { all: readonly Completion[] }) {
  return all.map(({ text, label }) => (
    <option key={text} value={text}>
      {label}
    </option>
  ))
}
