import { personOf } from './sample-people.ts'
import { hash, pick } from './random.ts'

const laptops = ['macbook-air-13', 'macbook-pro-14', 'macbook-pro-16', 'mbp16'] as const
const phones = ['iPhone', 'iPhone 15', 'iPad', 'iPad Air', 'Pixel 9', 'Galaxy S24'] as const
const machines = [
  'ThinkPad X1 Carbon',
  'ThinkPad T14',
  'XPS 13',
  'EliteBook 840',
  'Surface Laptop 6',
  'Framework 13',
] as const
const departments = ['FIN', 'HR', 'ENG', 'OPS', 'LEG', 'MKT', 'SUP', 'QA'] as const
const sites = ['BER', 'ZAG', 'LIS', 'NYC', 'BLR', 'TYO', 'WAW', 'NBO'] as const
const shared = [
  'kiosk-lobby',
  'meeting-room',
  'build-agent',
  'spare-laptop',
  'badge-reader',
] as const
const oddNames: [(slot: number) => string, ...((slot: number) => string)[]] = [
  (slot) => `laptop-${slot}-\u202Egnp.exe`,
  (slot) => `lap\u200Btop-${slot}`,
  (slot) => `<b>printer ${slot}</b>`,
  (slot) => `=1+${slot}`,
  (slot) => `@scanner-${slot}`,
  (slot) => `${'lab-bench-'.repeat(12)}${slot}`,
  (slot) => `حاسوب ${slot}`,
  (slot) => `  padded name ${slot}  `,
]

/** The name of the device in a slot. `ordinal` counts the owner's devices from 0. */
export function sampleName(
  seed: number,
  slot: number,
  owner: number | undefined,
  ordinal: number,
): string {
  const chooser = hash(seed, slot, 1)
  if (chooser % 499 === 3) return pick(oddNames, chooser >>> 9)(slot)
  const detail = chooser >>> 8
  if (owner === undefined) return `${pick(shared, detail)}-${String(slot).padStart(2, '0')}`

  const { firstName, latinFirst, latinLast } = personOf(owner)
  const another = ordinal === 0 ? '' : `-${ordinal + 1}`
  const kind = chooser % 100
  if (kind < 22) return `${latinFirst}-${latinLast}-${pick(laptops, detail)}${another}`
  if (kind < 34) return `${latinFirst.charAt(0)}${latinLast}-${pick(laptops, detail)}${another}`
  if (kind < 50) return `WS-${pick(departments, detail)}-${String(slot).padStart(4, '0')}`
  if (kind < 62) return `LAPTOP-${sticker(chooser, hash(seed, slot, 2))}`
  if (kind < 70) return `DESKTOP-${sticker(chooser, hash(seed, slot, 2))}`
  if (kind < 78) return `${pick(sites, detail)}-LT-${10_000 + slot}`
  if (kind < 90) return `${firstName}’s ${pick(phones, detail)}`
  return `${pick(machines, detail)} (${firstName})`
}

/** Without I, L, O and U, which are easily misread. */
const stickerLetters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Seven letters and digits from 35 bits. */
function sticker(first: number, second: number): string {
  const pair = (bits: number) =>
    stickerLetters.charAt((bits >>> 5) & 31) + stickerLetters.charAt(bits & 31)
  return pair(first) + pair(first >>> 10) + pair(second) + stickerLetters.charAt(second >>> 27)
}
