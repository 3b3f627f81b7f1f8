/** The devices that are alike to a search in one respect, such as those of one owner. */
export interface Group {
  /** The value in common, as a search compares it; `undefined` for devices without one. */
  readonly key: string | undefined
  /** The value of the device that joined last, for the screen. */
  label: string
  devices: number
  /** Those that the search at hand counts. */
  counted: number
}

/** All groups in one respect, each while it has devices. */
export type Grouping = ReturnType<typeof createGrouping>

/** Makes a grouping without groups. */
export function createGrouping() {
  const groups = new Map<string | undefined, Group>()
  return {
    get: (key: string | undefined) => groups.get(key),
    all: () => groups.values(),
    /** Adds a device to the group with this key, and returns that. */
    join(key: string | undefined, label = ''): Group {
      const group = groups.get(key) ?? { key, label, devices: 0, counted: 0 }
      groups.set(key, group)
      group.label = label
      group.devices += 1
      return group
    },
    leave(group: Group): void {
      group.devices -= 1
      if (group.devices === 0) groups.delete(group.key)
    },
  }
}
