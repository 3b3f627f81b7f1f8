import type { namedPostures } from './sample-postures.ts'
import type { Status } from '../device/statuses.ts'

/** A device at a fixed position of every fleet, for tests and demonstrations. */
export interface Character extends Traits {
  /** 0-based position in the unsorted list; the default page shows 0 to 24. */
  position: number
  owner: keyof typeof characterOwners | undefined
  posture: keyof typeof namedPostures | undefined
}

/** Ages are in ms. */
export interface Traits {
  name: string
  status: Status
  active: boolean
  sinceConnection: number | undefined
  /** At least `sinceConnection`. */
  sinceRegistration: number
  appVersion: string | undefined
}

/** Owners of the characters. `ghost` has only an ID. */
export const characterOwners = {
  ana: { firstName: 'Ana', lastName: 'Kovačević', email: 'ana.kovacevic@harbor.example' },
  priya: { firstName: 'Priya', lastName: 'Raman', email: 'priya.raman@harbor.example' },
  jonas: { firstName: 'Jonas', lastName: 'Weber', email: 'jonas.weber@harbor.example' },
  yuki: { firstName: '優希', lastName: '田中', email: 'yuki.tanaka@harbor.example' },
  mononym: { firstName: 'Suharto', email: 'suharto@partner.example' },
  ghost: {},
} as const

/** A character registered twice, as after re-imaging: position of the device with the same hardware ID. */
export const sameHardwareAs: Readonly<Record<number, number>> = { 12: 11 }
/** Position of the device that is deactivated by status and active by flag. */
const deactivatedButActive = 18

const second = 1_000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour
const never = undefined
const nobody = undefined

const veryLong = `conference-room-${'very-'.repeat(24)}long-name`
// U+202E reverses the following text, which reads as "invoice-exe.pdf".
const reversed = 'invoice-\u202Efdp.exe'
// U+200B is invisible: it reads as "lost-laptop-01".
const withInvisible = 'lost-\u200Blaptop-01'
const formula = '=HYPERLINK("https://example.com","open")'

type Row = [
  position: Character['position'],
  name: Character['name'],
  owner: Character['owner'],
  status: Character['status'],
  sinceConnection: Character['sinceConnection'],
  daysSinceRegistration: number,
  appVersion?: string,
  posture?: Character['posture'],
]

/**
 * The characters that tests rely on:
 *
 * | Position | Relied on for |
 * |---|---|
 * | 0, 5, 9, 14, 20 | Ana Kovačević's five devices: an owner at the limit |
 * | 2 | `lost-laptop-01`: offline for three days, so removing asks for no name |
 * | 3, 4 | Priya Raman's phone (curly apostrophe, online) and her unused laptop |
 * | 7 | already deactivated, without contradiction |
 * | 8 | blocked by posture, the firewall is off: the status the API's list lacks |
 * | 11, 12 | one machine registered twice: the same hardware ID |
 * | 16 | no owner, no posture, no version, never connected |
 * | 18 | deactivated by status, active by flag: deactivating is possible |
 * | 26 to 33 | deceptive or very long names |
 * | 35, 36 | an owner with only an ID; an owner with one name |
 */
const rows: readonly Row[] = [
  [0, 'ana-macbook-pro-14', 'ana', 'Online', 40 * second, 412, '2.10.1', 'all passed'],
  [2, 'lost-laptop-01', 'jonas', 'Offline', 3 * day + 2 * hour, 230, '2.9.4', 'compliant'],
  [3, 'Priya’s iPhone', 'priya', 'Online', 3 * minute, 96, '2.10.1', 'compliant'],
  [4, 'priya-thinkpad-x1', 'priya', 'Offline', never, 6, '2.10.0'],
  [5, 'Ana’s iPad', 'ana', 'Offline', 19 * hour, 301, '2.10.0', 'compliant'],
  [7, 'retired-laptop-07', 'jonas', 'Deactivated', 61 * day, 840, '2.4.0', 'not compliant'],
  [8, 'WS-FIN-0231', 'yuki', 'Unauthorized', 2 * hour, 510, '2.8.0', 'firewall off'],
  [9, 'ana-workshop-pc', 'ana', 'Offline', 47 * day, 655, '2.6.1', 'by name'],
  [11, 'jonas-latitude-7440', 'jonas', 'Online', 75 * second, 12, '2.10.1', 'compliant'],
  [12, 'jonas-latitude-7440-old', 'jonas', 'Offline', 13 * day, 700, '2.7.12', 'compliant'],
  [14, 'Ana’s Pixel 9', 'ana', 'Online', 9 * minute, 58, '2.10.1', 'compliant'],
  [16, 'kiosk-lobby-01', nobody, 'Offline', never, 2],
  [18, 'yuki-surface-laptop', 'yuki', 'Deactivated', 8 * day, 190, '2.9.4', 'odd'],
  [20, 'ana-mac-mini', 'ana', 'Deactivated', 120 * day, 1100, '2.0.4', 'compliant'],
  [26, veryLong, nobody, 'Online', 20 * second, 33, '2.10.1'],
  [27, '<img src=x onerror=alert(1)>', 'mononym', 'Offline', 5 * hour, 44, '2.9.4', 'odd'],
  [28, reversed, 'mononym', 'Offline', 6 * hour, 44, '2.9.4'],
  [29, withInvisible, 'yuki', 'Offline', 3 * day, 80, '2.10.0'],
  [30, formula, 'yuki', 'Offline', 11 * day, 81, '2.11.0-beta.2'],
  [31, 'حاسوب ليلى', 'priya', 'Online', 2 * minute, 150, '2.10.1', 'compliant'],
  [32, '👩‍💻 dev box', 'priya', 'Online', 30 * second, 151, '2.10.1', 'odd'],
  [33, ' ', 'jonas', 'Offline', 30 * day, 90, '2.5.3'],
  [35, 'DESKTOP-Q7K2M9X', 'ghost', 'Offline', 26 * hour, 270, '2.1.7', 'compliant'],
  [36, 'suharto-laptop', 'mononym', 'Online', 50 * second, 45, '2.10.1', 'compliant'],
]

export const characters = rows.map(
  ([position, name, owner, status, sinceConnection, days, appVersion, posture]): Character => ({
    position,
    name,
    owner,
    status,
    active: status !== 'Deactivated' || position === deactivatedButActive,
    sinceConnection,
    sinceRegistration: days * day,
    appVersion,
    posture,
  }),
)
