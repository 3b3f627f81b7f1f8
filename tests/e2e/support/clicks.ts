import { expect, type Locator, type Page } from '@playwright/test'

/** A person's hand at a page: clicks are counted, what is done by keyboard is free. */
export interface Hand {
  /** Clicks so far. */
  readonly clicks: number
  click(target: Locator): Promise<void>
  /** Types a search as a person does: `/` for the field, the text, Enter. */
  search(text: string): Promise<void>
  /** Types into a field that Tab reaches, backwards from a dialog's buttons, and confirms with Enter. */
  typeAndEnter(field: Locator, text: string, direction?: 'Tab' | 'Shift+Tab'): Promise<void>
  /** Moves the focus by Tab until it is there. */
  reach(target: Locator, direction?: 'Tab' | 'Shift+Tab'): Promise<void>
}

/** More presses than this are no way a person goes. */
const mostPresses = 60

/** Counts clicks at a page, for journeys with a budget of them. */
export function counted(page: Page): Hand {
  let clicks = 0

  async function reach(target: Locator, direction: 'Tab' | 'Shift+Tab' = 'Tab') {
    await expect(target).toBeVisible()
    for (let presses = 0; presses <= mostPresses; presses += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) return
      await page.keyboard.press(direction)
    }
    throw new Error(`${mostPresses} presses of ${direction} do not reach ${String(target)}`)
  }

  return {
    get clicks() {
      return clicks
    },
    async click(target) {
      clicks += 1
      await target.click()
    },
    async search(text) {
      await page.keyboard.press('/')
      await expect(page.getByRole('combobox', { name: 'Search devices' })).toBeFocused()
      await page.keyboard.insertText(text)
      await page.keyboard.press('Enter')
    },
    async typeAndEnter(field, text, direction = 'Tab') {
      await reach(field, direction)
      await page.keyboard.press('ControlOrMeta+A')
      await page.keyboard.type(text)
      await page.keyboard.press('Enter')
    },
    reach,
  }
}
