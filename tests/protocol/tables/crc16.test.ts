import { expect, test } from 'vitest';
import { bytesOf } from '../../../protocol/tables/ascii.ts';
import { crc16 } from '../../../protocol/tables/crc16.ts';

test('the CRC is CCITT-FALSE: its check value is 29B1', () => {
  const digits = bytesOf('123456789');
  expect(crc16(digits, digits.length)).toBe(0x29b1);
  expect(crc16(digits, 0)).toBe(0xffff);
});
