import { explainAs, type ErrorWords } from '../api/explain-error.ts'
import { counted, formatCount } from '../lib/text.ts'
import { maxFleetSize } from './fleet-state.ts'

/** Thrown where all devices are needed and the network has more than the console reads. */
export class FleetTooLarge extends Error {
  constructor(total: number | undefined) {
    const words = tooLargeWords(total)
    super(`${words.title}. ${words.nextStep}`)
    this.name = 'FleetTooLarge'
    explainAs(this, words)
  }
}

/** Explains that there are too many devices; `total` is their number where known. */
export function tooLargeWords(total: number | undefined): ErrorWords {
  const has = total === undefined ? 'more devices than that' : counted(total, 'device')
  return {
    title: 'Too many devices to search',
    nextStep: `This network has ${has}, and up to ${formatCount(maxFleetSize)} can be searched, counted or exported. The list still sorts and pages all of them, and each can be opened, deactivated and removed there.`,
  }
}
