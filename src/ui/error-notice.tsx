import type { ReactNode } from 'react'
import { Notice } from './notice.tsx'

interface ErrorNoticeProps {
  title: string
  nextStep: string
  /** The server's own words. */
  messages?: readonly string[]
  requestId?: string | undefined
  action?: ReactNode
}

/** A failure: what happened, the next step, what the server said, and the id to report it by. */
export function ErrorNotice({
  title,
  nextStep,
  messages = [],
  requestId,
  action,
}: ErrorNoticeProps) {
  return (
    <Notice tone="danger" title={title} action={action}>
      <p>{nextStep}</p>
      {messages.map((message) => (
        <p key={message} className="mt-1 font-mono text-xs">
          <bdi>{message}</bdi>
        </p>
      ))}
      {requestId && (
        <p className="mt-1 text-xs">
          Request id <code className="font-mono select-all">{requestId}</code>
        </p>
      )}
    </Notice>
  )
}
