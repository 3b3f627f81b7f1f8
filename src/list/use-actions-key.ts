import { useEffect, useRef } from 'react'
import { onSingleKey } from '../lib/keys.ts'

/** Returns the ref of an element; the key `a` leads to the first button in it that can be pressed. */
export function useActionsKey() {
  const actions = useRef<HTMLDivElement>(null)
  useEffect(() => {
    function focusFirst() {
      const buttons = [...(actions.current?.querySelectorAll('button') ?? [])]
      const enabled = buttons.find(({ ariaDisabled }) => ariaDisabled !== 'true')
      // Without one, the first says why.
      ;(enabled ?? buttons[0])?.focus()
    }
    return onSingleKey({ a: focusFirst })
  }, [])
  return actions
}
