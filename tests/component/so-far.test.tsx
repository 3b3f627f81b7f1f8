import { describe, expect, onTestFinished, test } from 'vitest'
import { page } from 'vitest/browser'
import { filterMenu, openFilter } from './acting.ts'
import { fleetOf } from '../../src/fleet/fleet.ts'
import { navigation } from '../../src/lib/navigation.ts'
import type { MockNetwork } from '../../src/mock/network.ts'
import { holdPages } from './held-pages.ts'
import { click, currentSession, fill, renderConsole, user } from './support.tsx'

// No figure and no absence is told from devices that aren't there: a placeholder, then "so far", then
// the figure. A false all-clear leaves a lost laptop in the network.

const main = () => page.getByRole('main')
const go = (path: string) => void navigation().navigate(path)

/** Waits until the snapshot has answered what the page asked, and what it asked after that. */
async function pageIsAnswered(): Promise<void> {
  for (let round = 0; round < 4; round += 1) {
    // oxlint-disable-next-line no-await-in-loop -- each answer may lead to the next question
    await fleetOf(currentSession()).ask('versions', [])
  }
}

/** Collects every line that the page says from now on. */
function listen(): ReadonlySet<string> {
  const said = new Set<string>()
  const note = () => {
    for (const line of document.body.innerText.split('\n')) said.add(line.trim())
  }
  const observer = new MutationObserver(note)
  observer.observe(document.body, { childList: true, subtree: true, characterData: true })
  onTestFinished(() => observer.disconnect())
  note()
  return said
}

/** A device with nothing to say of it: every absence that a page knows holds for such devices. */
const plain = ({ id, name }: Record<string, unknown>) => ({
  id,
  name,
  status: 'Online',
  active: true,
  hardwareId: `serial ${String(id)}`,
  createdAt: '2025-01-15T08:00:00Z',
  lastConnection: new Date().toISOString(),
})

/** Every page that tells an absence, its heading, and how it tells it once all devices are there. */
const absences: readonly [path: string, heading: RegExp, words: RegExp][] = [
  ['/overview', /^Overview$/, /^No devices: (?:not compliant, )?unauthorized/],
  ['/overview', /^Overview$/, /^Not reported by any device: /],
  [`/people/${crypto.randomUUID()}`, /^Person/, /, and no device belongs to /],
  ['/posture', /^Posture$/, /^No posture in the list of devices$/],
  ['/clean-up', /^Clean up/, /^No stale devices/],
  ['/duplicates', /^Duplicate/, /^No duplicate hardware IDs$/],
  ['/devices?q=status:offline', /^Devices$/, /^No matching devices$/],
  ['/people?q=nobody', /^People$/, /^No matching people$/],
]

/** Opens the menu of owners, and looks for one that isn't there. */
async function askMenus(): Promise<void> {
  go('/devices')
  // The page before has a menu of that name, too.
  await expect.element(page.getByRole('heading', { level: 1 })).toMatchTextContent(/^Devices$/)
  await openFilter('Owner')
  const field = page.getByRole('searchbox', { name: 'Find an owner' })
  await fill(field, 'nobody')
  await pageIsAnswered()
  await user.keyboard('{Escape}')
}

/** Asks the palette for something that isn't there. */
async function askPalette(): Promise<void> {
  await user.keyboard('{Control>}k{/Control}')
  await fill(page.getByRole('combobox', { name: 'Search everything' }), 'zzz')
  await expect.element(page.getByText(/^Nothing found/)).toBeInTheDocument()
  await user.keyboard('{Escape}')
}

/** Goes through every page, menu and dialog that may tell an absence, once `isThere` holds on the page. */
async function walk(isThere: (absence: RegExp) => Promise<unknown>): Promise<ReadonlySet<string>> {
  const said = listen()
  for (const [path, heading, words] of absences) {
    go(path)
    await expect.element(page.getByRole('heading', { level: 1 })).toMatchTextContent(heading)
    await isThere(words)
    await pageIsAnswered()
  }
  await askMenus()
  await askPalette()
  return said
}

