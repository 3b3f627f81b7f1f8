/** Builds every path of the console, for links, redirects and tests. */
export const paths = {
  home: '/',
  overview: '/overview',
  posture: '/posture',
  /** The list; `search` is what `list-address` made (`?sort=name` or empty). */
  devices: (search = '') => `/devices${search}`,
  /** The devices that a list names; below it, each other part of what it was found to name. */
  fromList: '/devices/from-list',
  /** Changes of the fleet; below it, each kind of change. */
  changes: '/changes',
  device: (id: string) => `/devices/${encodeURIComponent(id)}`,
  /** The list of people; `search` is that of its address. */
  people: (search = '') => `/people${search}`,
  person: (userId: string) => `/people/${encodeURIComponent(userId)}`,
  cleanUp: '/clean-up',
  duplicates: '/duplicates',
  activity: '/activity',
  /** The receipt of a run; `search` names the outcome to show. */
  run: (id: string, search = '') => `/activity/${encodeURIComponent(id)}${search}`,
}

/** The sections of the console, in order, with the paths of each; its first page comes first. */
export const sections = [
  { name: 'Overview', pages: [paths.overview, paths.changes] },
  { name: 'Devices', pages: [paths.devices()] },
  { name: 'People', pages: [paths.people()] },
  { name: 'Posture', pages: [paths.posture] },
  { name: 'Clean up', pages: [paths.cleanUp, paths.duplicates] },
  { name: 'Activity', pages: [paths.activity] },
] as const

/** Patterns of addresses with a part that varies, for the router. */
export const routes = {
  device: '/devices/:id',
  person: '/people/:userId',
  run: '/activity/:id',
}

/** The page that `pathname` is a part of, or `pathname` itself. */
export function pageAt(pathname: string): string {
  return [paths.fromList, paths.changes].find((page) => pathname.startsWith(`${page}/`)) ?? pathname
}

/** True when the router takes `pathname` for `path`: in any case, with slashes at its end. */
export function isSamePath(pathname: string, path: string): boolean {
  return pathname.replace(/\/+$/, '').toLowerCase() === path
}
