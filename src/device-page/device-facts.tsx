import type { ReactNode } from 'react'
import type { Device, DeviceField } from '../api/device.ts'
import { fieldNames, fields, type Field } from '../device/fields.ts'
import { OwnerLink } from '../device/owner-link.tsx'
import { PostureBadge } from '../device/posture-badge.tsx'
import { inSentence } from '../device/posture-reason.tsx'
import { deviceName, sanitizeForDisplay } from '../lib/text.ts'
import { CopyButton } from '../ui/copy-button.tsx'
import { activeWord } from '../devices/columns.tsx'
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
          <Facts>
            <Fact label="Name">
              <bdi>
                {device.name.trim() ? sanitizeForDisplay(device.name, 1_000) : deviceName(device)}
              </bdi>
            </Fact>
            <Fact label="Device ID">
              <Copyable text={device.id} what="device ID" />
            </Fact>
            <FieldFact device={device} field="hardwareId" />
            <FieldFact device={device} field="appVersion" />
          </Facts>
        </Group>

        <Group title="Record">
          <Facts>
            <Fact label="Enabled">
              <bdi>{activeWord(device.active)}</bdi>
            </Fact>
            {others.map((field) => (
              <FieldFact key={field} device={device} field={field} />
            ))}
          </Facts>
        </Group>
      </div>

      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <Group title="Owner">
          {owner ? (
            <>
              <Facts>
                <Fact label="Name">
                  <OwnerLink owner={owner} />
                </Fact>
                {owner.email && (
                  <Fact label="E-mail">
                    <Copyable text={owner.email} what="e-mail address" plain />
                  </Fact>
                )}
                {owner.id && (
                  <Fact label="User ID">
                    <Copyable text={owner.id} what="user ID" />
                  </Fact>
                )}
                <Fact label="Last connection">
                  <BothTimes iso={owner.lastConnection} absent="Unknown" />
                </Fact>
              </Facts>
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

/** The fields that have a place of their own on the page. */
const placed = [
  'name',
  'id',
  'hardwareId',
  'status',
  'active',
  'lastConnection',
  'appVersion',
  'owner',
  'posture',
] as const
type OtherField = Exclude<DeviceField, (typeof placed)[number]>

/** Every other field, so that none is forgotten. */
const others = fieldNames.filter(
  (field): field is OtherField => !placed.some((known) => known === field),
)

interface FieldFactProps {
  device: Device
  field: OtherField | 'hardwareId' | 'appVersion'
}

function FieldFact({ device, field }: FieldFactProps) {
  const { label, kind, isIdentifier, absent }: Field = fields[field]
  const text: string | undefined = device[field]
  return (
    <Fact label={label}>
      {kind === 'time' ? (
        <BothTimes iso={text} absent={absent} />
      ) : isIdentifier && text ? (
        <Copyable text={text} what={inSentence(label)} />
      ) : (
        <bdi>{text ? sanitizeForDisplay(text, 200) : absent}</bdi>
      )}
    </Fact>
  )
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="card p-5 max-sm:p-4">
      <h2 className="mb-3 text-base font-semibold">{title}</h2>
      <div className="grid gap-2.5">{children}</div>
    </section>
  )
}

function Facts({ children }: { children: ReactNode }) {
  return <dl className="grid gap-2.5">{children}</dl>
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[8.5rem_1fr] gap-x-3 text-sm max-sm:grid-cols-[7rem_1fr]">
      <dt className="text-ink-quiet">{label}</dt>
      <dd className="min-w-0 wrap-anywhere">{children}</dd>
    </div>
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
