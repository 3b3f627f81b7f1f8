import { showToast } from '../feedback/toasts.ts'
import { counted } from '../lib/text.ts'
import { countOfMissing } from '../fleet/completeness.ts'

/**
 * Tells that a file was handed to the downloads, and what is not in it.
 * @param notFound devices asked for that the fleet does not have any more
 * @param missing devices that may be missing because the fleet was not read completely; `undefined`: nobody knows how many
 */
export function tellWritten(notFound: number, missing: number | undefined): void {
  const gaps = [
    notFound > 0 && `${counted(notFound, 'device')} not found in the fleet any more`,
    missing !== 0 && `${countOfMissing(missing)} that may be missing`,
  ].filter((gap) => gap !== false)
  if (gaps.length === 0) showToast('The file is in your downloads')
  else showToast(`The file is in your downloads, without ${gaps.join(' and ')}`, 'attention')
}
