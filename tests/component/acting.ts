import { expect, onTestFinished, vi } from 'vitest'
import { page } from 'vitest/browser'
import type { MockNetwork } from '../../src/mock/network.ts'
import type { RawDevice } from '../../src/mock/raw.ts'
import { click, dialog, fill, user } from './support.tsx'

/** What is said at the foot of the page when something ended. */
export const notifications = () => page.getByRole('region', { name: 'Notifications' })

/** The bar of the selected devices. */
export const selectionBar = () => page.getByRole('region', { name: 'Selection' })

/** The button of the open dialog that acts. */
export const actButton = () =>
  dialog().getByRole('button', { name: /^(Deactivate|Remove) (device|\d+ devices?|again)$/ })

/** Everything the page says. */
export const textOfPage = () => document.body.textContent

/** Every device of the network, in its order. */
export function everyDevice({ backend }: MockNetwork): RawDevice[] {
  const pages = Math.ceil(backend.total() / 100)
  return Array.from({ length: pages }, (_, at) => backend.list([], 100, at * 100).data).flat()
}

/** The device of this name, as the API has it now. */
export function deviceNamed(network: MockNetwork, name: string): RawDevice {
  const device = everyDevice(network).find((each) => each.name === name)
  if (!device) throw new Error(`The network has no ${name}`)
  return device
}

/** Ticks the boxes of these rows. */
export async function selectRows(names: readonly string[]): Promise<void> {
  for (const name of names) {
    await click(page.getByRole('checkbox', { name: `Select ${name}`, exact: true }))
  }
}

/** Searches as a person does; filters of earlier searches stay. */
export async function search(text: string): Promise<void> {
  await fill(page.getByRole('combobox', { name: 'Search devices' }), text)
  await user.keyboard('{Enter}')
}

/** The open menu of filters. */
export const filterMenu = () => page.getByRole('dialog', { name: 'Filter', exact: true })

/** Opens the filters, and the section of one field. */
export async function openFilter(field: string): Promise<void> {
  await click(page.getByRole('button', { name: 'Filter', exact: true }))
  await click(filterMenu().getByText(field, { exact: true }).first())
}

/** Opens what can be exported. */
export async function openExport(): Promise<void> {
  await click(page.getByRole('button', { name: 'Export', exact: true }))
}

/** Waits until the whole fleet has been read. */
export async function fleetIsRead(): Promise<void> {
  await expect.element(page.getByText(/^All [\d,]+ devices · updated/)).toBeVisible()
}

/** Waits until the dialog's button can be pressed. */
export async function isReady(): Promise<void> {
  await expect.element(actButton()).not.toHaveAttribute('aria-disabled')
}

/** Opens the list of what this tab has done. */
export async function openActivity(): Promise<void> {
  await click(page.getByRole('link', { name: 'Activity', exact: true }).first())
  await expect.element(page.getByRole('heading', { level: 1 })).toMatchTextContent('Activity')
}

/** Types into what has the focus and presses Enter. */
export async function typeAndEnter(text: string): Promise<void> {
  await user.keyboard(`${text}{Enter}`)
}

/** Collects the files that the page downloads from now on, oldest first. */
export function filesSaved(): File[] {
  const files: File[] = []
  let blob = new Blob()
  const make = vi.spyOn(URL, 'createObjectURL').mockImplementation((object) => {
    blob = object as Blob
    return 'blob:nothing'
  })
  // A real download would leave the page under test.
  const download = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    files.push(new File([blob], this.download))
  })
  onTestFinished(() => {
    make.mockRestore()
    download.mockRestore()
  })
  return files
}

/** Gives the window this size (px) until the test ends. */
export async function atSize(width: number, height: number): Promise<void> {
  await page.viewport(width, height)
  onTestFinished(() => page.viewport(1280, 800))
}
