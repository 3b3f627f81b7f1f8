import type { ChangeKind } from './compare.ts'

/** Each kind of change, on the screen and in files. */
export const changeNames: Readonly<Record<ChangeKind, string>> = {
  new: 'New',
  gone: 'Gone',
  again: 'Registered again',
  owner: 'Owner changed',
  renamed: 'Renamed',
  deactivated: 'Deactivated',
  enabled: 'Enabled',
  silent: 'Went silent',
  back: 'Came back',
  version: 'App version',
  posture: 'Posture',
  times: 'Times',
}
