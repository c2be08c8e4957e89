import * as z from 'zod';
import { pumpModels } from '../../protocol/tables/pump-models.ts';
import { lazily } from '../base/lazily.ts';
import { type LeafRead, leaf, line, oneOf, table } from '../yaml/leaf-schemas.ts';
import { LOG_RESOLUTION_S_DEFAULT, NON_VOLATILE_BYTES_DEFAULT, wiringDefaults } from './firmware-file.ts';
import { firmwareVerbs } from './firmware-verbs.ts';
import { type ChipPin, chipPins } from './pin-names.ts';

const NAME_CHARS_MAX = 60;
const LOG_RESOLUTION_S_MAX = 86_400;
/** 1 %: an internal RC oscillator. A larger error is a fault, not a drift. */
const CLOCK_DRIFT_PPM_MAX = 10_000;
/** Addresses of `hal_nv_read` have 16 bits. */
const NON_VOLATILE_BYTES_MAX = 65_536;
const WAKE_US_MAX = 10_000_000;
/** Highest clock of an ATmega328P (its data sheet, section 29.3). */
const CLOCK_MHZ_MAX = 20;
/** Shorter than the time between two steps at any rate of a pump. */
const SENSE_PULSE_US_MAX = 20_000;
const OHM_MAX = 100_000_000;
/** Supply of an ATmega328P (its data sheet, section 29.1). */
const [SUPPLY_MV_MIN, SUPPLY_MV_MAX] = [1800, 5500];
const [BAUD_MIN, BAUD_MAX] = [300, 1_000_000];

function whole(min: number, max: number) {
  const allowed = `a whole number from ${min} to ${max}`;
  return z.number({ error: allowed }).int(allowed).min(min, allowed).max(max, allowed);
}

function listOf<const W extends readonly [string, ...string[]]>(words: W, what: string) {
  const allowed = `a list of at least one ${what}`;
  return z.array(oneOf(words), { error: allowed }).min(1, allowed);
}

const FUSE = 'a byte in hexadecimal, as in "0xE2"';
const fuse = leaf(FUSE, '^0x[0-9A-Fa-f]{2}$', (text): LeafRead<number> => {
  const isByte = /^0x[0-9A-Fa-f]{2}$/.test(text);
  return isByte ? { ok: true, value: Number(text) } : { ok: false };
});

const pin = oneOf(chipPins as unknown as [ChipPin, ...ChipPin[]]);

const pinsTable = lazily(() =>
  table({
    step: pin.optional().meta({ description: 'Output: each rising edge makes one motor step.' }),
    enable: pin
      .optional()
      .meta({ description: 'Output: energises the motor at the level `enableActive` of `wiring`.' }),
    coilA: pin.optional().meta({ description: 'Output: one end of the coil, in place of `step`.' }),
    coilB: pin.optional().meta({ description: 'Output: the other end of the coil.' }),
    sense: pin.meta({ description: 'Input: a pulse for each motor step that the shaft followed.' }),
    piezo: pin.optional().meta({ description: 'Output: the tone of the alarms.' }),
    battery: pin.optional().meta({ description: 'Analog input: the voltage of the battery.' }),
  }),
);

const wiringTable = lazily(() =>
  table({
    enableActive: oneOf(['high', 'low'])
      .default(wiringDefaults.enableActive)
      .meta({ description: 'Level of `enable` that energises the motor.' }),
    senseActive: oneOf(['high', 'low'])
      .default(wiringDefaults.senseActive)
      .meta({ description: 'Level of a pulse at `sense`.' }),
    sensePulseUs: whole(1, SENSE_PULSE_US_MAX)
      .default(wiringDefaults.sensePulseUs)
      .meta({ description: 'Duration of a pulse at `sense`.' }),
    batteryUpperOhm: whole(0, OHM_MAX)
      .default(wiringDefaults.batteryUpperOhm)
      .meta({ description: 'Divider: resistor from the battery to the pin `battery`.' }),
    batteryLowerOhm: whole(1, OHM_MAX)
      .default(wiringDefaults.batteryLowerOhm)
      .meta({ description: 'Divider: resistor from the pin `battery` to ground.' }),
    supplyMv: whole(SUPPLY_MV_MIN, SUPPLY_MV_MAX)
      .optional()
      .meta({ description: 'Voltage of a regulator that supplies the chip; without it the battery supplies it.' }),
  }),
);

/** Schema of `firmware.json`. Checks between keys are those of the reader. */
export const firmwareTable = lazily(() =>
  table({
    $schema: z.string({ error: 'the address of a schema, for editors' }).optional(),
    name: line(NAME_CHARS_MAX).meta({ description: 'Name of the firmware in reports.' }).optional(),
    models: listOf(pumpModels, 'pump model').optional().meta({ description: 'Pump models that the firmware serves.' }),
    verbs: listOf(firmwareVerbs, 'telemetry verb')
      .optional()
      .meta({ description: 'Telemetry verbs that the firmware implements; without it those that ABLE names.' }),
    logResolutionS: whole(1, LOG_RESOLUTION_S_MAX)
      .default(LOG_RESOLUTION_S_DEFAULT)
      .meta({ description: 'Resolution of the times in the event log, in seconds.' }),
    clockDriftPpm: z
      .number({ error: `a number from 0 to ${CLOCK_DRIFT_PPM_MAX}` })
      .min(0, `a number from 0 to ${CLOCK_DRIFT_PPM_MAX}`)
      .max(CLOCK_DRIFT_PPM_MAX, `a number from 0 to ${CLOCK_DRIFT_PPM_MAX}`)
      .default(0)
      .meta({ description: "Bound of the error of the firmware's clock, either way." }),
    nonVolatileBytes: whole(0, NON_VOLATILE_BYTES_MAX)
      .default(NON_VOLATILE_BYTES_DEFAULT)
      .meta({ description: 'Size of the non-volatile memory of a native firmware.' }),
    telemetry: table({
      uart: whole(0, 0),
      baud: whole(BAUD_MIN, BAUD_MAX),
      wakeByte: whole(0, 255).optional().meta({ description: 'Byte that wakes the receiver of a sleeping chip.' }),
      wakeUs: whole(0, WAKE_US_MAX).optional().meta({ description: 'Time from the wake byte to the first byte.' }),
    }).optional(),
    mcu: oneOf(['atmega328p']).optional(),
    clockMhz: whole(1, CLOCK_MHZ_MAX).optional(),
    fuses: table({ low: fuse, high: fuse, extended: fuse }).optional(),
    pins: pinsTable().optional(),
    wiring: wiringTable().optional(),
  }),
);

/** Returns the JSON Schema of the file, for editors. */
export function firmwareJsonSchemaText(): string {
  const schema = z.toJSONSchema(firmwareTable(), { io: 'input', reused: 'ref' });
  return `${JSON.stringify({ title: 'Rollerloop firmware', ...schema }, null, 1)}\n`;
}
