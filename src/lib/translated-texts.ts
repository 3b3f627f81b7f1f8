/** Where a text node stood before something else took it out of the page. */
interface Place {
  parent: Node
  next: Node | null
  /** The node that a translator put in its place. */
  substitute: ChildNode | undefined
}

/**
 * Puts a text node that a translator replaced back when React next touches it, as a change would not be
 * seen and a removal would throw. Returns a stop function.
 */
export function restoreTranslatedTexts(root: Node): () => void {
  const places = new WeakMap<Node, Place>()
  const observer = new MutationObserver(note)
  observer.observe(root, { childList: true, subtree: true })
  let release: (() => void) | undefined

  function note(records: readonly MutationRecord[]): void {
    for (const record of records) {
      if (!release && isTranslation(record)) release = patchNodes(putBack)
      for (const node of record.removedNodes) {
        // React removes some texts itself, but touches none of them again.
        if (node instanceof Text) places.set(node, placeOf(record))
      }
    }
  }

  function putBack(node: Node | null): void {
    if (!(node instanceof Text) || node.isConnected) return
    // The observer hears of a change only after the script that made it.
    note(observer.takeRecords())
    const place = places.get(node)
    places.delete(node)
    if (!place) return
    const { parent, next, substitute } = place
    if (substitute?.parentNode) substitute.replaceWith(node)
    else if (parent.isConnected)
      parent.insertBefore(node, next?.parentNode === parent ? next : null)
  }

  return () => {
    observer.disconnect()
    release?.()
  }
}

function placeOf({ target, addedNodes, previousSibling, nextSibling }: MutationRecord): Place {
  const before = previousSibling ? previousSibling.nextSibling : target.firstChild
  const substitute =
    (addedNodes[0] as ChildNode | undefined) ?? [previousSibling, before, nextSibling].find(isFont)
  return { parent: target, next: nextSibling, substitute }
}

/** React never puts an element in a text's place in one step. */
function isTranslation({ addedNodes, removedNodes }: MutationRecord): boolean {
  return (
    [...addedNodes].some(isFont) ||
    (addedNodes[0] instanceof Element && removedNodes[0] instanceof Text)
  )
}

/** Browsers and extensions wrap translations in this element, which nothing else uses. */
function isFont(node: Node | null | undefined): node is HTMLElement {
  return node?.nodeName === 'FONT'
}

/**
 * Calls `prepare` with every node that is about to be changed, moved or removed. Returns a function
 * that stops it.
 */
function patchNodes(prepare: (node: Node | null) => void): () => void {
  const { insertBefore, appendChild, removeChild } = Node.prototype
  const methods = { insertBefore, appendChild, removeChild }
  const nodeValue = Object.getOwnPropertyDescriptor(Node.prototype, 'nodeValue')
  for (const [name, method] of Object.entries(methods)) {
    Object.assign(Node.prototype, {
      [name](this: Node, ...args: [Node, Node | null]) {
        for (const node of args) prepare(node)
        return Reflect.apply(method, this, args)
      },
    })
  }
  Object.defineProperty(Node.prototype, 'nodeValue', {
    ...nodeValue,
    set(this: Node, value: string | null) {
      prepare(this)
      nodeValue?.set?.call(this, value)
    },
  })
  return () => {
    Object.assign(Node.prototype, methods)
    Object.defineProperty(Node.prototype, 'nodeValue', nodeValue ?? {})
  }
}
