import { useEffect, useRef, type ComponentProps } from 'react'
import type { Store } from '../../lib/store.ts'
import { useStore } from '../../lib/use-store.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { isPhraseTyped, type Phrase } from './typed-phrase.ts'

interface TypedPhrase {
  phrase: Phrase | undefined
  typed: Store<string>
}

/** The field for the phrase to type before confirming; what is typed in the dialog goes into it. */
export function PhraseField({ phrase, typed }: TypedPhrase & { phrase: Phrase }) {
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const dialog = field.current?.closest('dialog')
    // "Cancel" has the focus at first, and the field is many stops away from it.
    function takeLetter({ key, target, ctrlKey, metaKey, altKey }: KeyboardEvent) {
      const isLetter = key.length === 1 && key !== ' ' && !ctrlKey && !metaKey && !altKey
      if (isLetter && !(target instanceof HTMLInputElement)) field.current?.focus()
    }
    dialog?.addEventListener('keydown', takeLetter)
    return () => dialog?.removeEventListener('keydown', takeLetter)
  }, [])
  return (
    <Field
      ref={field}
      label={
        <>
          {phrase.reason} Type <strong className="font-semibold">{phrase.text}</strong> to confirm.
        </>
      }
      autoComplete="off"
      autoCapitalize="off"
      spellCheck={false}
      value={useStore(typed)}
      onChange={(event) => typed.set(event.target.value)}
    />
  )
}

/** The button that confirms, once the phrase has been typed. */
export function SubmitButton(props: ComponentProps<typeof Button> & TypedPhrase) {
  const { phrase, typed, disabledReason, ...button } = props
  const reason = reasonToType(useStore(typed), phrase)
  return <Button {...button} type="submit" disabledReason={disabledReason ?? reason} />
}

/** Says what to type first; undefined once nothing is left to. */
export function reasonToType(typed: string, phrase: Phrase | undefined): string | undefined {
  return phrase && !isPhraseTyped(typed, phrase) ? `Type ${phrase.text} first` : undefined
}
