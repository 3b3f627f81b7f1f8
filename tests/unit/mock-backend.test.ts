import { describe, expect, test } from 'vitest'
import { serverSortFields, type ServerSortEntry } from '../../src/device/fields.ts'
import { createBackend } from '../../src/mock/backend.ts'
import type { RawDevice } from '../../src/mock/raw.ts'

const now = Date.UTC(2026, 4, 6, 9, 30)
const make = (size = 1_248, thinRows = false) => createBackend({ size, now: () => now, thinRows })

function everything(
  backend: ReturnType<typeof make>,
  sort: readonly ServerSortEntry[],
): RawDevice[] {
  const rows: RawDevice[] = []
  for (let page = backend.list(sort, 100, 0); ; page = backend.list(sort, 100, rows.length)) {
    rows.push(...page.data)
    if (!page.hasNext) return rows
  }
}

const comparable = (device: RawDevice, field: ServerSortEntry['field']) => {
  const value = device[field] ?? ''
  return typeof value === 'string' ? value.toLowerCase() : Number(value)
}

/** The order the documented fields promise, worked out the slow way. */
function inOrder(devices: RawDevice[], sort: readonly ServerSortEntry[]): string[] {
  return devices
    .toSorted((a, b) => {
      for (const { field, descending } of sort) {
        const [first, second] = [comparable(a, field), comparable(b, field)]
        if (first !== second) return first < second === descending ? 1 : -1
      }
      return 0
    })
    .map(({ id }) => id)
}

const ids = (devices: RawDevice[]) => devices.map(({ id }) => id)

describe('a list', () => {
  test('shows each device once over all its pages', () => {
    const rows = everything(make(), [])
    expect(rows).toHaveLength(1_248)
    expect(new Set(ids(rows)).size).toBe(1_248)
  })

  test.each(serverSortFields)('is sorted by %s, with ties in the unsorted order', (field) => {
    const backend = make()
    const rows = everything(backend, [])
    for (const descending of [false, true]) {
      const sort = [{ field, descending }]
      expect(ids(everything(backend, sort))).toEqual(inOrder(rows, sort))
    }
  })

  test('is sorted by several keys', () => {
    const backend = make()
    const sort: ServerSortEntry[] = [
      { field: 'status', descending: true },
      { field: 'appVersion', descending: false },
      { field: 'name', descending: true },
    ]
    expect(ids(everything(backend, sort))).toEqual(inOrder(everything(backend, []), sort))
  })

  test('stays in order while devices are deactivated and removed', () => {
    const backend = make(300)
    const sorts: ServerSortEntry[][] = [
      [],
      [{ field: 'updatedAt', descending: true }],
      [
        { field: 'status', descending: false },
        { field: 'name', descending: false },
      ],
    ]
    for (const sort of sorts) backend.list(sort, 100, 0)
    for (const { id } of backend.list([], 40, 100).data) backend.deactivate(id)
    for (const { id } of backend.list([], 20, 120).data) backend.remove(id)
    const rows = everything(backend, [])
    expect(rows).toHaveLength(280)
    for (const sort of sorts) {
      expect(ids(everything(backend, sort))).toEqual(inOrder(rows, sort))
    }
  })

  test('describes the page that it returns', () => {
    const backend = make()
    expect(backend.list([], 250, 200)).toMatchObject({
      total: 1_248,
      limit: 100,
      page: 2,
      hasNext: true,
      hasPrevious: true,
    })
    expect(backend.list([], 25, 1_225)).toMatchObject({ page: 49, hasNext: false })
    expect(backend.list([], 25, 1_225).data).toHaveLength(23)
    expect(backend.list([], 25, 9_000)).toMatchObject({ data: [], total: 1_248, hasNext: false })
  })

  test('leaves owner and posture out of thin rows, but not out of details', () => {
    const backend = make(50, true)
    const [row] = backend.list([], 1, 0).data
    expect(row).not.toHaveProperty('user')
    expect(row).not.toHaveProperty('posture')
    expect(backend.get(row?.id ?? '')).toHaveProperty('user')
  })
})

describe('an action', () => {
  test('deactivates: the record stays with its new status and time', () => {
    const backend = make()
    const before = backend.list([], 1, 0).data[0] as RawDevice
    expect(before.status).toBe('Online')
    const after = {
      ...before,
      status: 'Deactivated',
      active: false,
      updatedAt: '2026-05-06T09:30:00.000Z',
    }
    expect(backend.deactivate(before.id)).toEqual({ outcome: 'done', device: after })
    expect(backend.get(before.id)).toEqual(after)
    expect(backend.total()).toBe(1_248)
  })

  test('refuses to deactivate twice, in the words of the rule', () => {
    const backend = make()
    const { id } = backend.list([], 1, 0).data[0] as RawDevice
    backend.deactivate(id)
    expect(backend.deactivate(id)).toEqual({ outcome: 'refused', reason: 'Already deactivated' })
  })

  test('removes: the device is gone from list, detail and total', () => {
    const backend = make()
    const { id } = backend.list([], 1, 0).data[0] as RawDevice
    expect(backend.remove(id).outcome).toBe('done')
    expect(backend.get(id)).toBeUndefined()
    expect(backend.remove(id)).toEqual({ outcome: 'not-found' })
    expect(backend.deactivate(id)).toEqual({ outcome: 'not-found' })
    expect(ids(everything(backend, []))).not.toContain(id)
    expect(backend.total()).toBe(1_247)
  })
})
