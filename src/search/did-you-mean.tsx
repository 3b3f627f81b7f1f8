import { TextLink } from '../ui/text-link.tsx'
import { useOutdatedView } from './outdated-view.ts'
import { searchOf } from './saved-views.ts'
import type { SearchPlace } from './search-place.ts'
import { meant } from './suggestions.ts'

/** Offers the filter that the plain words of a search mean, such as "not compliant". */
export function DidYouMean({ place: { params, linkTo } }: { place: SearchPlace }) {
  const outdated = useOutdatedView()
  const filters = meant(params.q, params.q.length, outdated && searchOf(outdated))
  return filters.map(({ label, text }) => (
    <p key={text}>
      Did you mean <TextLink {...linkTo({ q: text.trim() })}>{label}</TextLink>?
    </p>
  ))
}
