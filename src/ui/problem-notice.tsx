import { formatCount, sanitizeForDisplay } from '../lib/text.ts'
import { Notice } from './notice.tsx'

interface ProblemNoticeProps {
  /** Empty for pasted text. */
  fileName: string
  line?: number
  title: string
  nextStep: string
}

/** Says what is wrong with a file, where, and what to do. */
export function ProblemNotice({ fileName, line, title, nextStep }: ProblemNoticeProps) {
  const where = [
    ...(fileName === '' ? [] : [sanitizeForDisplay(fileName, 60)]),
    ...(line === undefined ? [] : [`line ${formatCount(line)}`]),
  ].join(', ')
  return (
    <Notice tone="danger" title={<bdi>{where === '' ? title : `${where}: ${title}`}</bdi>}>
      {nextStep}
    </Notice>
  )
}
