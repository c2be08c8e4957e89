import { expect, test } from 'vitest';
import { HilError } from '../../../hil/base/hil-error.ts';
import { FAULT_KINDS, parseFaultRates } from '../../../hil/faults/fault-rates.ts';

test('kinds and rates are read, spaces around them ignored', () => {
  expect(parseFaultRates('flip=0.01,drop=0.02')).toEqual({ flip: 0.01, drop: 0.02 });
  expect(parseFaultRates(' burst = .5 , cut=1e-6,delay=0 ')).toEqual({ burst: 0.5, cut: 1e-6, delay: 0 });
});

test('rates that add up to 1 are allowed, rounding of the sum included', () => {
  expect(parseFaultRates('flip=0.7,burst=0.2,drop=0.1')).toEqual({ flip: 0.7, burst: 0.2, drop: 0.1 });
  expect(Object.keys(parseFaultRates(FAULT_KINDS.map((kind) => `${kind}=0.1`).join(',')))).toHaveLength(7);
});

const kinds = 'flip, burst, drop, double, truncate, delay, cut';
test.each([
  ['fliP=0.1', `Unknown line fault "fliP"; allowed: ${kinds}. Did you mean "flip"?`],
  ['duble=0.1', `Unknown line fault "duble"; allowed: ${kinds}. Did you mean "double"?`],
  ['lightning=0.1', `Unknown line fault "lightning"; allowed: ${kinds}.`],
  ['toString=0.1', `Unknown line fault "toString"; allowed: ${kinds}.`],
  ['flip=1.5', 'Line fault "flip" has rate "1.5"; allowed: 0 to 1.'],
  ['flip=-0.1', 'Line fault "flip" has rate "-0.1"; allowed: 0 to 1.'],
  ['flip=', 'Line fault "flip" has rate ""; allowed: 0 to 1.'],
  ['flip=often', 'Line fault "flip" has rate "often"; allowed: 0 to 1.'],
  ['flip=0x1', 'Line fault "flip" has rate "0x1"; allowed: 0 to 1.'],
  ['flip=NaN', 'Line fault "flip" has rate "NaN"; allowed: 0 to 1.'],
  ['flip=0.1,flip=0.2', 'Line fault "flip" is given twice.'],
  ['flip=0,flip=0', 'Line fault "flip" is given twice.'],
  ['flip', 'Unreadable line fault "flip"; allowed: `KIND=RATE`, as in `flip=0.01,drop=0.02`.'],
  ['', 'Unreadable line fault ""; allowed: `KIND=RATE`, as in `flip=0.01,drop=0.02`.'],
  ['flip=0.1,', 'Unreadable line fault ""; allowed: `KIND=RATE`, as in `flip=0.01,drop=0.02`.'],
  ['flip=0.6,drop=0.6', 'The line fault rates add up to "1.2"; allowed: at most 1.'],
])('"%s" is refused with a sentence', (text, message) => {
  const refused = (): unknown => parseFaultRates(text);
  expect(refused).toThrow(HilError);
  expect(refused).toThrow(expect.objectContaining({ code: 'FAULTS_INVALID', fault: 'usage', message }));
});
