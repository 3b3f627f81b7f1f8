import { stepTitles, type Finding, type Verdict } from './finding.ts'

/** The verdicts in words, for a column of plain text. */
const labels: Record<Verdict, string> = {
  pass: 'PASS',
  warning: 'WARNING',
  fail: 'FAIL',
  'cannot tell': 'CAN’T TELL',
  'not tested': 'NOT TESTED',
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
    labels[verdict].padEnd(labelWidth) + stepTitles[step],
    ...details.map((line) => ' '.repeat(labelWidth) + line),
  ]
}

/** Counts the verdicts in words: "9 passed, 1 failed, 1 can't tell, 1 not tested". */
export function summary(findings: readonly Finding[]): string {
  const words: [Verdict, string][] = [
    ['pass', 'passed'],
    ['warning', 'with a warning'],
    ['fail', 'failed'],
    ['cannot tell', 'can’t tell'],
    ['not tested', 'not tested'],
  ]
  return words
    .map(([verdict, word]) => [findings.filter((one) => one.verdict === verdict).length, word])
    .filter(([count]) => count !== 0)
    .map(([count, word]) => `${count} ${word}`)
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
