import { deviceActionNames, type DeviceAction } from '../actions/definitions.ts'

export interface CleanUpParams {
  /** A device is stale when it has not connected for longer than this. */
  days: number
  /** Includes devices that never connected, by their registration. */
  countsNever: boolean
  action: DeviceAction
}

export const usualDays = [30, 60, 90, 180, 365] as const
export const maxDays = 3_650

const defaults: CleanUpParams = { days: 90, countsNever: true, action: 'deactivate' }

/** Reads whole days, from 1 to ten years; undefined for anything else. */
export function readDays(text: string): number | undefined {
  const days = /^\d{1,4}$/.test(text) ? Number(text) : 0
  return days >= 1 && days <= maxDays ? days : undefined
}

/** Parses the search of the address; anything invalid falls back to its default. */
export function parseCleanUpParams(search: string): CleanUpParams {
  const given = new URLSearchParams(search)
  return {
    days: readDays(given.get('days') ?? '') ?? defaults.days,
    countsNever: given.get('never') !== 'no',
    action: deviceActionNames.find((action) => action === given.get('action')) ?? defaults.action,
  }
}

/** The search of the address, empty or `?days=30&…`; defaults are omitted. */
export function cleanUpSearch({ days, countsNever, action }: CleanUpParams): string {
  const written = new URLSearchParams()
  if (days !== defaults.days) written.set('days', String(days))
  if (!countsNever) written.set('never', 'no')
  if (action !== defaults.action) written.set('action', action)
  const search = written.toString()
  return search && `?${search}`
}
