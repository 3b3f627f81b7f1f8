import { userEvent } from '@testing-library/user-event'
import { StrictMode, useLayoutEffect } from 'react'
import { MemoryRouter, useLocation, type Location } from 'react-router'
import { expect, onTestFinished } from 'vitest'
import { page, type Locator } from 'vitest/browser'
import { App } from '../../src/app/app.tsx'
import { idleDownloads } from '../../src/app/chunks.ts'
import { deviceSettings } from '../../src/devices/columns.tsx'
import { density } from '../../src/list/table-settings.ts'
import { singleKeyShortcuts, timeZone } from '../../src/lib/preferences.ts'
import {
  createMockNetwork,
  type MockNetwork,
  type MockNetworkOptions,
} from '../../src/mock/network.ts'
import { claiming } from '../hostile.ts'
import { render } from './render.ts'
import type { Config } from '../../src/config/config.ts'
import type { Session } from '../../src/session/open-session.ts'
import { session, signOut, startSession } from '../../src/session/session.ts'

const baseUrl = 'https://api.test/qa'

/** Enough for lists of several pages, and for a load of all devices in several requests. */
export const fleetSize = 600

interface ConsoleOptions {
  /** Where the console opens; the list by default. */
  path?: string
  /** Travels with the address, as a link would leave it. */
  state?: unknown
  network?: Partial<MockNetworkOptions>
  config?: Partial<Config>
  /** False: without a key, so that the connect page comes first. */
  isConnected?: boolean
  /** Called once the network is there and before anything is asked of it. */
  prepare?: (network: MockNetwork) => void
}

/** The console as a person meets it, with the API behind it. */
export interface RenderedConsole {
  network: MockNetwork
  /** Path and search of the address bar. */
  address: () => string
  /** Reads everything on the screen again, as the console does by itself every 30 s. */
  readAgainByItself: () => Promise<void>
}

/** Opens the console on a network of its own, with nothing left over from an earlier test. */
export function renderConsole(options: ConsoleOptions = {}): RenderedConsole {
  const { path = '/devices?size=10', state, isConnected = true, prepare } = options
  const network = createMockNetwork({ baseUrl, fleetSize, ...options.network })
  network.start()
  prepare?.(network)

  const config: Config = {
    apiBaseUrl: baseUrl,
    auth: 'apikey',
    sortFormat: 'prefix',
    ownerDeviceLimit: 5,
    ...options.config,
  }
  startSession(config, isConnected ? 'demo-key' : undefined)

  onTestFinished(async () => {
    // What belongs to a session ends with it. Other tabs hear of it later, and so would the next test.
    // The newest channel is the last to hear.
    const channel = new BroadcastChannel('device-console.session')
    const isHeard = new Promise((resolve) => channel.addEventListener('message', resolve))
    signOut()
    await isHeard
    channel.close()
    session.set({ connection: undefined, because: 'not-connected' })
    localStorage.clear()
    sessionStorage.clear()
    network.stop()
    density.set('comfortable')
    deviceSettings.hidden.set(deviceSettings.hiddenAtFirst)
    timeZone.set('local')
    singleKeyShortcuts.set(true)
  })

  let location: Location | undefined
  function AddressBar() {
    const current = useLocation()
    // With the page it leads to, not after it.
    useLayoutEffect(() => {
      location = current
    }, [current])
    return null
  }
  const [pathname = '', search = ''] = path.split('?')
  render(
    <StrictMode>
      <MemoryRouter
        initialEntries={[{ pathname, search: search && `?${search}`, state: state ?? null }]}
      >
        <App config={config} />
        <AddressBar />
      </MemoryRouter>
    </StrictMode>,
  )
  return {
    network,
    address: () => `${location?.pathname ?? ''}${location?.search ?? ''}`,
    async readAgainByItself() {
      const current = session.get()
      if (current.connection) await current.queryClient.refetchQueries({ type: 'active' })
    },
  }
}

/** The session of the rendered console. */
export function currentSession(): Session {
  const current = session.get()
  if (!current.connection) throw new Error('Nobody is connected')
  return current
}

/** A network with more devices than the console loads. */
export const tooLarge: ConsoleOptions = {
  prepare: (network) => network.intercept(claiming(250_001)),
}

/** Changes how the network behaves from now on. */
export function setNetwork(network: MockNetwork, next: Partial<MockNetworkOptions>): void {
  network.settings.set({ ...network.settings.get(), ...next })
}

/** Fingers: events in the page itself, which is many times faster than through the browser's driver. */
export const user = userEvent.setup({ delay: null })

/** Clicks what is there, or about to be. */
export async function click(target: Locator): Promise<void> {
  await expect.element(target).toBeVisible()
  await user.click(target.element())
}

/** Types into a field in place of what it held. */
export async function fill(field: Locator, text: string): Promise<void> {
  await expect.element(field).toBeVisible()
  await user.clear(field.element())
  if (text) await user.type(field.element(), text)
}

/** Chooses a file in the dialog that a button opens. */
export async function chooseFile(button: string | RegExp, file: File): Promise<void> {
  await click(page.getByRole('button', { name: button }))
  await upload(file)
}

/** Chooses a file in the open dialog of the browser, which a page's own click doesn't bring up. */
export async function upload(file: File): Promise<void> {
  const input = () => document.querySelector<HTMLInputElement>('input[type=file]')
  await expect.poll(input).not.toBeNull()
  await user.upload(input() as HTMLInputElement, file)
}

/** The table of devices. */
export const table = () => page.getByRole('table', { name: 'Devices' })

/** The row of a device, by its name. */
export const row = (name: string) =>
  table()
    .getByRole('row')
    .filter({ has: page.getByRole('link', { name, exact: true }) })

/** Names of the columns that hold data, from left to right. */
export const columnsShown = () =>
  table()
    .getByRole('columnheader')
    .elements()
    .map((header) => header.textContent)
    .filter((name) => !/^(Actions|Select.*|)$/.test(name))

/** What a row says in a column, by the column's name. */
export function cellText(name: string, column: string): string | null | undefined {
  const headers = table().getByRole('columnheader').elements()
  const place = headers.findIndex((header) => header.textContent === column)
  return row(name).query()?.children[place]?.textContent
}

/** A button of a row: "Remove lost-laptop-01". */
export const rowAction = (action: 'Deactivate' | 'Remove', name: string) =>
  table().getByRole('button', { name: `${action} ${name}`, exact: true })

/** The confirmation that stands open. */
export const dialog = () => page.getByRole('alertdialog')

/** Waits until the list shows its first row, and everything that comes after the rows is there, too. */
export async function listIsThere(): Promise<void> {
  await expect.element(page.getByRole('rowheader').first()).toBeVisible()
  // Each comes by itself: keys for rows, say, after the menu.
  await expect
    .poll(() => idleDownloads.every(({ module }) => module.get() !== undefined))
    .toBe(true)
  await expect.element(page.getByRole('button', { name: 'Menu' })).toBeVisible()
}

/** Names of the rows in a table, from top to bottom. */
export const namesIn = (rows: Locator) =>
  rows
    .getByRole('rowheader')
    .elements()
    .map((cell) => cell.querySelector('a')?.textContent ?? '')

/** Names of the devices shown, from top to bottom. */
export const namesShown = () => namesIn(table())

/** Changes that reached the API for an action. */
export const changes = (network: MockNetwork, action: 'deactivate' | 'remove') =>
  network.requests.filter((request) => request.action === action)
