/** The beginning of the keys of all pages of the API's list at a path. */
export const listKey = (path: string) => [path, 'page', 'list'] as const
