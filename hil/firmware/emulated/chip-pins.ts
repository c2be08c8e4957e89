import type { Microcontroller } from '../../avr/microcontroller.ts';
import type { Port } from '../../avr/pins/port.ts';
import type { ChipPin } from '../pin-names.ts';

/** Level of an output pin; undefined while the chip does not drive it. */
export type DrivenLevel = boolean | undefined;

/** Receives the changes of an output pin. */
export interface OutputWatch {
  readonly pin: ChipPin;
  readonly onLevel: (level: DrivenLevel) => void;
}

interface Watched {
  readonly mask: number;
  readonly onLevel: (level: DrivenLevel) => void;
  level: DrivenLevel;
}

function portOf(chip: Microcontroller, pin: ChipPin): Port {
  const letter = pin[1];
  return letter === 'B' ? chip.portB : letter === 'C' ? chip.portC : chip.portD;
}

function bitOf(pin: ChipPin): number {
  return Number(pin.at(-1));
}

/** Outputs of the chip. The watches are called in their order, also for changes at the same cycle. */
export class OutputPins {
  readonly #watches: readonly OutputWatch[];
  readonly #ports = new Map<string, Watched[]>();

  constructor(watches: readonly OutputWatch[]) {
    this.#watches = watches;
    for (const { pin, onLevel } of watches) {
      const letter = pin[1] as string;
      const watched = this.#ports.get(letter) ?? [];
      watched.push({ mask: 1 << bitOf(pin), onLevel, level: undefined });
      this.#ports.set(letter, watched);
    }
  }

  /** Listens to a chip that has just started. Its pins float. */
  attach(chip: Microcontroller): void {
    for (const { pin } of this.#watches) {
      const watched = this.#ports.get(pin[1] as string) as Watched[];
      const port = portOf(chip, pin);
      if (watched[0]?.mask !== 1 << bitOf(pin)) continue;
      port.addListener((levels) => look(watched, levels, port.directions));
    }
  }

  /** Lets all pins float, because the chip is reset or without power. */
  float(): void {
    for (const watched of this.#ports.values()) look(watched, 0, 0);
  }
}

/** Pins that go high come last: a write that swaps two pins never shows both of them high. */
function look(pins: readonly Watched[], levels: number, directions: number): void {
  const rising: Watched[] = [];
  for (const pin of pins) {
    const level = (directions & pin.mask) === 0 ? undefined : (levels & pin.mask) !== 0;
    if (level === pin.level) continue;
    pin.level = level;
    if (level === true) rising.push(pin);
    else pin.onLevel(level);
  }
  for (const pin of rising) pin.onLevel(true);
}

interface Edge {
  readonly atTicks: number;
  readonly isHigh: boolean;
}

/** Input of the chip. The world applies a level, which changes at given ticks. */
export class InputPin {
  readonly #pin: ChipPin;
  #isHigh: boolean;
  #edges: Edge[] = [];
  #apply: (() => void) | undefined;
  #schedule: (() => void) | undefined;

  constructor(pin: ChipPin, isHigh: boolean) {
    this.#pin = pin;
    this.#isHigh = isHigh;
  }

  /** Connects a chip that has just started. Edges that still come reach this chip. */
  attach(chip: Microcontroller): void {
    const port = portOf(chip, this.#pin);
    const bit = bitOf(this.#pin);
    const timer = chip.clock.timer(() => this.#fire(chip));
    this.#apply = () => port.setPin(bit, this.#isHigh);
    this.#schedule = () => timer.set(this.#edges[0]?.atTicks ?? Number.POSITIVE_INFINITY);
    this.#fire(chip);
    this.#apply();
  }

  /** Drops the edges from a tick on. */
  dropFrom(atTicks: number): void {
    this.#edges = this.#edges.filter((edge) => edge.atTicks < atTicks);
    this.#schedule?.();
  }

  /** Changes the level at a tick. Edges stay in the order of their ticks. */
  at(atTicks: number, isHigh: boolean): void {
    const after = this.#edges.findLastIndex((edge) => edge.atTicks <= atTicks);
    this.#edges.splice(after + 1, 0, { atTicks, isHigh });
    if (after < 0) this.#schedule?.();
  }

  #fire(chip: Microcontroller): void {
    const nowTicks = chip.clock.nowTicks;
    while ((this.#edges[0]?.atTicks ?? Number.POSITIVE_INFINITY) <= nowTicks) {
      this.#isHigh = (this.#edges.shift() as Edge).isHigh;
      this.#apply?.();
    }
    this.#schedule?.();
  }
}
