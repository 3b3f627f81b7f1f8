import { cdp } from 'vitest/browser'

/** Presses the mouse button on an element; gives the way to release it there, or so far (px) below. */
export async function pressMouse(target: Element): Promise<(below?: number) => Promise<unknown>> {
  const { x, y } = centerOf(target)
  const button = { button: 'left', clickCount: 1 } as const
  await cdp().send('Input.dispatchMouseEvent', { type: 'mouseMoved', x, y })
  await cdp().send('Input.dispatchMouseEvent', { ...button, type: 'mousePressed', x, y })
  return async (below = 0) => {
    const point = { x, y: y + below }
    await cdp().send('Input.dispatchMouseEvent', { ...point, type: 'mouseMoved', buttons: 1 })
    return cdp().send('Input.dispatchMouseEvent', { ...button, ...point, type: 'mouseReleased' })
  }
}

/** Puts a finger on an element; gives the way to lift it. */
export async function pressFinger(target: Element): Promise<() => Promise<unknown>> {
  const touchPoints = [centerOf(target)]
  await cdp().send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints })
  return () => cdp().send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
}

/** Holds a key down on what has the focus; gives the ways to let it repeat and to release it. */
export async function holdKey(key: 'Enter' | ' ') {
  const code = key === ' ' ? 'Space' : key
  const text = key === ' ' ? ' ' : '\r'
  const event = { key, code, text, windowsVirtualKeyCode: key === ' ' ? 32 : 13 }
  const down = (autoRepeat: boolean) =>
    cdp().send('Input.dispatchKeyEvent', { ...event, type: 'keyDown', autoRepeat })
  await down(false)
  return {
    repeat: () => down(true),
    release: () => cdp().send('Input.dispatchKeyEvent', { ...event, type: 'keyUp' }),
  }
}

/** The center of an element in the browser's window, in which the page under test is a frame. */
function centerOf(target: Element): { x: number; y: number } {
  const { left, top, width, height } = target.getBoundingClientRect()
  const frame = window.frameElement?.getBoundingClientRect()
  return { x: (frame?.left ?? 0) + left + width / 2, y: (frame?.top ?? 0) + top + height / 2 }
}
