import { stepTitles, type Finding, type Verdict } from './finding.ts'

/** The verdicts in words: in a column of plain text, and after a count. */
const words: Record<Verdict, { label: string; counted: string }> = {
  pass: { label: 'PASS', counted: 'passed' },
  warning: { label: 'WARNING', counted: 'with a warning' },
  fail: { label: 'FAIL', counted: 'failed' },
  'cannot tell': { label: 'CAN’T TELL', counted: 'can’t tell' },
  'not tested': { label: 'NOT TESTED', counted: 'not tested' },
}
/** Width of the column of verdicts, in characters. */
export const labelWidth = 12

/** One finding as lines: the verdict and title, then evidence, fix and commands below the title. */
export function findingLines(
  { step, verdict, evidence, fix, curl, snippet }: Finding,
  width = 100,
): string[] {
  const needsAction = verdict !== 'pass' && verdict !== 'not tested'
  const details = [
    ...wrap(evidence, width - labelWidth),
    ...(fix === undefined ? [] : wrap(`→ ${fix}`, width - labelWidth)),
    ...(needsAction && curl !== undefined ? [curl] : []),
    ...(snippet === undefined ? [] : snippet.split('\n').map((line) => `  ${line}`)),
  ]
  return [
    words[verdict].label.padEnd(labelWidth) + stepTitles[step],
    ...details.map((line) => ' '.repeat(labelWidth) + line),
  ]
}

/** Counts the verdicts in words: "9 passed, 1 failed, 1 can't tell, 1 not tested". */
export function summary(findings: readonly Finding[]): string {
  const byVerdict = Map.groupBy(findings, ({ verdict }) => verdict)
  return (Object.keys(words) as Verdict[])
    .flatMap((verdict) => {
      const count = byVerdict.get(verdict)?.length
      return count === undefined ? [] : [`${count} ${words[verdict].counted}`]
    })
    .join(', ')
}

/** The whole check as text for a report; `about` are lines that say where and when it ran. */
export function report(findings: readonly Finding[], about: readonly string[]): string {
  return [...about, summary(findings), '', ...findings.flatMap((one) => findingLines(one))].join(
    '\n',
  )
}

/** Breaks a text at spaces; a longer word keeps a line of its own. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const line = lines.at(-1)
    if (line !== undefined && line.length + 1 + word.length <= width) {
      lines[lines.length - 1] = `${line} ${word}`
    } else lines.push(word)
  }
  return lines
}
