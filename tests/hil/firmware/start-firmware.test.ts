import { describe, expect, test } from 'vitest';
import { productNamed } from '../../../firmware-sim/products/catalogue.ts';
import { synchromedII } from '../../../firmware-sim/products/synchromed-ii.ts';
import { firmwareFileDefaults } from '../../../hil/firmware/firmware-file.ts';
import { StartingFirmware } from '../../../hil/firmware/session/start-firmware.ts';
import { ModelDouble } from './model-double.ts';

describe('a firmware before the run', () => {
  test('opens a session, and says what it can do', () => {
    const starting = StartingFirmware.start(new ModelDouble(synchromedII), firmwareFileDefaults);
    expect(starting.capabilities.identity).toMatchObject({ model: 'synchromed-ii' });
    expect(starting.capabilities.abilities).toContain('flex');
    expect(starting.capabilities.has('BOLUS')).toBe(true);
    expect(starting.capabilities.denied).toEqual([]);
    expect(() => starting.mustMatch(synchromedII)).not.toThrow();
    expect(starting.clock.nowUs()).toBeLessThan(3_000_000);
  });

  test('is refused for another pump', () => {
    const other = productNamed('synchromed-el');
    const starting = StartingFirmware.start(new ModelDouble(synchromedII), firmwareFileDefaults);
    expect(() => starting.mustMatch(other as NonNullable<typeof other>)).toThrow(
      expect.objectContaining({ code: 'FIRMWARE_OTHER_MODEL', fault: 'usage' }),
    );
  });
});
