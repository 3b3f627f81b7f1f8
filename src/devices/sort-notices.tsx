import { sortByServer } from '../api/sort.ts'
import { Notice } from '../ui/notice.tsx'
import type { DeviceListSituation } from './device-list.ts'
import { isPlainlyUnsorted } from '../api/sort-check.ts'

/** Says when the API refused an order or ignored it: how it spells one is undocumented (API.md, "Sort"). */
export function SortNotices({ page, place }: DeviceListSituation) {
  // The snapshot sorts by itself.
  if (!page || page.snapshot) return null
  if (page.sortRefused) return <SortNotice title="The API rejected this sort order" />
  if (isPlainlyUnsorted(page.rows, sortByServer(place.params.sort)))
    return <SortNotice title="The API ignored this sort order" />
  return null
}

function SortNotice({ title }: { title: string }) {
  return (
    <Notice tone="warn" title={title}>
      The list is in the API’s own order. Check <code>sortFormat</code> in config.json.
    </Notice>
  )
}
