import type { RawStatus } from './raw.ts'

/** A device at a fixed position of every fleet, for tests and demonstrations. */
export interface Character {
  /** 0-based position in the unsorted list; the default page shows 0 to 24. */
  position: number
  name: string
  owner: keyof typeof characterOwners | undefined
  status: RawStatus
  /** Agrees with the status when absent. */
  active?: boolean
  /** Never connected when absent. */
  secondsSinceConnection?: number
  daysSinceRegistration: number
  appVersion?: string
  posture?: 'compliant' | 'not compliant' | 'all passed' | 'firewall off' | 'by name' | 'odd'
  /** Position of the device with the same hardware, which was re-imaged. */
  sameHardwareAs?: number
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

const minute = 60
const hour = 60 * minute
const day = 24 * hour

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
export const characters: readonly Character[] = [
  {
    position: 0,
    name: 'ana-macbook-pro-14',
    owner: 'ana',
    status: 'Online',
    secondsSinceConnection: 40,
    daysSinceRegistration: 412,
    appVersion: '2.10.1',
    posture: 'all passed',
  },
  {
    position: 2,
    name: 'lost-laptop-01',
    owner: 'jonas',
    status: 'Offline',
    secondsSinceConnection: 3 * day + 2 * hour,
    daysSinceRegistration: 230,
    appVersion: '2.9.4',
    posture: 'compliant',
  },
  {
    position: 3,
    name: 'Priya’s iPhone',
    owner: 'priya',
    status: 'Online',
    secondsSinceConnection: 3 * minute,
    daysSinceRegistration: 96,
    appVersion: '2.10.1',
    posture: 'compliant',
  },
  {
    position: 4,
    name: 'priya-thinkpad-x1',
    owner: 'priya',
    status: 'Offline',
    daysSinceRegistration: 6,
    appVersion: '2.10.0',
  },
  {
    position: 5,
    name: 'Ana’s iPad',
    owner: 'ana',
    status: 'Offline',
    secondsSinceConnection: 19 * hour,
    daysSinceRegistration: 301,
    appVersion: '2.10.0',
    posture: 'compliant',
  },
  {
    position: 7,
    name: 'retired-laptop-07',
    owner: 'jonas',
    status: 'Deactivated',
    secondsSinceConnection: 61 * day,
    daysSinceRegistration: 840,
    appVersion: '2.4.0',
    posture: 'not compliant',
  },
  {
    position: 8,
    name: 'WS-FIN-0231',
    owner: 'yuki',
    status: 'Unauthorized',
    secondsSinceConnection: 2 * hour,
    daysSinceRegistration: 510,
    appVersion: '2.8.0',
    posture: 'firewall off',
  },
  {
    position: 9,
    name: 'ana-workshop-pc',
    owner: 'ana',
    status: 'Offline',
    secondsSinceConnection: 47 * day,
    daysSinceRegistration: 655,
    appVersion: '2.6.1',
    posture: 'by name',
  },
  {
    position: 11,
    name: 'jonas-latitude-7440',
    owner: 'jonas',
    status: 'Online',
    secondsSinceConnection: 75,
    daysSinceRegistration: 12,
    appVersion: '2.10.1',
    posture: 'compliant',
  },
  {
    position: 12,
    name: 'jonas-latitude-7440-old',
    owner: 'jonas',
    status: 'Offline',
    secondsSinceConnection: 13 * day,
    daysSinceRegistration: 700,
    appVersion: '2.7.12',
    posture: 'compliant',
    sameHardwareAs: 11,
  },
  {
    position: 14,
    name: 'Ana’s Pixel 9',
    owner: 'ana',
    status: 'Online',
    secondsSinceConnection: 9 * minute,
    daysSinceRegistration: 58,
    appVersion: '2.10.1',
    posture: 'compliant',
  },
  {
    position: 16,
    name: 'kiosk-lobby-01',
    owner: undefined,
    status: 'Offline',
    daysSinceRegistration: 2,
  },
  {
    position: 18,
    name: 'yuki-surface-laptop',
    owner: 'yuki',
    status: 'Deactivated',
    active: true,
    secondsSinceConnection: 8 * day,
    daysSinceRegistration: 190,
    appVersion: '2.9.4',
    posture: 'odd',
  },
  {
    position: 20,
    name: 'ana-mac-mini',
    owner: 'ana',
    status: 'Deactivated',
    secondsSinceConnection: 120 * day,
    daysSinceRegistration: 1100,
    appVersion: '2.0.4',
    posture: 'compliant',
  },
  {
    position: 26,
    name: `conference-room-${'very-'.repeat(24)}long-name`,
    owner: undefined,
    status: 'Online',
    secondsSinceConnection: 20,
    daysSinceRegistration: 33,
    appVersion: '2.10.1',
  },
  {
    position: 27,
    name: '<img src=x onerror=alert(1)>',
    owner: 'mononym',
    status: 'Offline',
    secondsSinceConnection: 5 * hour,
    daysSinceRegistration: 44,
    appVersion: '2.9.4',
    posture: 'odd',
  },
  {
    position: 28,
    // U+202E reverses the following text, which reads as "invoice-exe.pdf".
    name: 'invoice-\u202Efdp.exe',
    owner: 'mononym',
    status: 'Offline',
    secondsSinceConnection: 6 * hour,
    daysSinceRegistration: 44,
    appVersion: '2.9.4',
  },
  {
    position: 29,
    // U+200B is invisible: it reads as "lost-laptop-01".
    name: 'lost-\u200Blaptop-01',
    owner: 'yuki',
    status: 'Offline',
    secondsSinceConnection: 3 * day,
    daysSinceRegistration: 80,
    appVersion: '2.10.0',
  },
  {
    position: 30,
    name: '=HYPERLINK("https://example.com","open")',
    owner: 'yuki',
    status: 'Offline',
    secondsSinceConnection: 11 * day,
    daysSinceRegistration: 81,
    appVersion: '2.11.0-beta.2',
  },
  {
    position: 31,
    name: 'حاسوب ليلى',
    owner: 'priya',
    status: 'Online',
    secondsSinceConnection: 2 * minute,
    daysSinceRegistration: 150,
    appVersion: '2.10.1',
    posture: 'compliant',
  },
  {
    position: 32,
    name: '👩‍💻 dev box',
    owner: 'priya',
    status: 'Online',
    secondsSinceConnection: 30,
    daysSinceRegistration: 151,
    appVersion: '2.10.1',
    posture: 'odd',
  },
  {
    position: 33,
    name: ' ',
    owner: 'jonas',
    status: 'Offline',
    secondsSinceConnection: 30 * day,
    daysSinceRegistration: 90,
    appVersion: '2.5.3',
  },
  {
    position: 35,
    name: 'DESKTOP-Q7K2M9X',
    owner: 'ghost',
    status: 'Offline',
    secondsSinceConnection: 26 * hour,
    daysSinceRegistration: 270,
    appVersion: '2.1.7',
    posture: 'compliant',
  },
  {
    position: 36,
    name: 'suharto-laptop',
    owner: 'mononym',
    status: 'Online',
    secondsSinceConnection: 50,
    daysSinceRegistration: 45,
    appVersion: '2.10.1',
    posture: 'compliant',
  },
]
