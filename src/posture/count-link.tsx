import { deviceList } from '../devices/device-list.ts'
import { sanitizeForDisplay } from '../lib/text.ts'
import { TextLink } from '../ui/text-link.tsx'

interface CountLinkProps {
  /** The search that finds the devices; `undefined` for one that is too long for an address. */
  q: string | undefined
  /** What the devices have in common; it may come from an endpoint. */
  text: string
}

/** Longer searches would be cut by the address of a list, and then find other devices. */
const maxSearchedText = 200

/** Returns the search, or `undefined` where it is about a text that is too long for an address. */
export function searchable(text: string, q: string): string | undefined {
  return text.length > maxSearchedText ? undefined : q
}

/** A link to the devices that a search finds; plain text where there is no such search. */
export function CountLink({ q, text }: CountLinkProps) {
  const label = <bdi>{sanitizeForDisplay(text, 120)}</bdi>
  if (q === undefined) return label
  return (
    <TextLink
      {...deviceList.linkTo(deviceList.originOf({ ...deviceList.parse(''), q }))}
      className="inline-block py-0.5 wrap-anywhere max-sm:py-2.5"
    >
      {label}
    </TextLink>
  )
}
