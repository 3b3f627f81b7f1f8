import { deviceList, linkToDevices } from '../devices/device-list.ts'
import { sanitizeForDisplay } from '../lib/text.ts'
import { useSession } from '../session/use-session.tsx'
import { TextLink } from '../ui/text-link.tsx'

interface CountLinkProps {
  q: string
  /** The devices have it in common; may come from an endpoint. */
  text: string
}

/** A link to the devices that a search finds; plain text if an address can't hold the search. */
export function CountLink({ q, text }: CountLinkProps) {
  const session = useSession()
  const label = <bdi>{sanitizeForDisplay(text, 120)}</bdi>
  const link = linkToDevices(session, q)
  if (deviceList.paramsOf(session, link.state).q !== q) return label
  return (
    <TextLink {...link} className="inline-block py-0.5 wrap-anywhere max-sm:py-2.5">
      {label}
    </TextLink>
  )
}
