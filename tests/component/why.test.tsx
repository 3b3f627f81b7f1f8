import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { atSize } from './acting.ts'
import { click, renderConsole } from './support.tsx'

test('on a phone, a card of a person’s device has its time where every other card has it', async () => {
  await atSize(390, 844)
  renderConsole({ path: '/devices?q=ana-workshop' })
  const card = () => page.getByRole('row').filter({ hasText: 'ana-workshop-pc' })
  const edges = () =>
    ['Offline', 'month ago'].map((text) => {
      const cell = card().getByRole('cell').filter({ hasText: text })
      return cell.element().getBoundingClientRect().right
    })
  await expect.element(card()).toMatchTextContent('month ago')
  const inList = edges()
  expect(new Set(inList).size).toBe(1)
  await click(page.getByRole('link', { name: 'Ana Kovačević' }).first())
  await expect.element(page.getByRole('heading', { level: 1 })).toMatchTextContent('Ana')
  await expect.element(card()).toMatchTextContent('month ago')
  expect(edges()).toEqual(inList)
})

test('why a device isn’t compliant is on its card on a phone and on the page of its owner', async () => {
  await atSize(390, 844)
  renderConsole({ path: '/devices?q=ana-workshop' })
  const reason = page.getByText('Screen lock', { exact: true })
  await expect.element(reason).toBeVisible()
  await page.viewport(1280, 800)
  await click(page.getByRole('link', { name: 'Ana Kovačević' }).first())
  await expect.element(page.getByRole('heading', { level: 1 })).toMatchTextContent('Ana')
  await expect
    .element(page.getByRole('row').filter({ hasText: 'ana-workshop-pc' }))
    .toMatchTextContent('Not compliantScreen lock')
})
