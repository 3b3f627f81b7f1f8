import { singleKeyShortcuts } from '../lib/preferences.ts'
import { useStore } from '../lib/use-store.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'

type Shortcut = readonly [label: string, ...keys: string[]]

/** Those that the switch turns off. */
const singleKeys: readonly Shortcut[] = [
  ['Search this list, or everything', '/'],
  ['Open a tab', '1', '…', '9'],
  ['Next device', 'j'],
  ['Previous device', 'k'],
  ['Select focused device', 'x'],
  ['Select all on this page, or all suggested', 'Shift', 'x'],
  ['Go to the actions on the selection', 'a'],
  ['Copy the summary, or what wasn’t found', 'c'],
  ['Show this list', '?'],
]

const otherKeys: readonly Shortcut[] = [
  ['Search everything', 'Ctrl / ⌘', 'K'],
  ['Match a copied list with the devices', 'Ctrl / ⌘', 'V'],
  ['From the search to the rows', '↓'],
  ['Move through rows or tools', '← → ↑ ↓'],
  ['Open focused device', 'Enter'],
  ['Sort by another column, or select a range', 'Shift', 'click'],
  ['Close dialog, or clear selection', 'Esc'],
]

/** Lists the keyboard shortcuts, with a switch for the single-key ones (WCAG 2.1.4). */
export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const areOn = useStore(singleKeyShortcuts)
  return (
    <Dialog aria-labelledby="shortcuts-title" onClose={onClose} lightDismiss className="max-w-md">
      <div className="p-6 max-sm:p-4">
        <h2 id="shortcuts-title" className="text-lg font-semibold tracking-tight">
          Keyboard shortcuts
        </h2>
        <dl className="mt-4 grid gap-1 text-sm">
          {[...singleKeys, ...otherKeys].map(([label, ...keys], position) => (
            <div
              key={label}
              className={`flex min-h-8 items-center justify-between gap-4 ${position < singleKeys.length && !areOn ? 'text-ink-quiet line-through' : ''}`}
            >
              <dt>{label}</dt>
              <dd className="flex gap-1">
                {keys.map((key) => (
                  <kbd
                    key={key}
                    className="min-w-6 rounded bg-sunken px-1.5 py-0.5 text-center font-sans text-xs font-medium ring-1 ring-line-strong/50 ring-inset"
                  >
                    {key}
                  </kbd>
                ))}
              </dd>
            </div>
          ))}
        </dl>
        <div className="mt-4 flex items-center justify-between gap-4 border-t border-line pt-4">
          <label className="flex min-h-8 items-center gap-2.5 text-sm">
            <input
              type="checkbox"
              className="size-4 accent-accent"
              checked={areOn}
              onChange={(event) => singleKeyShortcuts.set(event.target.checked)}
            />
            Single-key shortcuts
          </label>
          <Button onClick={onClose}>Close</Button>
        </div>
      </div>
    </Dialog>
  )
}
