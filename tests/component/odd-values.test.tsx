import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { deviceSettings } from '../../src/devices/columns.tsx'
import { cellText, listIsThere, renderConsole, table } from './support.tsx'

// Values as real fleets have them, on the screen. What they mean to searches, counts and files is told
// by device-times.test.ts and api-device.test.ts.

const anHourAgo = Date.now() - 3_700_000
const withoutZone = new Date(anHourAgo).toISOString().slice(0, 19)
const utc = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'medium',
  timeStyle: 'medium',
  timeZone: 'UTC',
}).format(anHourAgo)

const rows: Record<string, object> = {
  zero: { lastConnection: '0001-01-01T00:00:00Z' },
  epoch: { lastConnection: '1970-01-01T00:00:00.000Z' },
  number: { lastConnection: anHourAgo },
  zoneless: { lastConnection: withoutZone },
  digit: { lastConnection: '0' },
  nonsense: { lastConnection: '2026-02-30T00:00:00Z' },
  user: { user: 'jay@test.example' },
  list: { user: ['jay'] },
  types: { appVersion: 2.4, hardwareId: 42, status: 7, active: 1 },
  12345: { name: 12_345 },
}

/** Answers with one device. */
function answerWithDevice(device: object): void {
  globalThis.fetch = () => Promise.resolve(Response.json(device))
}

/** Answers the list with these rows instead of the fleet. */
function answerWithRows(): void {
  const answer = globalThis.fetch
  globalThis.fetch = async (input, init) => {
    const response = await answer(input, init)
    const body = (await response.json()) as object
    const data = Object.entries(rows).map(([name, fields]) => ({ id: name, name, ...fields }))
    return Response.json({ ...body, data, total: data.length, hasNext: false })
  }
}

test('a list shows each value as what it is, and else as it came', async () => {
  renderConsole({ prepare: answerWithRows })
  deviceSettings.hidden.set([])
  await listIsThere()
  const seen = (name: string) => cellText(name, 'Last connection')
  expect(seen('zero')).toBe('Never connected')
  expect(seen('epoch')).toBe('Never connected')
  expect(seen('number')).toMatch(/^1 hour ago/)
  expect(seen('zoneless')).toBe(`1 hour ago${utc} UTC (assumed)`)
  expect(seen('digit')).toBe('0')
  expect(seen('nonsense')).toBe('2026-02-30T00:00:00Z')
  expect(cellText('user', 'Owner')).toBe('jay@test.example')
  expect(cellText('list', 'Owner')).toBe('["jay"]')
  expect(cellText('zero', 'Owner')).toBe('No owner')
  expect(cellText('types', 'App version')).toBe('2.4')
  expect(cellText('types', 'Hardware ID')).toBe('42')
  expect(cellText('types', 'Status')).toBe('7')
  expect(cellText('types', 'Enabled')).toBe('1')
  expect(cellText('12345', 'Enabled')).toBe('Unknown')
  await expect
    .element(table().getByTitle(`${utc} UTC (assumed)`))
    .toHaveAttribute('datetime', `${withoutZone}-00:00`)
  await expect.element(page.getByText('years ago')).not.toBeInTheDocument()
})

test('a device’s page reads the time of its check like every other time', async () => {
  const posture = { lastCheck: anHourAgo, scans: { lastCheck: '0001-01-01T00:00:00Z' } }
  const zoneless = { lastCheck: withoutZone }
  renderConsole({
    path: '/devices/odd',
    prepare: () => {
      answerWithDevice({ id: 'odd', name: 'odd', user: 7, posture: { ...posture, zoneless } })
    },
  })
  const fact = (label: string, place = 0) =>
    page.getByRole('term').filter({ hasText: label }).nth(place).element().nextElementSibling
      ?.textContent
  await expect.element(page.getByRole('heading', { level: 1, name: 'odd' })).toBeVisible()
  await expect.element(page.getByText('Last check').first()).toBeVisible()
  expect(fact('Last check')).toMatch(/^1 hour ago/)
  expect(fact('Last check', 1)?.trim()).toBe('Never')
  expect(fact('Last check', 2)).toContain('UTC (assumed)')
})

test('a device’s page marks what is hidden at the ends of its name, which tells it from its namesake', async () => {
  const name = 'lost-laptop\ufeff'
  renderConsole({
    path: '/devices/odd',
    prepare: () => answerWithDevice({ id: 'odd', name }),
  })
  await expect.element(page.getByRole('heading', { level: 1, name: 'lost-laptop' })).toBeVisible()
  const term = page.getByRole('term').filter({ hasText: 'Name' }).first()
  expect(term.element().nextElementSibling?.textContent).toBe('lost-laptop‹U+FEFF›')
})
