import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { EepromMemory } from '../../../hil/avr/memory/eeprom-memory.ts';
import { pins } from '../../../hil/avr/pins/pin-levels.ts';
import { packagePath } from '../../../hil/base/package-root.ts';
import { benchKinds, uln2003Bench } from '../../../hil/board/bench-kind.ts';
import { CONFIG_BYTES, eepromImage } from '../../../hil/board/eeprom-image.ts';
import { crc16 } from '../../../protocol/tables/crc16.ts';

const read = (name: string): string => readFileSync(packagePath(`hil/sketch/${name}`), 'utf8');

/** Byte offset of a field, from the comment after it in the header. */
function offsetOf(field: string): number {
  const found = new RegExp(`\\b${field}(?:\\[\\w+\\])?;\\s*//\\s*(\\d+)`).exec(read('config.h'));
  if (found === null) throw new Error(`config.h has no ${field}`);
  return Number(found[1]);
}

describe('an EEPROM image', () => {
  test('has the layout of the sketch, field by field, and its CRC', () => {
    const image = eepromImage(uln2003Bench, { unitNumber: 513, calibrated: true });
    const view = new DataView(image.buffer);
    expect(image).toHaveLength(CONFIG_BYTES);
    expect(view.getUint16(offsetOf('crc'), true)).toBe(crc16(image, offsetOf('crc')));
    expect(view.getUint16(offsetOf('unit_number'), true)).toBe(513);
    expect(view.getUint32(offsetOf('turn_numerator'), true)).toBe(9_078_784);
    expect(view.getUint32(offsetOf('turn_denominator'), true)).toBe(4455);
    expect(view.getUint16(offsetOf('steps_per_second_max'), true)).toBe(500);
    expect(view.getUint32(offsetOf('backlash_milli_deg'), true)).toBe(1000);
    expect(view.getUint32(offsetOf('residual_milli_deg'), true)).toBe(uln2003Bench.residualMilliDeg);
    expect(view.getInt32(offsetOf('field_ut_per_count'), true)).toBe(349);
    expect(view.getUint16(offsetOf('field_zero_sixteenths'), true)).toBe(512 * 16);
    expect(view.getInt8(offsetOf('encoder_corrections'))).not.toBe(0);
  });

  test.each(benchKinds)('of $name has an encoder error that 16 corrections reduce below its residual', (kind) => {
    const image = eepromImage(kind, { unitNumber: 1, calibrated: true });
    const corrections = Array.from({ length: 16 }, (_, i) => new DataView(image.buffer).getInt8(60 + i));
    expect(Math.max(...corrections.map(Math.abs))).toBeLessThan(15);
    expect(Math.max(...corrections)).toBeGreaterThan(3);
  });

  test('without calibration corrects nothing and says so', () => {
    const image = eepromImage(uln2003Bench, { unitNumber: 1, calibrated: false });
    expect([...image.slice(60, 76)].every((byte) => byte === 0)).toBe(true);
    expect(new DataView(image.buffer).getUint32(offsetOf('calibration_date'), true)).toBe(0);
  });

  test('longer than the memory is refused; a shorter one leaves the rest blank', () => {
    expect(() => new EepromMemory(new Uint8Array(1025))).toThrow(/1025 bytes; allowed: at most 1024/);
    expect(new EepromMemory(new Uint8Array(3)).bytes.slice(0, 5)).toEqual(Uint8Array.of(0, 0, 0, 0xff, 0xff));
  });
});

test('has the pin map of the sketch', () => {
  const bit = (name: string): number => Number(new RegExp(`RIG_${name}_BIT (\\d)`).exec(read('pins.h'))?.[1]);
  const { portB: b, portD: d } = pins;
  expect([b.step, b.brake, b.coil3, b.coil4]).toEqual(['STEP', 'BRAKE', 'COIL3', 'COIL4'].map(bit));
  expect([d.dir, d.en, d.coil1, d.coil2, d.piezo, d.index]).toEqual(
    ['DIR', 'EN', 'COIL1', 'COIL2', 'PIEZO', 'INDEX'].map(bit),
  );
});
