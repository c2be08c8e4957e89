/** Item of CONF that HELLO reports. */
export const UNIT_NUMBER_ITEM = 0;

/** One item of a board's kept configuration, numbered as in the argument `item=` of CONF. */
export interface ConfigItem {
  /** Name of the field in `hil/sketch/config.h`. */
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** Value of a board whose EEPROM is blank or damaged. */
  readonly shipped: number;
  readonly unit: string;
  readonly says: string;
  /** Reply that shows the item; `-` if only the reply to CONF shows it. */
  readonly shownIn: string;
}

type Row = readonly [
  name: string,
  min: number,
  max: number,
  shipped: number,
  unit: string,
  says: string,
  shownIn?: string,
];

/** The items 0 to 21. Limits, names and shipped values are those of the sketch; tests compare them. */
const rows: readonly Row[] = [
  [
    'unit_number',
    0,
    65_535,
    1,
    '-',
    'number of the board; 1 is the shipped one',
    '`i=` of HELLO, `unit=` of the banner',
  ],
  ['drive', 0, 1, 1, '-', '0 STEP/DIR driver, 1 four wires', '`name=` of the banner, once a configuration is kept'],
  [
    'options',
    0,
    0x1f,
    0,
    'bits',
    '1 motor reversed, 2 no watchdog, 4 encoder counts down, 8 signed field, 16 index pulses high',
  ],
  [
    'parts',
    0,
    0x3f,
    37,
    'bits',
    '1 encoder, 2 index, 4 field sensor, 8 servo clamp, 16 magnetic brake, 32 piezo',
    '`caps=` of CAPS',
  ],
  ['slip_quantum_steps', 1, 255, 4, 'steps', 'an energised motor slips whole multiples of this', '`q=` of ACCURACY'],
  [
    'turn_numerator',
    1,
    9_999_999,
    9_078_784,
    'steps',
    'steps of one turn of the output shaft: numerator',
    '`num=` of UNITS',
  ],
  ['turn_denominator', 1, 9_999_999, 4455, '-', 'and its denominator', '`den=` of UNITS'],
  ['steps_per_second_max', 1, 10_000, 500, 'steps/s', 'fastest rate from which the motor can start', '`sps=` of CAPS'],
  ['segment_ms_max', 1, 60_000, 60_000, 'ms', 'longest MOVE', '`seg=` of CAPS'],
  ['brake_off_us', 400, 2600, 1000, 'us', 'servo pulse that lets the shaft go'],
  ['brake_on_us', 400, 2600, 2000, 'us', 'servo pulse that clamps the shaft'],
  ['back_steps_max', 0, 1000, 64, 'steps', 'largest push of `STALL mode=back`, either way'],
  ['back_step_us', 1000, 50_000, 4000, 'us', 'time between two steps of a push'],
  ['field_ut_per_count', -100_000, 100_000, 349, 'uT/count', 'scale of the field sensor'],
  ['field_zero_sixteenths', 0, 1023 * 16, 512 * 16, '1/16 count', 'reading of the converter without a field'],
  ['field_hysteresis_tenths', 0, 1000, 5, '0.1 mT', 'a trip ends this far below its threshold'],
  ['residual_milli_deg', 0, 99_999, 1000, '0.001 deg', 'encoder error that calibration leaves', '`res=` of ACCURACY'],
  ['backlash_milli_deg', 0, 99_999, 1000, '0.001 deg', 'play between motor and output shaft', '`bl=` of ACCURACY'],
  ['calibration_date', 0, 99_991_231, 0, 'yyyymmdd', '0: never calibrated', '`k=` of ACCURACY is 1 unless this is 0'],
  ['calibration_unit', 0, 2_000_000_000, 0, '-', 'number of the reference that the calibration used'],
  ['encoder_zero', 0, 4095, 0, '1/4096 turn', 'raw encoder angle that `r=` shows as 0'],
  ['slip_event_milli_deg', 0, 65_535, 5000, '0.001 deg', 'the event SLIP comes beyond this difference; 0: never'],
];

export const configItems: readonly ConfigItem[] = rows.map(([name, min, max, shipped, unit, says, shownIn = '-']) => ({
  name,
  min,
  max,
  shipped,
  unit,
  says,
  shownIn,
}));

export const CORRECTIONS_FROM = 64;
const CORRECTIONS_COUNT = 16;

/** The items 64 to 79 are alike: the encoder's error at every 256th raw count, interpolated linearly in between. */
export const correctionItem: ConfigItem = {
  name: 'encoder_corrections',
  min: -127,
  max: 127,
  shipped: 0,
  unit: '1/4096 turn',
  says: 'encoder error at raw angle 256 x (item - 64), subtracted; linear in between',
  shownIn: '-',
};

export const CORRECTIONS_TO = CORRECTIONS_FROM + CORRECTIONS_COUNT - 1;

/** Returns the position of the argument for which CONF is refused with RANGE: 0 the item, 1 the value. Undefined: accepted. */
export function configFault(item: number, value: number): 0 | 1 | undefined {
  const isCorrection = item >= CORRECTIONS_FROM && item <= CORRECTIONS_TO;
  const row = isCorrection ? correctionItem : configItems[item];
  if (row === undefined) return 0;
  return value < row.min || value > row.max ? 1 : undefined;
}