const inMenuAndPalette = [/No matching owner/, /^Nothing found$/]
const allAbsences = [...absences.map(([, , words]) => words), ...inMenuAndPalette]

/** The absences among lines, each by its first line. */
const toldIn = (said: ReadonlySet<string>) =>
  allAbsences.flatMap((words) => [...said].find((line) => words.test(line)) ?? [])

const saysSo = (said: ReadonlySet<string>, words: RegExp) =>
  expect([words, [...said].some((line) => words.test(line))]).toEqual([words, true])

const heldBack = (network: MockNetwork) => holdPages(network, { row: plain })

describe('an absence', () => {
  test('is told once all devices are there', async () => {
    renderConsole({
      path: '/activity',
      network: { fleetSize: 1_248 },
      prepare: (network) => heldBack(network).release(),
    })
    const said = await walk((words) => expect.element(page.getByText(words).first()).toBeVisible())
    for (const words of allAbsences) saysSo(said, words)
  })

  test('is told nowhere while devices load, nor after that was stopped', async () => {
    renderConsole({ path: '/activity', network: { fleetSize: 2_100 }, prepare: heldBack })
    const loading = await walk(() =>
      expect.element(page.getByText(/^Loading devices: 575 of 2,100$/).first()).toBeVisible(),
    )
    expect(toldIn(loading)).toEqual([])
    saysSo(loading, /^Nothing found so far$/)
    go('/overview')
    await click(main().getByRole('button', { name: 'Stop' }))
    const stopped = await walk(() =>
      expect.element(page.getByText(/^Stopped at 575 of 2,100 devices$/).first()).toBeVisible(),
    )
    expect(toldIn(stopped)).toEqual([])
  })

  test('is told nowhere after loading failed half-way', async () => {
    renderConsole({
      path: '/activity',
      network: { fleetSize: 1_248 },
      prepare(network) {
        const held = holdPages(network, { row: plain })
        held.release()
        network.intercept(({ request, next: answer }) => {
          const offset = Number(new URL(request.url).searchParams.get('offset'))
          if (offset >= 476) return Response.json({ message: 'broken' }, { status: 400 })
          return (async () => {
            const body = (await (await answer(request)).json()) as { data: object[] }
            return Response.json({ ...body, data: body.data.map((row) => plain({ ...row })) })
          })()
        })
      },
    })
    const said = await walk(() => expect.element(main().getByRole('alert')).toBeVisible())
    expect(toldIn(said)).toEqual([])
  })

  test('is one among the loaded devices where some may be missing', async () => {
    renderConsole({
      path: '/activity',
      network: { fleetSize: 1_248 },
      prepare(network) {
        network.intercept(({ request, next: answer }) => {
          const offset = Number(new URL(request.url).searchParams.get('offset'))
          return (async () => {
            const body = (await (await answer(request)).json()) as { data: object[]; total: number }
            const data = body.data.map((row) => plain({ ...row }))
            return Response.json({ ...body, data, total: body.total + (offset > 500 ? 3 : 0) })
          })()
        })
      },
    })
    const said = await walk(() =>
      expect.element(page.getByText(/^Incomplete: |^Some devices couldn’t/).first()).toBeVisible(),
    )
    expect(toldIn(said)).toEqual([])
    saysSo(said, /^None among the loaded devices: (?:not compliant, )?unauthorized/)
    saysSo(said, /^None among the loaded devices$/)
    saysSo(said, /^Nothing found among the loaded devices$/)
  })
})

test('all devices are never told beside a figure so far', async () => {
  const both: string[] = []
  const observer = new MutationObserver(() => {
    const text = document.querySelector('main')?.innerText ?? ''
    if (/\bAll [\d,]+ devices\b/.test(text) && /\bso far\b/.test(text)) both.push(text)
  })
  observer.observe(document.body, { childList: true, subtree: true, characterData: true })
  onTestFinished(() => observer.disconnect())
  const { network } = renderConsole({ path: '/overview', network: { fleetSize: 1_248 } })
  const { release } = holdPages(network)
  await expect
    .element(
      main()
        .getByText(/so far/)
        .first(),
    )
    .toBeVisible()
  release()
  await expect.element(main().getByText(/^All 1,248 devices · updated/)).toBeVisible()
  expect(both).toEqual([])
})

