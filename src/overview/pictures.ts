import { postureVerdicts, postureWords, type PostureVerdict } from '../device/posture.ts'
import type { Facet } from '../fleet/requests.ts'
import { devicesWith, type BarFigure, type Search } from './searches.ts'
import { slotBars } from './slot-bars.ts'
import { versionBars } from './version-bars.ts'

/** A titled set of bars, which together count everything once. */
export interface PictureFigures {
  title: string
  of: Search['of']
  bars: readonly BarFigure[]
  /** Parts of one bar instead of a bar each. */
  isStacked?: boolean
  /** The heading of the bars that are flagged. */
  flagged?: string
}

/** The pictures of a fleet with these statuses and app versions. */
export function pictureFigures(
  statuses: readonly Facet[],
  versions: readonly string[],
  deviceLimit: number,
): PictureFigures[] {
  return [
    { title: 'Status', of: 'device', bars: statusBars(statuses), isStacked: true },
    { title: 'Posture', of: 'device', bars: postureVerdicts.map(postureBar), isStacked: true },
    { title: 'Last connection', of: 'device', bars: lastConnectionBars },
    { title: 'Devices per person', of: 'person', bars: slotBars(deviceLimit) },
    { title: 'App version', of: 'device', bars: versionBars(versions), flagged: 'Outdated' },
  ]
}

const statusOrder = ['Online', 'Offline', 'Deactivated', 'Unauthorized']

/** Statuses that differ only in case are one search, and so one bar; undocumented ones come last. */
function statusBars(statuses: readonly Facet[]): BarFigure[] {
  const placeOf = ({ label }: Facet) => statusOrder.indexOf(label) >>> 0
  return statuses
    .filter(({ term }, place) => statuses.findIndex((other) => other.term === term) === place)
    .toSorted((a, b) => placeOf(a) - placeOf(b))
    .map(({ label, term }) => ({ ...devicesWith(label, term), badge: { status: label } }))
}

function postureBar(posture: PostureVerdict): BarFigure {
  return { ...devicesWith(postureWords[posture], `posture:${posture}`), badge: { posture } }
}

const lastConnectionBars: readonly BarFigure[] = [
  devicesWith('Within 24 hours', 'seen:<24h'),
  devicesWith('1 to 7 days ago', 'seen:>=24h seen:<7d'),
  devicesWith('7 to 30 days ago', 'seen:>=7d seen:<30d'),
  devicesWith('30 to 90 days ago', 'seen:>=30d seen:<=90d'),
  devicesWith('Over 90 days ago', 'seen:>90d'),
  devicesWith('Never', 'seen:never'),
  {
    ...devicesWith('Invalid date or in the future', '-seen:never -seen:<24h -seen:>=24h'),
    isOptional: true,
  },
]
