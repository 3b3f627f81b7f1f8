import { peopleWith, type BarFigure } from './searches.ts'

/** Lower ends of the ranges for a limit that is too large for one bar per number. */
const wideRanges = [1, 2, 3, 6, 11, 21, 51, 101, 201, 501]
const maxSingles = 8

/** Bars of people by their number of devices, up to the limit, at it and over it. */
export function slotBars(deviceLimit: number): BarFigure[] {
  const starts =
    deviceLimit <= maxSingles
      ? Array.from({ length: deviceLimit - 1 }, (_, place) => place + 1)
      : wideRanges.filter((start) => start < deviceLimit)
  const below = starts.map((start, place) => {
    const end = (starts[place + 1] ?? deviceLimit) - 1
    if (end === start)
      return peopleWith(start === 1 ? '1 device' : `${start} devices`, `devices:${start}`)
    return peopleWith(`${start} to ${end} devices`, `devices:>=${start} devices:<=${end}`)
  })
  return [
    ...below,
    peopleWith(`${deviceLimit} (the limit)`, `devices:${deviceLimit}`),
    {
      ...peopleWith(`Over ${deviceLimit}`, `devices:>${deviceLimit}`),
      isOptional: true,
      isFlagged: true,
    },
  ]
}