describe('a figure', () => {
  /** Pages, the figure that each shows so far, and what it would say in its place at the end. */
  const figures: readonly [path: string, soFar: RegExp, final: RegExp][] = [
    ['/overview', /^575 loaded so far$/, /^\d+% of [\d,]+$|Busiest/],
    ['/overview', /^\d+ people so far$/, /^No devices: |^Not reported/],
    ['/people', /^\d+ people so far$/, /^\d+ people$/],
    ['/clean-up', /^\d+ devices found so far$/, /^\d+ devices found$/],
    ['/duplicates', /^\d+ hardware IDs with \d+ devices so far$/, /^\d+ .* \d+ devices$/],
    ['/devices?q=status:offline', /^\d+ devices so far$/, /^\d+ devices match$/],
  ]

  test('is one so far while devices load, and says of how many', async () => {
    const { network } = renderConsole({ path: '/activity', network: { fleetSize: 1_248 } })
    const { release } = holdPages(network)
    const said = listen()
    for (const [path, soFar] of figures) {
      go(path)
      await expect.element(main().getByText(soFar).first()).toBeVisible()
      await expect.element(page.getByText(/^Loading devices: 575 of 1,248$/).first()).toBeVisible()
    }
    // Of a person, and in a selection of people.
    go('/people?q=ana+kovacevic')
    await click(page.getByRole('checkbox', { name: 'Select Ana Kovačević' }))
    await expect.element(page.getByText(/^1 person selected, 5 devices so far$/)).toBeVisible()
    await click(page.getByRole('link', { name: 'Ana Kovačević' }))
    await expect
      .element(page.getByText('Device limit reached: At least 5 of 5 devices'))
      .toBeVisible()
    go('/posture')
    await expect.element(page.getByRole('heading', { name: 'Posture', level: 1 })).toBeVisible()
    const failing = page.getByRole('region', { name: 'Failing checks' })
    await expect.element(failing).toBeVisible()
    expect(failing.getByRole('table').query()).toBeNull()
    for (const [, , final] of figures) {
      expect([final, [...said].filter((line) => final.test(line))]).toEqual([final, []])
    }
    release()
    for (const [path, , final] of figures.filter(([where]) => where !== '/overview')) {
      go(path)
      await expect.element(main().getByText(final).first()).toBeVisible()
    }
  })

  test('is not told before the first device is there', async () => {
    const { network } = renderConsole({ path: '/activity', network: { fleetSize: 1_248 } })
    const { release } = holdPages(network, { from: 0 })
    const said = listen()
    for (const path of new Set(figures.map(([where]) => where))) {
      go(path)
      await expect.element(main().getByText('Loading devices…').first()).toBeVisible()
      await pageIsAnswered()
    }
    const told = /^(?:\d[\d,]*|No|None|Nothing)\b.*\b(?:devices?|people|found|matching|match|far)\b/
    expect([...said].filter((line) => told.test(line))).toEqual([])
    release()
    await expect.element(main().getByText(/^All 1,248 devices/)).toBeVisible()
  })

  test('of a tab waits for all devices, and a menu counts none only then', async () => {
    const { network } = renderConsole({ path: '/overview', network: { fleetSize: 1_248 } })
    const { release } = holdPages(network, { row: plain })
    await expect.element(main().getByText('575 loaded so far')).toBeVisible()
    go('/devices?size=10')
    const tab = (name: string) =>
      page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name, exact: true })
    await expect.element(tab('Not seen for 90 days')).toBeVisible()
    const never = (name: string) => filterMenu().getByRole('radio', { name, exact: true })
    await openFilter('Last connection')
    await expect.element(never('Never')).toBeVisible()
    release()
    await expect.element(never('Never 0')).toBeVisible()
    await expect.element(tab('Not seen for 90 days 0')).toBeVisible()
  })
})
