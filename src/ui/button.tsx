import { useId, useState, type ComponentProps, type MouseEvent } from 'react'
import { Circle, type AnyIcon } from './icons.tsx'

type Variant = 'primary' | 'secondary' | 'quiet' | 'danger'

const looks: Record<Variant, string> = {
  primary: 'bg-accent text-on-accent hover:not-aria-disabled:bg-accent-strong',
  secondary:
    'bg-surface text-ink ring-1 ring-inset ring-line-strong/60 hover:not-aria-disabled:bg-hover',
  quiet: 'text-ink-muted hover:not-aria-disabled:bg-ink/7 hover:not-aria-disabled:text-ink',
  danger: 'bg-danger-fill text-on-danger hover:not-aria-disabled:bg-danger-fill-strong',
}

interface ButtonProps extends Omit<ComponentProps<'button'>, 'disabled' | 'onClick'> {
  variant?: Variant
  icon?: AnyIcon
  /** Square, for an icon without text; needs an `aria-label`. */
  square?: boolean
  /** Fits beside a line of text. */
  small?: boolean
  /** Disables the button and explains why; it stays focusable so the reason can be read. */
  disabledReason?: string | undefined
  /** Shows progress and ignores further presses, as it does by itself until a promise of `onClick` settles. */
  busy?: boolean
  onClick?: ((event: MouseEvent<HTMLButtonElement>) => unknown) | undefined
}

/** A button in one of four variants. */
export function Button({
  variant = 'secondary',
  icon: Icon,
  square = false,
  small = false,
  disabledReason,
  busy = false,
  className = '',
  children,
  onClick,
  ...rest
}: ButtonProps) {
  const reasonId = useId()
  const [isPending, setIsPending] = useState(false)
  const isBusy = busy || isPending
  const off = isBusy || disabledReason !== undefined

  function press(event: MouseEvent<HTMLButtonElement>) {
    if (off) return event.preventDefault()
    const result = onClick?.(event)
    if (!(result instanceof Promise)) return
    const end = () => setIsPending(false)
    setIsPending(true)
    result.then(end, end)
  }

  return (
    <>
      <button
        type="button"
        {...rest}
        onClick={press}
        aria-disabled={off || undefined}
        aria-busy={isBusy || undefined}
        aria-describedby={disabledReason ? reasonId : rest['aria-describedby']}
        title={disabledReason ?? rest.title ?? (square ? rest['aria-label'] : undefined)}
        className={`button ${sizeOf(square, small)} ${looks[variant]} ${className}`}
      >
        {isBusy ? (
          <Circle className="size-4 shrink-0 animate-spin" />
        ) : (
          Icon && <Icon aria-hidden className="size-4 shrink-0" />
        )}
        {children}
      </button>
      {disabledReason && (
        <span id={reasonId} hidden>
          {disabledReason}
        </span>
      )}
    </>
  )
}

function sizeOf(square: boolean, small: boolean): string {
  if (small) return 'size-6 max-sm:size-11'
  return square ? 'size-8 max-sm:size-11' : 'h-8 px-3 text-sm max-sm:h-11 max-sm:px-4'
}
