import { afterEach, beforeAll, expect, test } from 'vitest'
import { explainError } from '../../src/feedback/explain-error.ts'
import { failedReads, withoutWire } from '../fault-tables.ts'
import { readDevicePage, serverParams } from './device-list.ts'
import { inFakeTime, loadListParts, restoreWire, session, stubNetwork } from './wire.ts'

beforeAll(loadListParts)
afterEach(restoreWire)

test.each(withoutWire(failedReads))(
  'a list that can’t be read under "%s" says what happened and what to do',
  async (fault, { title, nextStep }) => {
    const network = stubNetwork({ fleetSize: 10, fault })
    const end = await inFakeTime(readDevicePage(session, serverParams('')))
    const words = explainError('error' in end ? end.error : undefined)
    expect(words.title).toMatch(title)
    expect(words.nextStep).toMatch(nextStep)
    expect(network.requests).toEqual([])
  },
)
