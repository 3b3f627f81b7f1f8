import { outdatedView } from '../search/saved-views.ts'
import { deviceList } from '../devices/device-list.ts'
import type { ListLink } from '../list/list-address.ts'
import { paths } from '../lib/paths.ts'
import { devicesLink } from './device-links.ts'

/** A condition that somebody should look into, and the devices to which it applies. */
export interface AttentionSearch {
  label: string
  link: ListLink
  /** The devices of which a share is given: a search, and what follows their number. */
  among: { q: string; words: string }
  /** Fields without which nothing is known: "a posture result". */
  needs?: string
  /** A page that deals with these devices. */
  action?: { to: string; label: string }
}

const allDevices = { q: '', words: 'devices' }

/** Conditions in order of urgency. `versions` are those in use, which tell what is outdated. */
export function attentionSearches(versions: readonly string[]): AttentionSearch[] {
  const outdated = outdatedView(versions)
  return [
    {
      label: 'Not compliant',
      link: devicesLink('posture:noncompliant'),
      among: { q: '-posture:unknown', words: 'devices with a posture result' },
      needs: 'a posture result',
    },
    { label: 'Unauthorized', link: devicesLink('status:unauthorized'), among: allDevices },
    {
      label: 'Enabled and status disagree',
      link: devicesLink('is:inconsistent'),
      among: allDevices,
    },
    {
      label: 'Not seen for 90 days',
      link: devicesLink('seen:>90d', [{ field: 'lastConnection', descending: false }]),
      among: { q: '-seen:never', words: 'devices that ever connected' },
      needs: 'a last connection',
      action: { to: paths.cleanUp, label: 'Clean up' },
    },
    {
      label: 'Never connected',
      link: devicesLink('seen:never', [{ field: 'createdAt', descending: false }]),
      among: allDevices,
    },
    {
      label: outdated?.name ?? 'Outdated app',
      link: outdated ? deviceList.linkTo({ list: outdated.list }) : devicesLink('version:<0'),
      among: { q: '-version:none', words: 'devices with an app version' },
      needs: 'an app version',
    },
    {
      label: 'Duplicate hardware IDs',
      link: devicesLink('is:duplicate', [{ field: 'hardwareId', descending: false }]),
      among: allDevices,
      action: { to: paths.duplicates, label: 'Resolve' },
    },
    { label: 'No owner', link: devicesLink('owner:none'), among: allDevices },
  ]
}

/** Splits conditions into those that apply to a device, and sentences about the others. */
export function attentionParts<
  T extends { label: string; count: number; among: { count: number }; needs?: string },
>(attention: readonly T[]): { found: T[]; nothingFor?: string; notReported?: string } {
  const isUnknown = ({ needs, among }: T) => needs !== undefined && among.count === 0
  const found = attention.filter(({ count }) => count > 0)
  const clear = attention.filter((each) => each.count === 0 && !isUnknown(each))
  const unknown = attention.filter(isUnknown)
  return {
    found,
    ...(clear.length > 0 && {
      nothingFor: `Nothing for: ${clear.map(({ label }) => label.charAt(0).toLowerCase() + label.slice(1)).join(', ')}.`,
    }),
    ...(unknown.length > 0 && {
      notReported: `Not reported by any device: ${unknown.map(({ needs }) => needs).join(', ')}.`,
    }),
  }
}
