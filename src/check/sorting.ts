import { deviceSource, type DevicePage } from '../device/device-source.ts'
import { isPlainlyUnsorted } from '../list/source/sort-check.ts'
import { sortFormats, serializeSort, type SortFormat } from '../api/sort.ts'
import type { ServerSortEntry } from '../device/fields.ts'
import { curlGet } from './commands.ts'
import { cannotTell, fail, pass, warn, type Result } from './finding.ts'
import { pagePath, readPage } from './pages.ts'
import { isAnswer, type Reply, type Target } from './wire.ts'

/** Enough rows to tell sorted from unsorted. */
const maxRowsAsked = 25

interface Asked {
  field: 'name' | 'createdAt'
  limit: number
}

type Outcome = 'works' | 'ignored' | `refused (${number})` | 'no response'

/** Tries each spelling in both directions, and proposes `sortFormat`. Sends at most six reads. */
export async function checkSort(
  target: Target,
  page: DevicePage,
  get: (path: string) => Promise<Reply>,
): Promise<Result> {
  const field = (['name', 'createdAt'] as const).find(
    (name) => new Set(page.rows.map((device) => device[name])).size > 2,
  )
  if (!field) return cannotTell('There are too few devices to tell one order from another.')
  const asked = { field, limit: Math.min(maxRowsAsked, page.limit) }
  const outcomes: [SortFormat, Outcome][] = []
  const said = new Set<string>()
  const listen = async (path: string) => {
    const reply = await get(path)
    if (isAnswer(reply)) for (const words of reply.error?.serverMessages ?? []) said.add(words)
    return reply
  }
  for (const format of sortFormats) {
    // Requests of a check go one after another.
    // oxlint-disable-next-line no-await-in-loop -- see above
    outcomes.push([format, await tryFormat(format, asked, listen)])
  }
  return judge(target, asked, outcomes, said)
}

async function tryFormat(
  format: SortFormat,
  asked: Asked,
  get: (path: string) => Promise<Reply>,
): Promise<Outcome> {
  const firstIds: (string | undefined)[] = []
  for (const descending of [false, true]) {
    const sort: ServerSortEntry[] = [{ field: asked.field, descending }]
    // oxlint-disable-next-line no-await-in-loop -- as above
    const reply = await get(pathOf(format, asked, descending))
    const page = readPage(reply, { limit: asked.limit, offset: 0 })
    if (!page) return isAnswer(reply) ? `refused (${reply.status})` : 'no response'
    if (isPlainlyUnsorted(page.rows, sort, deviceSource)) return 'ignored'
    firstIds.push(page.rows.map(({ id }) => id).join())
  }
  // One order can't be both ascending and descending, unless it was ignored and all values are equal.
  return firstIds[0] === firstIds[1] ? 'ignored' : 'works'
}

function judge(
  target: Target,
  asked: Asked,
  outcomes: readonly [SortFormat, Outcome][],
  said: ReadonlySet<string>,
): Result {
  const { sortFormat } = target
  const tried = outcomes
    .map(
      ([format, outcome]) =>
        `${format} (sort=${serializeSort({ field: asked.field, descending: true }, format)}): ${outcome}`,
    )
    .join('; ')
  const evidence = `Tried ${tried}`
  const working = outcomes.flatMap(([format, outcome]) => (outcome === 'works' ? [format] : []))
  const [proposed] = working
  const curl = curlGet(target, pathOf(proposed ?? 'prefix', asked, true))
  if (proposed === undefined) {
    const isCertain = outcomes.every(
      ([, outcome]) => outcome !== 'no response' && outcome !== 'refused (429)',
    )
    const words = said.size === 0 ? '' : ` The API says: ${[...said].join(' · ')}`
    const fix =
      'Lists stay in the API’s own order; the console sorts search results itself. Ask Cipherscale how to spell the sort parameter.'
    return isCertain
      ? warn(`The API takes none of the known spellings. ${evidence}.${words}`, fix, { curl })
      : cannotTell(`${evidence}.`, 'Check again in a minute.', { curl })
  }
  const snippet = `"sortFormat": "${proposed}"`
  if (sortFormat !== 'auto' && !working.includes(sortFormat)) {
    return fail(
      `The API doesn’t take the configured sortFormat, "${sortFormat}". ${evidence}.`,
      `Set sortFormat to "${proposed}" in config.json, or remove it.`,
      { curl, snippet },
    )
  }
  if (sortFormat !== 'auto' || proposed === 'prefix') return pass(`${evidence}.`)
  return pass(
    `${evidence}.`,
    `Set sortFormat to "${proposed}" in config.json to save the requests that find it out.`,
    { curl, snippet },
  )
}

function pathOf(format: SortFormat, { field, limit }: Asked, descending: boolean): string {
  return pagePath(limit, 0, serializeSort({ field, descending }, format))
}
