import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hardwareKey, isPlaceholderHardwareId } from '../../src/device/hardware-id.ts'

describe('a hardware ID', () => {
  test.each([
    'MAC-001122AABBCC',
    'mac-001122aabbcc',
    'MAC: 00:11:22:aa:bb:cc',
    'MAC001122AABBCC',
    '00:11:22:AA:BB:CC',
    '00-11-22-aa-bb-cc',
    '00‑11‑22‑aa‑bb‑cc',
    '0011.22aa.bbcc',
    ' 0011 22AA BBCC ',
    '００1122aabbcc',
    '0x001122AABBCC',
    '{001122AA-BBCC}',
    'UUID: 001122AA-BBCC',
    'urn:uuid:001122aa-bbcc',
    'SN: 001122AABBCC',
    'S/N 001122AABBCC',
    'Serial Number: 001122AABBCC',
    '00–11–22–AA–BB–CC',
    '\u200e001122aabbcc\u200e',
  ])('spelled as %s is the same', (text) => {
    expect(hardwareKey(text)).toBe('001122aabbcc')
  })

  test('gets back the zeros that a tool left out of its MAC address', () => {
    for (const text of ['0:1b:44:11:3a:b7', 'MAC-0-1B-44-11-3A-B7', '00:1b:44:11:3a:b7']) {
      expect(hardwareKey(text)).toBe('001b44113ab7')
    }
    expect(hardwareKey('1:2:3:4:5')).toBe('12345')
  })

  test.each([
    ['MACBOOK-7', 'BOOK-7'],
    ['Macadamia', 'adamia'],
    ['MAC-1', 'MAC-2'],
    ['SN1234567', '1234567'],
    ['SNOW-7', 'OW-7'],
    ['uuid7', '7'],
    ['C02XK0AAJG5J', 'C02XK0AAJG5K'],
  ])('%s is another one than %s', (one, other) => {
    expect(hardwareKey(one)).not.toBe(hardwareKey(other))
  })

  test('keeps its key however its letters and separators are written', () => {
    const pairs = fc.array(fc.stringMatching(/^[\da-f]{2}$/), { minLength: 6, maxLength: 6 })
    fc.assert(
      fc.property(
        pairs,
        fc.constantFrom('', ':', '-', '.', ' '),
        fc.boolean(),
        (all, by, upper) => {
          const text = all.join(by)
          expect(hardwareKey(upper ? `MAC-${text.toUpperCase()}` : text)).toBe(all.join(''))
        },
      ),
    )
  })
})

describe('a placeholder', () => {
  test.each([
    '',
    ' ',
    '-',
    '...',
    'MAC-',
    '0',
    '00000000',
    '00:00:00:00:00:00',
    'MAC-000000000000',
    '-1',
    'N/A',
    'n.a.',
    'None',
    'NULL',
    'undefined',
    'Unknown',
    'INVALID',
    'OEM',
    'O.E.M.',
    'Default string',
    'Default',
    'System Serial Number',
    'Chassis Serial Number',
    'Base Board Serial Number',
    'System Product Name',
    'SerNum0',
    'To Be Filled By O.E.M.',
    'to be filled by oem',
    'To Be Filled By O.E.M. by More String',
    'MAC-To Be Filled By O.E.M.',
    'Not Specified',
    'Not Applicable',
    'Not Available',
    'not set',
    'No Asset Tag',
    'Empty',
    'xxxxxxx',
    'XX-XX-XX',
    '....1111',
    'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF',
    'ff:ff:ff:ff:ff:ff',
    'FEFEFEFE-FEFE-FEFE-FEFE-FEFEFEFEFEFE',
    '0123456789',
    '1234567890',
    '123456789ABCDEF',
    '03000200-0400-0500-0006-000700080009',
    '00020003-0004-0005-0006-000700080009',
    '12345678-1234-5678-90AB-CDDEEFAABBCC',
    '02:00:00:00:00:00',
    '0x00000000',
    'NaN',
    'No Serial Number',
    'UNKNOWN SERIAL NUMBER',
    'Invalid Serial Number',
    'To Be Determined',
    'TBD by OEM',
    'S/N',
    'System UUID',
    'No Enclosure',
    'Not Supported',
    'Serial Number To Be Filled By O.E.M.',
    'MB-1234567890',
    'BSN12345678901234567',
    '1234567890123456',
    'AC:DE:48:00:11:22',
    'MAC-00059A3C7A00',
    '02:50:41:00:00:01',
    '00-50-56-C0-00-08',
    'Type2 - Board Serial Number',
    'BSS-0123456789',
    'Please set serial number',
    'Enter Serial Here',
    'Not Reported',
    'not implemented',
    'Reserved',
    'test',
    'Dummy',
    'Evaluation',
    'Standard',
    'Sample Serial',
    'Virtual Machine',
    'VMware Virtual Platform',
    'Permission denied',
    'command not found',
    '[redacted]',
    'ABCDEFGH',
    'abc123',
    '123123123123',
    'Nicht verfügbar',
    'Unbekannt',
    'Non spécifié',
    'Inconnu',
    'Sin especificar',
    'No disponible',
    'Desconocido',
    'Sconosciuto',
    'Não especificado',
    'Onbekend',
    'Okänd',
    'Nieznany',
    'Неизвестно',
    '未知',
    '不明',
    'なし',
    '알 수 없음',
  ])('such as %j identifies nothing', (text) => {
    expect(isPlaceholderHardwareId(text)).toBe(true)
  })

  test.each([
    'MAC-1',
    'MAC-001122334455',
    '3C:22:FB:11:22:33',
    'C02XK0AAJG5J',
    'PF0ABCDE',
    '5CG1234567',
    'VMware-56 4d 00 00 00 00 00 00-00 00 00 00 12 34 56 78',
    '4C4C4544-0051-3510-8052-C4C04F4D3432',
    'Unknown-7',
    'nonesuch',
    'OEM-4411',
    'SN-20261129',
    'MB-12345A',
    'Board 7',
    'AC:DE:48:00:11:23',
    'TEST-7',
    'ABC124',
    '123123124',
    'NON4711',
    'Virtual-042',
  ])('is not what names one machine: %s', (text) => {
    expect(isPlaceholderHardwareId(text)).toBe(false)
  })
})
