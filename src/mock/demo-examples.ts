import type { Examples } from '../lib/examples.ts'
import { dayMs, parseTime } from '../lib/time.ts'
import type { Backend } from './backend.ts'
import type { RawDevice } from './raw.ts'

/** Makes the examples of the demo from its devices. */
export function createExamples(backend: () => Backend, host: string): Examples {
  const all = () => backend().present()
  return { list: () => ticket(all()), earlierExport: () => lastWeek(all(), host) }
}

/** A ticket with every kind of trouble: namesakes, odd spellings, people, repeats, what isn't there. */
function ticket(devices: readonly RawDevice[]): string {
  const at = (index: number) => devices[index % devices.length]
  const plain = devices.filter(({ name }) => /^[a-z][\w-]{5,30}$/i.test(name)).slice(20, 40)
  const email = at(2)?.user?.email
  return [
    'Hostname',
    'lost-laptop-01',
    ...plain.slice(0, 6).map(({ name }) => name),
    ...plain.slice(6, 9).map(({ name }) => `- CORP\\${name.toUpperCase()}$`),
    ...plain.slice(9, 12).map(({ name }) => `• ${name}.corp.example.`),
    ...plain.slice(12, 15).map(({ hardwareId }) => `"${hardwareId.replaceAll(':', '-')}",`),
    plain[15]?.id ?? '',
    email ?? '',
    plain[0]?.name.toUpperCase() ?? '',
    // Two registrations of one machine.
    at(12)?.hardwareId ?? '',
    `${plain[16]?.name ?? 'laptop'}x`,
    'FIN-LAPTOP-9999',
    'To Be Filled By O.E.M.',
    'leaver@harbor.example',
  ].join('\n')
}

/** The fleet as it could have been a week ago, as an export of this console. */
function lastWeek(devices: readonly RawDevice[], host: string): File {
  const takenAt = Date.now() - 7 * dayMs
  const before = devices
    // Few enough new ones to be read.
    .filter(({ createdAt }, index) => (parseTime(createdAt) ?? 0) < takenAt || index % 24 !== 5)
    .map(({ user: owner, ...device }, index) => {
      const seen = parseTime(device.lastConnection) ?? 0
      return {
        ...device,
        owner,
        ...((parseTime(device.createdAt) ?? 0) > takenAt && {
          createdAt: new Date(takenAt).toISOString(),
        }),
        // Later connections aren't in it.
        ...(seen > takenAt && {
          lastConnection: new Date(takenAt - (index % 5) * (dayMs / 4)).toISOString(),
        }),
        ...changedSince(index, device, devices),
      }
    })
  const gone = before.slice(40, 43).map((device, index) => ({
    ...device,
    id: `00000000-0000-4000-8000-00000000000${index}`,
    name: `retired-${index + 1}`,
    hardwareId: index === 0 ? device.hardwareId : `RETIRED-${index}`,
  }))
  const all = [...before, ...gone]
  const head = {
    exportedAt: new Date(takenAt).toISOString(),
    readAt: new Date(takenAt).toISOString(),
    apiHost: host,
    scope: 'all',
    filter: 'snapshot',
    complete: true,
    missing: 0,
    count: all.length,
  }
  const time = head.exportedAt.slice(0, 19).replaceAll(':', '-')
  return new File([JSON.stringify({ ...head, devices: all })], `snapshot_${host}_${time}Z.json`)
}

/** Fields in which a few devices were different. */
function changedSince(
  index: number,
  { status, name }: Pick<RawDevice, 'status' | 'name'>,
  devices: readonly RawDevice[],
): object {
  if (index % 97 === 11) return { name: `${name}-old` }
  if (index % 53 === 7) return { appVersion: '2.8.0' }
  if (index % 211 === 30) return { owner: devices[0]?.user }
  if (index % 61 === 13) return { posture: { compliant: false } }
  if (index % 19 === 4 && status === 'Deactivated') return { status: 'Offline', active: true }
  if (index % 301 === 60 && status === 'Offline') return { status: 'Deactivated', active: false }
  return {}
}
