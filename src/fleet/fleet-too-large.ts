import { ExplainedError, type ErrorWords } from '../api/explain-error.ts'
import { counted, formatCount } from '../lib/text.ts'
import { maxFleetSize } from './fleet-state.ts'

/** Thrown where all devices are needed and the network has more than the console reads. */
export class FleetTooLarge extends ExplainedError {
  constructor(total: number | undefined) {
    super(tooLargeWords(total))
    const { title, nextStep } = this.words
    this.message = `${title}. ${nextStep}`
    this.name = 'FleetTooLarge'
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
