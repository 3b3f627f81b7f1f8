import { afterEach, describe, expect, test } from 'vitest'
import { act } from '../../src/actions/run/act.ts'
import { explainError } from '../../src/feedback/explain-error.ts'
import { deactivations, isUnknown, removals, withoutWire } from '../fault-tables.ts'
import { inFakeTime, restoreWire, session, stubNetwork } from './wire.ts'

afterEach(restoreWire)

describe.each([
  ['deactivate', deactivations],
  ['remove', removals],
] as const)('to %s', (action, ends) => {
  test.each(withoutWire(ends))(
    'under "%s" is sent as often as is safe, and its outcome is true',
    async (fault, { sent, ends: end }) => {
      const network = stubNetwork({ fleetSize: 10, fault, faultOn: 'changes' })
      const id = network.backend.list([], 1, 0).data[0]?.id ?? ''
      network.backend.edit(id, { status: 'Offline', active: true })
      const answered = await inFakeTime(act(session, action, { id, readAt: 0 }))
      if ('error' in answered) throw answered.error
      const outcome = answered.value

      expect(network.requests.map((request) => [request.action, request.id])).toEqual(
        Array.from({ length: sent }, () => [action, id]),
      )
      const after = action === 'remove' ? undefined : 'Deactivated'
      expect(network.backend.get(id)?.status).toBe(end === 'done' ? after : 'Offline')
      if (end === 'done') {
        expect(outcome).toEqual({ kind: 'done' })
        return
      }
      expect(outcome.kind).toBe(end.butSays === isUnknown ? 'unknown' : 'failed')
      const { title, nextStep } = explainError('error' in outcome ? outcome.error : undefined)
      expect(title).toMatch(end.words.title)
      expect(nextStep).toMatch(end.words.nextStep)
    },
  )
})
