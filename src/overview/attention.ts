import type { Coverage } from '../fleet/coverage.ts'
import { deviceList } from '../devices/device-list.ts'
import { paths } from '../lib/paths.ts'
import { outdatedView } from '../search/outdated-view.ts'
import { formatCount } from '../lib/text.ts'
import {
  devicesWith,
  nounFor,
  peopleWith,
  type BarFigure,
  type Figure,
  type Search,
} from './searches.ts'

/** How much a condition matters; `odd`: only the record is strange. */
export type Severity = 'urgent' | 'notable' | 'odd'

/** A condition that somebody should look into. */
export interface AttentionFigure extends Figure {
  severity: Severity
  badge?: BarFigure['badge']
  /** Takes the place of the number that it is a share of. */
  note?: string
  /** What the condition is, in place of its share where its name doesn't say. */
  meaning?: string
  /** The devices or people that it could apply to, as a search and the words after "devices" or "people". */
  among: { q: string; words: string }
  /**
   * Data without which nothing is known, such as "a posture result", and the search for it unless that
   * is `among`.
   */
  needs?: { words: string; q?: string }
  action?: { to: string; label: string }
}

const allDevices = { q: '', words: '' }

function conditionOf(figure: Figure, more: Partial<AttentionFigure> = {}): AttentionFigure {
  return { severity: 'notable', among: allDevices, ...figure, ...more }
}

export const noncompliant = conditionOf(devicesWith('Not compliant', 'posture:noncompliant'), {
  badge: { posture: 'noncompliant' },
  severity: 'urgent',
  among: { q: '-posture:unknown', words: ' with a known posture' },
  needs: { words: 'a known posture' },
})

const unauthorized = conditionOf(devicesWith('Unauthorized', 'status:unauthorized'), {
  badge: { status: 'Unauthorized' },
  severity: 'urgent',
})

const stale = conditionOf(
  devicesWith('Not seen for 90 days', 'seen:>90d', [
    { field: 'lastConnection', descending: false },
  ]),
  {
    among: { q: '-seen:never', words: ' that ever connected' },
    needs: { words: 'a last connection' },
    action: { to: paths.cleanUp, label: 'Clean up' },
  },
)

/** The figures that matter most, in the order of the page. */
export const headlineFigures: readonly AttentionFigure[] = [
  conditionOf(devicesWith('Devices', '')),
  conditionOf(devicesWith('Online now', 'status:online'), { badge: { status: 'Online' } }),
  noncompliant,
  unauthorized,
  { ...stale, label: 'Stale', note: 'over 90 days' },
]

/** Conditions in order of urgency. `versions` are those in use, which decide what is outdated. */
export function attentionFigures(versions: readonly string[]): AttentionFigure[] {
  return [
    noncompliant,
    unauthorized,
    conditionOf(peopleWith('People at or over the device limit', 'is:at-limit'), {
      among: { q: 'devices:>=1', words: ' with a device' },
      needs: { words: 'an owner' },
    }),
    conditionOf(outdated(versions), {
      among: { q: '-version:none', words: ' with an app version' },
      needs: { words: 'an app version' },
    }),
    stale,
    conditionOf(
      devicesWith('Never connected', 'seen:never', [{ field: 'createdAt', descending: false }]),
    ),
    conditionOf(
      devicesWith('Duplicate hardware IDs', 'is:duplicate', [
        { field: 'hardwareId', descending: false },
      ]),
      { action: { to: paths.duplicates, label: 'Resolve' } },
    ),
    conditionOf(devicesWith('No owner', 'owner:none'), {
      needs: { words: 'an owner', q: '-owner:none' },
    }),
    conditionOf(devicesWith('Enabled and status disagree', 'is:inconsistent'), {
      severity: 'odd',
      meaning: 'Deactivated yet enabled, or the reverse',
    }),
  ]
}

function outdated(versions: readonly string[]): Figure {
  const view = outdatedView(versions)
  // Nothing is before the first version.
  if (!view) return devicesWith('Outdated app', 'version:<0')
  const { q, sort } = deviceList.parse(view.list)
  return devicesWith(view.name, q, sort)
}

interface Counted {
  label: string
  count: number
  isReported: boolean
  of: Search['of']
  among: { count: number; words: string }
  needs?: { words: string }
}

/** "1,240 devices that ever connected": what a condition could apply to. */
export function amongText({ of, among }: Pick<Counted, 'of' | 'among'>): string {
  return `${formatCount(among.count)} ${nounFor(of, among.count)}${among.words}`
}

/**
 * Splits conditions into those that apply, a sentence naming those that don't, and one naming data
 * that no device reports. Devices that aren't loaded may be the ones, so there is no such sentence
 * while some are missing, and after a load that may have missed a few it speaks of the others.
 */
export function attentionParts<T extends Counted>(
  attention: readonly T[],
  total: number,
  covered: Coverage['kind'],
): { found: T[]; nothingFor?: string; notReported?: string } {
  const reported = attention.filter(({ isReported }) => isReported)
  const found = reported.filter(({ count }) => count > 0)
  // Devices without the data may be the ones, too.
  const clear = reported
    .filter(({ count }) => count === 0)
    .map(({ label, of, among }) => {
      const name = label.charAt(0).toLowerCase() + label.slice(1)
      const isOfAll = of === 'person' || among.count === total
      return isOfAll ? name : `${name} (of ${amongText({ of, among })})`
    })
  const unknown = new Set(
    attention.flatMap(({ isReported, needs }) => (isReported || !needs ? [] : [needs.words])),
  )
  if (covered === 'partial') return { found }
  const [none, any] =
    covered === 'complete'
      ? ['No devices', 'any device']
      : ['None among the loaded devices', 'any loaded device']
  return {
    found,
    ...(clear.length > 0 && {
      nothingFor: `${none}: ${clear.join(', ')}.`,
    }),
    ...(unknown.size > 0 && {
      notReported: `Not reported by ${any}: ${[...unknown].join(', ')}.`,
    }),
  }
}
