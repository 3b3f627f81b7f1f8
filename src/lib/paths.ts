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

/** True when the router takes `pathname` for `path`: in any case, with slashes at its end. */
export function isSamePath(pathname: string, path: string): boolean {
  return pathname.replace(/\/+$/, '').toLowerCase() === path
}
