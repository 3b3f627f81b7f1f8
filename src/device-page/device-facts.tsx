import type { ReactNode } from 'react'
import type { Device, DeviceField } from '../api/device.ts'
import { fieldNames, fields, type Field } from '../device/fields.ts'
import { OwnerLink } from '../device/owner-link.tsx'
import { PostureBadge } from '../device/posture-badge.tsx'
import { inSentence } from '../device/posture-reason.tsx'
import { deviceName, sanitizeForDisplay } from '../lib/text.ts'
import { CopyButton } from '../ui/copy-button.tsx'
import { activeWord } from '../devices/columns.tsx'
import { Facts } from '../ui/facts.tsx'
import { BothTimes } from '../ui/time-text.tsx'
import { OtherDevicesOfOwner } from './other-devices-of-owner.tsx'
import { PostureTree } from './posture-tree.tsx'
import { RawAnswer } from './raw-answer.tsx'

interface DeviceFactsProps {
  device: Device
  /** The answer as it came; `undefined` while only the list's row is known. */
  answer: string | undefined
  updatedAt: number
}

/** All fields of a device that its header doesn't have, in groups; what is wrong comes first. */
export function DeviceFacts({ device, answer, updatedAt }: DeviceFactsProps) {
  const { owner } = device
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <Group title="Posture">
          <p className="font-medium">
            <PostureBadge posture={device.posture} />
          </p>
          <PostureTree posture={device.posture} />
        </Group>

        <Group title="Identity">
          <Facts
            className={factsClass}
            of={{
              // Whole: what is hidden at its ends may be all that tells it from a namesake.
              Name: (
                <bdi>
                  {device.name.trim() ? sanitizeForDisplay(device.name, 1_000) : deviceName(device)}
                </bdi>
              ),
              'Device ID': <Copyable text={device.id} what="device ID" />,
              ...factsOfKinds(device, ['text', 'version']),
            }}
          />
        </Group>

        <Group title="Record">
          <Facts className={factsClass} of={factsOfKinds(device, ['choice', 'time'])} />
        </Group>
      </div>

      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <Group title="Owner">
          {owner ? (
            <>
              <Facts
                className={factsClass}
                of={{
                  Name: <OwnerLink owner={owner} />,
                  'E-mail': owner.email && (
                    <Copyable text={owner.email} what="e-mail address" plain />
                  ),
                  'User ID': owner.id && <Copyable text={owner.id} what="user ID" />,
                  'Last connection': <BothTimes iso={owner.lastConnection} absent="Unknown" />,
                }}
              />
              <OtherDevicesOfOwner owner={owner} deviceId={device.id} />
            </>
          ) : (
            <p className="text-sm text-ink-muted">No owner.</p>
          )}
        </Group>

        <RawAnswer answer={answer} updatedAt={updatedAt} />
      </div>
    </div>
  )
}

/** The fields whose place on the page their kind doesn't decide. */
const placed = ['name', 'id', 'status', 'lastConnection', 'owner', 'posture'] as const
type OtherField = Exclude<DeviceField, (typeof placed)[number]>
const others = fieldNames.filter(
  (field): field is OtherField => !placed.some((known) => known === field),
)

/** The facts of the fields of these kinds, so that none is forgotten. */
function factsOfKinds(device: Device, kinds: readonly Field['kind'][]): Record<string, ReactNode> {
  const names = kinds.flatMap((kind) => others.filter((name) => fields[name].kind === kind))
  return Object.fromEntries(
    names.map((name) => {
      const { label, kind, isIdentifier, absent }: Field = fields[name]
      const text = name === 'active' ? activeWord(device.active) : device[name]
      if (kind === 'time') return [label, <BothTimes key={name} iso={text} absent={absent} />]
      if (isIdentifier && text)
        return [label, <Copyable key={name} text={text} what={inSentence(label)} />]
      return [label, <bdi key={name}>{text ? sanitizeForDisplay(text, 200) : absent}</bdi>]
    }),
  )
}

const factsClass = 'grid-cols-[8.5rem_1fr] gap-y-2.5 text-sm max-sm:grid-cols-[7rem_1fr]'

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="card p-5 max-sm:p-4">
      <h2 className="mb-3 text-base font-semibold">{title}</h2>
      <div className="grid gap-2.5">{children}</div>
    </section>
  )
}

function Copyable({ text, what, plain = false }: { text: string; what: string; plain?: boolean }) {
  return (
    <span className="flex items-start gap-1">
      <bdi className={plain ? '' : 'font-mono text-xs leading-5'}>
        {sanitizeForDisplay(text, 200)}
      </bdi>
      <span className="-my-0.5 shrink-0 max-sm:-my-3">
        <CopyButton text={text} what={what} />
      </span>
    </span>
  )
}
