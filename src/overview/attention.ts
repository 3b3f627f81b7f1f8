import type { Coverage } from '../fleet/coverage.ts'
import { deviceList } from '../devices/device-list.ts'
import type { SortField } from '../device/fields.ts'
import { paths } from '../lib/paths.ts'
import { outdatedView } from '../search/outdated-view.ts'
import { formatCount } from '../lib/text.ts'
import { nounFor, type Counted, type Metric } from './metrics.ts'

/** How much a condition matters; `odd`: only the record is strange. */
export type Severity = 'urgent' | 'notable' | 'odd'

/** A condition that somebody should look into. */
export interface Condition extends Metric {
  severity: Severity
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

/** A condition with its count, and the count that it is a share of. */
export interface CountedCondition extends Counted<Condition> {
  among: Condition['among'] & { count: number }
  /** False where no device reports what it needs. */
  isReported: boolean
}

function condition(label: string, q: string, more: Partial<Condition> = {}): Condition {
  return { label, of: 'device', q, severity: 'notable', among: { q: '', words: '' }, ...more }
}

export const noncompliant = condition('Not compliant', 'posture:noncompliant', {
  badge: { posture: 'noncompliant' },
  severity: 'urgent',
  among: { q: '-posture:unknown', words: ' with a known posture' },
  needs: { words: 'a known posture' },
})

const unauthorized = condition('Unauthorized', 'status:unauthorized', {
  badge: { status: 'Unauthorized' },
  severity: 'urgent',
})

const stale = condition('Not seen for 90 days', 'seen:>90d', {
  sort: ascending('lastConnection'),
  among: { q: '-seen:never', words: ' that ever connected' },
  needs: { words: 'a last connection' },
  action: { to: paths.cleanUp, label: 'Clean up' },
})

/** The conditions that matter most, in the order of the page. */
export const headlines: readonly Condition[] = [
  condition('Devices', ''),
  condition('Online now', 'status:online', { badge: { status: 'Online' } }),
  noncompliant,
  unauthorized,
  { ...stale, label: 'Stale', note: 'over 90 days' },
]

/** Conditions in order of urgency. `versions` are those in use, which decide what is outdated. */
export function conditionsOf(versions: readonly string[]): Condition[] {
  return [
    noncompliant,
    unauthorized,
    condition('People at or over the device limit', 'is:at-limit', {
      of: 'person',
      among: { q: 'devices:>=1', words: ' with a device' },
      needs: { words: 'an owner' },
    }),
    outdated(versions),
    stale,
    condition('Never connected', 'seen:never', { sort: ascending('createdAt') }),
    condition('Duplicate hardware IDs', 'is:duplicate', {
      sort: ascending('hardwareId'),
      action: { to: paths.duplicates, label: 'Resolve' },
    }),
    condition('No owner', 'owner:none', { needs: { words: 'an owner', q: '-owner:none' } }),
    condition('Enabled and status disagree', 'is:inconsistent', {
      severity: 'odd',
      meaning: 'Deactivated yet enabled, or the reverse',
    }),
  ]
}

function outdated(versions: readonly string[]): Condition {
  const view = outdatedView(versions)
  const { q, sort } = deviceList.parse(view?.list ?? '')
  // Nothing is before the first version.
  return condition(view?.name ?? 'Outdated app', view ? q : 'version:<0', {
    sort,
    among: { q: '-version:none', words: ' with an app version' },
    needs: { words: 'an app version' },
  })
}

function ascending(field: SortField) {
  return [{ field, descending: false }]
}

/** "1,240 devices that ever connected": what a condition could apply to. */
export function amongText({ of, among }: Pick<CountedCondition, 'of' | 'among'>): string {
  return `${formatCount(among.count)} ${nounFor(of, among.count)}${among.words}`
}

/**
 * Splits conditions into those that apply, a sentence naming those that don't, and one naming data
 * that no device reports. Devices that aren't loaded may be the ones, so there is no such sentence
 * while some are missing, and after a load that may have missed a few it speaks of the others.
 */
export function attentionParts(
  attention: readonly CountedCondition[],
  total: number,
  covered: Coverage['kind'],
): { found: CountedCondition[]; nothingFor?: string; notReported?: string } {
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
