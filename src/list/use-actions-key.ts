import { useEffect, useRef } from 'react'
import { onSingleKey } from '../lib/keys.ts'

/** Returns the ref of an element; the key `a` leads to the first button in it. */
export function useActionsKey() {
  const actions = useRef<HTMLDivElement>(null)
  useEffect(() => onSingleKey({ a: () => actions.current?.querySelector('button')?.focus() }), [])
  return actions
}
