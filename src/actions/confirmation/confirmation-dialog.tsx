import { useRef, useState, type ReactNode } from 'react'
import { deviceActions, type DeviceAction } from '../definitions.ts'
import { explanations } from './explanations.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { ConsequenceList } from './consequences.tsx'
import { isPhraseTyped } from './typed-phrase.ts'

/** A phrase to be typed before confirming. */
export interface Phrase {
  text: string
  /** Why it is asked for. */
  reason?: string | undefined
  ignoresCase?: boolean
}

interface ConfirmationDialogProps {
  action: DeviceAction
  title: ReactNode
  /** ID of the element that describes the devices. */
  describedBy: string
  /** Devices to act on; without any, there is nothing to confirm. */
  count: number
  phrase: Phrase | undefined
  /** Why confirming isn't possible yet. */
  notReady: string | undefined
  confirmLabel: string
  closeLabel: string
  /** After `changed`, nothing was sent and the phrase is asked for again; after `failed`, it isn't. */
  onConfirm: () => Promise<'closed' | 'changed' | 'failed'>
  onClose: () => void
  /** Called with the alternative action; absent when that isn't possible. */
  onSwitch: ((action: DeviceAction) => void) | undefined
  /** True while the request is in progress: the dialog can't be left. */
  isPending?: boolean
  isWide?: boolean
  /** The devices. */
  children: ReactNode
  /** The answer to an earlier attempt. */
  outcome?: ReactNode
  /** Shown at the start of the footer. */
  extraButton?: ReactNode
}

/** Asks before acting: the devices, then consequences, alternative, typed phrase and two buttons. */
export function ConfirmationDialog({
  action,
  title,
  describedBy,
  count,
  phrase,
  notReady,
  confirmLabel,
  closeLabel,
  onConfirm,
  onClose,
  onSwitch,
  isPending = false,
  isWide = false,
  children,
  outcome,
  extraButton,
}: ConfirmationDialogProps) {
  const [typed, setTyped] = useState('')
  const cancel = useRef<HTMLButtonElement>(null)
  /** Synchronous, because state is a frame late and a second press could send twice. */
  const isConfirming = useRef(false)
  const { permanence, alternative } = explanations[action]
  const reason = notReady ?? (phrase && reasonAgainstTyped(typed, phrase))

  async function confirm() {
    if (reason !== undefined || count === 0 || isConfirming.current) return
    isConfirming.current = true
    const result = await onConfirm()
    if (result === 'changed') setTyped('')
    // The dialog is on the screen a frame longer than it is open.
    isConfirming.current = result === 'closed'
  }

  function switchAction() {
    onSwitch?.(alternative.action)
    setTyped('')
    cancel.current?.focus()
  }

  return (
    <Dialog
      role="alertdialog"
      aria-labelledby="confirmation-title"
      aria-describedby={`${describedBy} confirmation-consequences`}
      onClose={onClose}
      held={isPending}
      initialFocus={cancel}
      className={isWide ? 'sm:max-w-3xl' : ''}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void confirm()
        }}
        // Only the devices scroll, except in a low window (400 % zoom), where the rest would hide them.
        className="grid [@media(min-height:40rem)]:max-h-[calc(100dvh-3rem)] [@media(min-height:40rem)]:grid-rows-[auto_minmax(4rem,1fr)_auto]"
      >
        <h2
          id="confirmation-title"
          className="px-6 pt-5 pb-3 text-lg font-semibold tracking-tight wrap-anywhere max-sm:px-4"
        >
          {title}
        </h2>
        <div
          role="region"
          aria-labelledby="confirmation-title"
          // The region scrolls, so the keyboard must be able to reach it (axe: scrollable-region-focusable).
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see above
          tabIndex={0}
          className="grid content-start gap-3 overflow-y-auto px-6 pb-4 -outline-offset-2 max-sm:px-4"
        >
          {children}
          {outcome}
        </div>

        <div className="grid gap-2.5 rounded-b-xl border-t border-line bg-sunken px-6 py-3.5 max-sm:px-4">
          {count > 0 && (
            <div id="confirmation-consequences" className="grid gap-2.5">
              <ConsequenceList action={action} count={count} />
              <p className="text-sm font-medium">{permanence}</p>
            </div>
          )}
          {onSwitch && (
            <p className="text-sm text-ink-muted">
              {alternative.advice}{' '}
              <button
                type="button"
                disabled={isPending}
                className="rounded py-1 font-medium text-accent underline-offset-2 hover:underline"
                onClick={switchAction}
              >
                {deviceActions[alternative.action].verb} instead
              </button>
            </p>
          )}
          {phrase && (
            <Field
              label={
                <>
                  {phrase.reason} Type <strong className="font-semibold">{phrase.text}</strong> to
                  confirm.
                </>
              }
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
          <div className="flex justify-end gap-2 max-sm:flex-col-reverse">
            {extraButton}
            <Button
              ref={cancel}
              onClick={onClose}
              disabledReason={isPending ? 'Waiting for the answer' : undefined}
            >
              {closeLabel}
            </Button>
            {count > 0 && (
              <Button
                type="submit"
                variant={deviceActions[action].isDestructive ? 'danger' : 'primary'}
                busy={isPending}
                disabledReason={reason}
              >
                {confirmLabel}
              </Button>
            )}
          </div>
        </div>
      </form>
    </Dialog>
  )
}

function reasonAgainstTyped(typed: string, { text, ignoresCase }: Phrase): string | undefined {
  const isTyped = isPhraseTyped(ignoresCase ? typed.toLowerCase() : typed, text)
  return isTyped ? undefined : `Type ${text} first`
}
