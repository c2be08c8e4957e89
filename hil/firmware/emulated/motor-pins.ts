import type { ChipPart } from '../firmware-file.ts';
import type { DrivenLevel, OutputWatch } from './chip-pins.ts';

/** What the motor's pins do. */
export interface MotorEffects {
  readonly step: () => void;
  readonly energise: (isOn: boolean) => void;
  readonly nowUs: () => number;
  /** Reports a pattern that no two-pole motor with one coil needs. */
  readonly refuse: (what: string) => void;
}

/** True if the motor is energised from the start, because no pin switches its current. */
export function isAlwaysEnergised({ pins }: ChipPart): boolean {
  return pins.enable === undefined;
}

/** Returns the watches of the motor's pins: step and enable, or the two ends of a coil. */
export function motorWatches(chip: ChipPart, effects: MotorEffects): readonly OutputWatch[] {
  const { step, coilA, coilB } = chip.pins;
  if (step !== undefined) return stepWatches(chip, effects);
  if (coilA === undefined || coilB === undefined) throw new Error('the reader of the pin map demands a motor');
  const coil = new Coil(effects);
  return [
    { pin: coilA, onLevel: (level) => coil.see('a', level === true) },
    { pin: coilB, onLevel: (level) => coil.see('b', level === true) },
  ];
}

/** Enable comes first: a pin pair that changes at one cycle energises before it steps. */
function stepWatches({ pins, wiring }: ChipPart, effects: MotorEffects): readonly OutputWatch[] {
  const { step, enable } = pins;
  const watches: OutputWatch[] = [];
  if (enable !== undefined) {
    const activeLevel = wiring.enableActive === 'high';
    let isOn = false;
    const onLevel = (level: DrivenLevel): void => {
      if ((level === activeLevel) === isOn) return;
      isOn = !isOn;
      effects.energise(isOn);
    };
    watches.push({ pin: enable, onLevel });
  }
  if (step === undefined) return watches;
  const onLevel = (level: DrivenLevel): void => {
    if (level === true) effects.step();
  };
  return [...watches, { pin: step, onLevel }];
}

/** Both ends high for longer is a position of a drive with two coils, not two writes one after the other (assumed). */
const BOTH_HIGH_US_MAX = 100;

/**
 * The coil of a two-pole stepping motor, as of a clock. A pulse of the opposite direction turns the rotor by half a turn; a
 * pulse of the same direction finds it already there. Between two pulses the rotor rests without current.
 */
class Coil {
  readonly #effects: MotorEffects;
  #isAHigh = false;
  #isBHigh = false;
  #bothSinceUs: number | undefined;
  /** Direction of the last pulse. The first one may have either direction. */
  #direction: 'a' | 'b' | undefined;

  constructor(effects: MotorEffects) {
    this.#effects = effects;
  }

  see(end: 'a' | 'b', isHigh: boolean): void {
    if (end === 'a') this.#isAHigh = isHigh;
    else this.#isBHigh = isHigh;
    this.#watchBoth();
    const isDriven = this.#isAHigh !== this.#isBHigh;
    const direction = this.#isAHigh ? 'a' : 'b';
    if (!isDriven || direction === this.#direction) return;
    this.#direction = direction;
    this.#effects.step();
  }

  /** Refuses the pattern of a two-phase motor, whose order decides the direction. The pump's motor has one direction. */
  #watchBoth(): void {
    const nowUs = this.#effects.nowUs();
    const sinceUs = this.#bothSinceUs;
    this.#bothSinceUs = this.#isAHigh && this.#isBHigh ? nowUs : undefined;
    if (sinceUs === undefined || nowUs - sinceUs <= BOTH_HIGH_US_MAX) return;
    this.#effects.refuse(
      `drives \`coilA\` and \`coilB\` high together for ${nowUs - sinceUs} us, as a motor with two coils and two directions needs it; allowed: one end of the coil high, or none`,
    );
  }
}
