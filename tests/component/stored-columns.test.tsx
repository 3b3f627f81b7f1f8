import { expect, test } from 'vitest'
import { fields } from '../../src/device/fields.ts'
import { columnsShown, listIsThere, renderConsole } from './support.tsx'

/** Puts a value in this browser's storage, as another tab does. */
function store(key: string, value: unknown): void {
  localStorage.setItem(key, JSON.stringify(value))
  window.dispatchEvent(new StorageEvent('storage', { key }))
}

// The key and the names are a promise to every browser that has them stored.
const key = 'device-console.hidden-columns'

test('the columns that somebody hid in an earlier version stay hidden, and the others shown', async () => {
  store(key, ['owner', 'appVersion', 'createdAt', 'id'])
  renderConsole()
  await listIsThere()
  const { owner, appVersion, createdAt, hardwareId, active } = fields
  const shown = columnsShown()
  for (const { label } of [owner, appVersion, createdAt]) expect(shown).not.toContain(label)
  for (const { label } of [hardwareId, active]) expect(shown).toContain(label)
})

test.each([[['owner', 7]], ['owner'], [{ owner: false }]])(
  'a stored choice of another form, %j, gives the columns of the beginning',
  async (stored) => {
    store(key, stored)
    renderConsole()
    await listIsThere()
    expect(columnsShown()).toContain(fields.owner.label)
    expect(columnsShown()).not.toContain(fields.hardwareId.label)
  },
)
