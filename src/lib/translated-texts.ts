/** Where a text node stood before something else took it out of the page. */
interface Place {
  parent: Node
  previous: Node | null
  next: Node | null
  /** The nodes that a translator put in its place. */
  substitutes: ChildNode[]
}

/**
 * Puts a text node that a translator replaced back when React next touches it, as a change would not be
 * seen and a removal would throw; and lets React find what a translator moved. Returns a stop function.
 */
export function restoreTranslatedTexts(root: Node): () => void {
  const places = new WeakMap<Node, Place>()
  const translations = new WeakSet<Node>()
  const observer = new MutationObserver(note)
  observer.observe(root, { childList: true, subtree: true })
  let release: (() => void) | undefined

  function note(records: readonly MutationRecord[]): void {
    for (const { target, addedNodes, removedNodes, previousSibling, nextSibling } of records) {
      const added = [...addedNodes] as ChildNode[]
      const texts = [...removedNodes].filter((node) => node instanceof Text)
      // React never puts anything in a text's place in one step.
      if (added.some(isFont) || (added.length > 0 && texts.length > 0)) {
        release ??= patchNodes(putBack)
      }
      // React removes some texts itself, but touches none of them again.
      for (const text of texts) {
        const place = { parent: target, previous: previousSibling, next: nextSibling }
        const substitutes = added.length > 0 ? added : translationAt(place)
        places.set(text, { ...place, substitutes })
      }
    }
  }

  /** The translation that was put in, or is put in by now, before or after the text was taken out. */
  function translationAt({ parent, previous, next }: Omit<Place, 'substitutes'>): ChildNode[] {
    const near = [previous, previous ? previous.nextSibling : parent.firstChild, next]
    const found = near.find((node) => isFont(node) && !translations.has(node))
    if (found) translations.add(found)
    return found ? [found as ChildNode] : []
  }

  function putBack(node: Node | null | undefined): void {
    if (!(node instanceof Text) || node.isConnected) return
    // The observer hears of a change only after the script that made it.
    note(observer.takeRecords())
    const place = places.get(node)
    places.delete(node)
    if (!place) return
    const { parent, next } = place
    const substitutes = place.substitutes.length > 0 ? place.substitutes : translationAt(place)
    // A substitute may have been replaced in its turn.
    for (const substitute of substitutes) putBack(substitute)
    const [first, ...others] = substitutes.filter((substitute) => substitute.parentNode)
    for (const other of others) other.remove()
    if (first) first.replaceWith(node)
    else if (parent.isConnected)
      parent.insertBefore(node, next?.parentNode === parent ? next : null)
  }

  return () => {
    observer.disconnect()
    release?.()
  }
}

/** Browsers and extensions wrap translations in this element, which nothing else uses. */
function isFont(node: Node | null): node is HTMLElement {
  return node?.nodeName === 'FONT'
}

/**
 * Calls `prepare` with every node that is about to be changed, moved or removed, and looks for a node
 * that was moved or taken away meanwhile. Returns a function that stops it.
 */
function patchNodes(prepare: (node: Node | null | undefined) => void): () => void {
  const { insertBefore, appendChild, removeChild } = Node.prototype
  const methods = { insertBefore, appendChild, removeChild }
  const nodeValue = Object.getOwnPropertyDescriptor(Node.prototype, 'nodeValue')
  for (const [name, method] of Object.entries(methods)) {
    Object.assign(Node.prototype, {
      [name](this: Node, node: Node, next?: Node | null) {
        prepare(node)
        prepare(next)
        const place = name === 'removeChild' ? node : next
        const parent = place && this.contains(place) && place.parentNode
        // There is nothing left to remove.
        if (place === node && !parent) return node
        return Reflect.apply(method, parent || this, [node, parent ? next : null])
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
