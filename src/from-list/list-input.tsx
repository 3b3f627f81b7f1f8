import { useEffect, useId, useRef, useState } from 'react'
import {
  lineCount,
  maxTypedBytes,
  pastedFile,
  type GivenList,
} from '../fleet/from-list/given-list.ts'
import { maxListLines } from '../fleet/from-list/match-lines.ts'
import { examples } from '../lib/examples.ts'
import { counted, formatCount } from '../lib/text.ts'
import { useStore } from '../lib/use-store.ts'
import { Button } from '../ui/button.tsx'
import { FileButton } from '../ui/file-button.tsx'
import { listName } from './list-views.ts'

interface ListInputProps {
  /** The list whose text the field begins with. */
  list: GivenList | undefined
  /** Leaves the list as it is. */
  onKeep?: (() => void) | undefined
  onList: (file: File) => unknown
}

/** A field for a list, and the other ways to give one. */
export function ListInput({ list, onKeep, onList }: ListInputProps) {
  const id = useId()
  const field = useRef<HTMLTextAreaElement>(null)
  const isChange = onKeep !== undefined
  useEffect(() => {
    if (isChange) field.current?.focus()
  }, [isChange])
  const tooLong = isChange && list && list.file.size > maxTypedBytes ? list.file : undefined
  const [text, setText] = useState((!tooLong && list?.text) || '')
  const offered = useStore(examples)
  const lines = lineCount(text)
  return (
    <form
      className="card grid gap-3 p-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (lines > 0) onList(pastedFile(text))
      }}
    >
      <label htmlFor={id} className="text-sm font-medium">
        One device or person a line
      </label>
      <textarea
        ref={field}
        id={id}
        rows={10}
        value={text}
        aria-describedby={`${id}-help`}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        onChange={(event) => setText(event.target.value)}
        onPaste={(event) => {
          const pasted = event.clipboardData.getData('text/plain')
          if (pasted.length <= maxTypedBytes) return
          event.preventDefault()
          onList(pastedFile(pasted))
        }}
        placeholder={'lost-laptop-01\nCORP\\FIN-0231$\n3C:22:FB:11:22:33\nana@example.com'}
        className="w-full rounded-md bg-surface p-3 font-mono text-sm ring-1 ring-line-strong ring-inset placeholder:text-ink-quiet focus-visible:outline-2 focus-visible:-outline-offset-1 max-sm:text-base"
      />
      <p id={`${id}-help`} className="text-sm text-ink-muted">
        {tooLong && (
          <span className="mb-1 block font-medium text-ink">
            <bdi>{listName(tooLong)}</bdi> is too long to edit here. Paste or choose a changed list,
            or keep this one.
          </span>
        )}
        Bullets, quotes, domains, case and separators don’t matter. A table works, too: CSV, TSV,
        cells copied from a spreadsheet, or an export of this console. Up to{' '}
        {formatCount(maxListLines)} lines.
      </p>
      <div className="flex flex-wrap items-center gap-2">
        <Button
          type="submit"
          variant="primary"
          disabledReason={lines === 0 ? 'Paste a list first' : undefined}
        >
          {lines === 0 ? 'Match' : `Match ${counted(lines, 'line')}`}
        </Button>
        <FileButton accept=".txt,.csv,.tsv,.tab,.json,text/*" onFile={onList}>
          Choose a file…
        </FileButton>
        {offered && (
          <Button onClick={() => onList(pastedFile(offered.list()))}>Try an example</Button>
        )}
        {onKeep && <Button onClick={onKeep}>Keep this list</Button>}
      </div>
    </form>
  )
}
