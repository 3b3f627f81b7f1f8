import { showToast } from '../feedback/toasts.ts'
import { counted } from '../lib/text.ts'

/**
 * Tells that a file was handed to the downloads, and what is not in it.
 * @param notFound devices asked for that the fleet does not have any more
 * @param missing devices that may be missing because the fleet was not read completely
 */
export function tellWritten(notFound: number, missing = 0): void {
  const gaps = [
    notFound > 0 && `${counted(notFound, 'device')} not found in the fleet any more`,
    missing > 0 && `up to ${counted(missing, 'device')} that may be missing`,
  ].filter((gap) => gap !== false)
  if (gaps.length === 0) showToast('The file is in your downloads')
  else showToast(`The file is in your downloads, without ${gaps.join(' and ')}`, 'attention')
}
