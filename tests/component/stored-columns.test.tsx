import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { fields } from '../../src/device/fields.ts'
import { createTableSettings } from '../../src/list/table-settings.ts'
import { click, columnsShown, listIsThere, renderConsole } from './support.tsx'

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

test.each([[[]], [['owner']], [['older']], [['owner', 'later']]])(
  'a column of a later version is hidden at first for somebody who hid %j, until it is shown',
  (stored) => {
    const columns = ['owner', 'older', 'later'].map((id) => ({ id, header: id, accessorKey: id }))
    const settings = () =>
      createTableSettings('tried-columns', columns, ['older', 'later'], ['older'])
    localStorage.setItem('device-console.tried-columns', JSON.stringify(stored))
    const shown = (id: string) => settings().isShown(id, [])
    expect(shown('later')).toBe(false)
    for (const id of ['owner', 'older']) expect(shown(id)).toBe(!stored.some((each) => each === id))
    settings().hidden.set([...stored.filter((id) => id !== 'later'), '+later'])
    expect(shown('later')).toBe(true)
    settings().hidden.set([...stored, 'later'])
    expect(shown('later')).toBe(false)
  },
)

test('a column that somebody showed is stored as shown, so that it stays when others come', async () => {
  renderConsole()
  await listIsThere()
  await click(page.getByRole('button', { name: 'Display', exact: true }))
  const box = page.getByRole('checkbox', { name: fields.id.label, exact: true })
  await click(box)
  expect(JSON.parse(localStorage.getItem(key) ?? '')).toContain('+id')
  await click(box)
  expect(JSON.parse(localStorage.getItem(key) ?? '')).not.toContain('+id')
  expect(JSON.parse(localStorage.getItem(key) ?? '')).toContain('id')
})
