import { parseQuery } from '../query/query.ts'
import { sanitizeForDisplay } from '../lib/text.ts'

/** Says which parts of a search aren't valid, each once. */
export function SearchProblems({ q }: { q: string }) {
  const byText = new Map(parseQuery(q).problems.map((problem) => [problem.text, problem]))
  return [...byText.values()].map(({ text, why }) => (
    <p key={text} role="status" className="max-w-2xl text-sm text-warn">
      “{sanitizeForDisplay(text, 60)}” isn’t a valid filter. {why}
    </p>
  ))
}
