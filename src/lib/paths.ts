/** Every address inside the console is built here; links, redirects and tests call it. */
export const paths = {
  home: '/',
  /** The list; `search` is what `list-params` made (`?sort=name` or empty). */
  devices: (search = '') => `/devices${search}`,
  device: (id: string) => `/devices/${encodeURIComponent(id)}`,
  owner: (userId: string) => `/owners/${encodeURIComponent(userId)}`,
  cleanUp: '/clean-up',
  duplicates: '/duplicates',
  runs: '/runs',
  /** The receipt of a run; `search` names the outcome to show. */
  run: (id: string, search = '') => `/runs/${encodeURIComponent(id)}${search}`,
}

/** Route patterns of the same addresses, for the router. */
export const routes = {
  devices: '/devices',
  device: '/devices/:id',
  owner: '/owners/:userId',
  cleanUp: '/clean-up',
  duplicates: '/duplicates',
  runs: '/runs',
  run: '/runs/:id',
}

/** True for the path of the list, also as the router takes it: with slashes at its end, in any case. */
export function isDeviceList(pathname: string): boolean {
  return /^\/devices\/*$/i.test(pathname)
}
