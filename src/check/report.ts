import { stepTitles, type Finding, type Verdict } from './finding.ts'

/** The verdicts in words: for a column of plain text, and after their number. */
const verdictWords: Record<Verdict, [label: string, counted: string]> = {
  pass: ['PASS', 'passed'],
  warning: ['WARNING', 'with a warning'],
  fail: ['FAIL', 'failed'],
  'cannot tell': ['CAN’T TELL', 'can’t tell'],
  'not tested': ['NOT TESTED', 'not tested'],
}
/** Width of the column of verdicts, in characters. */
export const labelWidth = 12

/** One finding as lines: the verdict and title, then evidence, fix and commands below the title. */
export function findingLines(
  { step, verdict, evidence, fix, snippet }: Finding,
  width = 100,
): string[] {
  const details = [
    ...wrap(evidence, width - labelWidth),
    ...(fix === undefined ? [] : wrap(`→ ${fix}`, width - labelWidth)),
    ...(snippet === undefined ? [] : snippet.split('\n').map((line) => `  ${line}`)),
  ]
  return [
    verdictWords[verdict][0].padEnd(labelWidth) + stepTitles[step],
    ...details.map((line) => ' '.repeat(labelWidth) + line),
  ]
}

/** Counts the verdicts in words: "9 passed, 1 failed, 1 can't tell, 1 not tested". */
export function summary(findings: readonly Finding[]): string {
  const counts = Map.groupBy(findings, ({ verdict }) => verdict)
  return (Object.keys(verdictWords) as Verdict[])
    .filter((verdict) => counts.has(verdict))
    .map((verdict) => `${counts.get(verdict)?.length} ${verdictWords[verdict][1]}`)
    .join(', ')
}

/** The whole check as text for a report; `about` are lines that say where and when it ran. */
export function report(findings: readonly Finding[], about: readonly string[]): string {
  const details = findings.flatMap((one) => findingLines(one))
  return [...about, summary(findings), '', ...details].join('\n')
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
