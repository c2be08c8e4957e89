import { type LeafRead, leaf, quantity } from '../../yaml/leaf-schemas.ts';
import type { ActionDefinition } from '../entry/action-definition.ts';
import { actionForm } from '../entry/action-form.ts';

export interface PowerOffAction {
  readonly kind: 'power off';
  /** Number of the written byte from this entry on, and the time after the start of its write. */
  readonly writeNumber: number;
  readonly afterUs: number;
  readonly offUs: number;
}

/** A memory of 1,024 bytes may be written many times before the failure. */
const BYTES_MAX = 100_000;
/** An EEPROM takes 3.4 ms for a byte; later the byte is complete. */
const AFTER_US_MAX = 10_000;
const OFF_US_DEFAULT = 1_000_000;
const ALLOWED = `in EEPROM byte 1 to ${BYTES_MAX} after 0 to ${AFTER_US_MAX} us, as in "in EEPROM byte 3 after 1700 us"`;
const PATTERN = '^in EEPROM byte [0-9]{1,6},? after [0-9]{1,5} us$';

const place = leaf(ALLOWED, PATTERN, (text): LeafRead<Pick<PowerOffAction, 'writeNumber' | 'afterUs'>> => {
  const [, byte, us] = /^in EEPROM byte (\d{1,6}),? after (\d{1,5}) us$/.exec(text) ?? [];
  const [writeNumber, afterUs] = [Number(byte), Number(us)];
  const isAllowed = writeNumber >= 1 && writeNumber <= BYTES_MAX && afterUs <= AFTER_US_MAX;
  return isAllowed ? { ok: true, value: { writeNumber, afterUs } } : { ok: false };
});

/**
 * The power of a firmware under test fails within a later write of its memory. The firmware starts again with a torn byte, as
 * after a battery that was changed at the wrong moment.
 */
export const powerOff: ActionDefinition<PowerOffAction> = {
  kind: 'power off',
  key: 'power off',
  forms: [
    actionForm(
      { 'power off': place, for: quantity('time', { above: '0 s', to: '1 h' }).optional() },
      ({ for: offUs = OFF_US_DEFAULT, ...written }) => ({ kind: 'power off', ...written['power off'], offUs }),
    ),
  ],
  needsFirmware: true,
  restartsFirmware: true,
  act() {
    throw new Error('power off: the model was not refused');
  },
  foreign: {
    act(pump, { writeNumber, afterUs, offUs }, { underTest, seed }) {
      if (underTest === undefined) throw new Error('power off: the bench has no firmware under test');
      return pump.cutPower(underTest.host.firmware, { writeNumber, afterUs, offUs, seed });
    },
  },
  words: [
    {
      event: 'in.powerOff',
      text: ({ byte, afterUs }) => `the power will fail ${afterUs} us after the start of memory write ${byte}`,
    },
  ],
};
