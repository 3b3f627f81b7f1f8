import { nameOf, readCheckList } from '../../device/posture-checks.ts'
import { isCutNote } from '../../lib/limit-json.ts'
import { isLeaf, leafText, type PosturePath, type PostureStep } from '../../query/posture-path.ts'
import { createTally, type Tally, type TalliedValues } from './posture-tally.ts'

export interface CountedPosture {
  posture: unknown
  devices: number
}

export interface FieldSummary extends TalliedValues {
  path: PosturePath
  /** Devices that have something there. */
  devices: number
}

export interface PostureFields {
  /** Those with values on the most devices first. */
  fields: readonly FieldSummary[]
  isCut: boolean
  /** Devices with values nested too deeply for the list. */
  tooDeep: number
  cutShort: number
}

/** Deeper values are left out, so that a nested posture doesn't fill the list. */
export const maxFieldDepth = 8
const maxFields = 200
/** Keys may be names of files or people, so the number of places to look at is limited, too. */
const maxPlaces = 100_000
/** One posture can't use up the places of all others. */
const maxNewPlaces = 1_000
const maxValuesShown = 5

/** A place in the postures, with the places inside it. */
interface Place {
  path: PosturePath
  /** Devices that have a value with nothing inside here. */
  devices: number
  lastPosture: number
  /** By `keyOf` the step that leads there. */
  inside: Map<string, Place>
  /** Counts the values; `undefined` for a place that isn't listed. */
  tally: Tally | undefined
}

/** Lists the fields of all postures; every count is that of the devices which a search for this value finds. */
export function listFields(postures: readonly CountedPosture[]): PostureFields {
  const { root, isCut, tooDeep, cutShort } = findPlaces(postures)
  const found = placesIn(root).filter(({ devices }) => devices > 0)
  const listed = found.toSorted((a, b) => b.devices - a.devices).slice(0, maxFields)
  for (const place of listed) {
    place.devices = 0
    place.lastPosture = -1
    place.tally = createTally()
  }
  for (const [number, { posture, devices }] of postures.entries()) {
    if (posture !== undefined) countValues(root, posture, devices, number)
  }
  return {
    fields: listed.flatMap(({ path, devices, tally }) =>
      tally ? [{ path, devices, ...tally.top(maxValuesShown) }] : [],
    ),
    isCut: isCut || listed.length < found.length,
    tooDeep,
    cutShort,
  }
}

/** Finds every place with a value: checks by name, other items of a list together. */
function findPlaces(postures: readonly CountedPosture[]) {
  const root = createPlace([])
  let places = 1
  let isCut = false
  let tooDeep = 0
  let cutShort = 0

  for (const [number, { posture, devices }] of postures.entries()) {
    if (posture === undefined) continue
    const limit = Math.min(maxPlaces, places + maxNewPlaces)
    let isTooDeep = false
    let isCutShort = false
    /** Takes the inner place, which may be new. */
    const enter = (place: Place, step: PostureStep, value: unknown) => {
      if (isCutNote(value)) {
        isCutShort = true
        return
      }
      let inner = place.inside.get(keyOf(step))
      if (!inner) {
        if (places >= limit) {
          isCut = true
          return
        }
        places += 1
        inner = createPlace([...place.path, step])
        place.inside.set(keyOf(step), inner)
      }
      open.push([value, inner])
    }
    // Every field of an object gets its place before what is inside, so that a long list leaves room for
    // the fields after it.
    const open: [unknown, Place][] = [[posture, root]]
    for (let entry = open.pop(); entry; entry = open.pop()) {
      const [value, place] = entry
      if (isLeaf(value)) {
        if (place.lastPosture !== number) place.devices += devices
        place.lastPosture = number
      } else if (place.path.length >= maxFieldDepth) {
        isTooDeep = true
      } else if (Array.isArray(value)) {
        const areChecks = readCheckList(value) !== undefined
        for (const item of value) {
          const name = areChecks ? nameOf(item) : undefined
          enter(place, name === undefined ? 'items' : { item: name }, item)
        }
      } else {
        const ownName = ownNameOf(place)
        for (const [field, inside] of Object.entries(value as object)) {
          if (ownName === undefined || inside !== ownName) enter(place, { field }, inside)
        }
      }
    }
    if (isTooDeep) tooDeep += devices
    if (isCutShort) cutShort += devices
  }
  return { root, isCut, tooDeep, cutShort }
}

/** Counts a value and all inside it at the places that lead there, as `partsAt` would find them. */
function countValues(place: Place, value: unknown, devices: number, posture: number): void {
  if (place.tally) {
    if (place.lastPosture !== posture) place.devices += devices
    place.lastPosture = posture
    if (isLeaf(value) && !isCutNote(value)) place.tally.add(leafText(value), devices, posture)
  }
  if (typeof value !== 'object' || value === null) return
  for (const [key, inside] of Object.entries(value)) {
    const steps: PostureStep[] = Array.isArray(value)
      ? ['items', { item: nameOf(inside) ?? '' }]
      : [{ field: key }]
    for (const step of steps) {
      const inner = place.inside.get(keyOf(step))
      if (inner) countValues(inner, inside, devices, posture)
    }
  }
}

function createPlace(path: PosturePath): Place {
  return { path, devices: 0, lastPosture: -1, inside: new Map(), tally: undefined }
}

function keyOf(step: PostureStep): string {
  if (step === 'items') return '[]'
  return 'item' in step ? `[${step.item}` : `.${step.field}`
}

/** The name of the check that a place is in, which the path says already. */
function ownNameOf({ path }: Place): string | undefined {
  const last = path.at(-1)
  return typeof last === 'object' && 'item' in last ? last.item : undefined
}

/** A place and all inside it, in the order in which they were found. */
function placesIn(place: Place): Place[] {
  return [place, ...[...place.inside.values()].flatMap(placesIn)]
}
