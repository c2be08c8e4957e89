import type { Clock } from '../../protocol/clock.ts';
import type { ShaftReport } from '../../protocol/tables/rig-vocabulary.ts';
import { SimulatedShaft } from './simulated-shaft.ts';

/** Silence after which the board makes its outputs safe, if a coil is energised or a stall mode is imposed. */
export const LAPSE_US = 5_000_000;

export type StallMode = ShaftReport['stallMode'];

export interface SimulatedOutputsOptions {
  readonly clock: Clock;
  readonly counterSteps: () => number;
  readonly lastValidLineUs: () => number;
  readonly onLapse: () => void;
}

/** Outputs of the simulated board: current in the coils, and the stall mode imposed on the shaft. A lapse ends both. */
export class SimulatedOutputs {
  /** Shaft of the bench; tests clamp and disturb it unknown to the board. */
  shaft = new SimulatedShaft();
  readonly #options: SimulatedOutputsOptions;
  #energised = false;
  #stallMode: StallMode = 'none';
  #holdsWork = true;
  #cancelLapse: (() => void) | undefined;

  constructor(options: SimulatedOutputsOptions) {
    this.#options = options;
  }

  get energised(): boolean {
    return this.#energised;
  }

  get stallMode(): StallMode {
    return this.#stallMode;
  }

  /** Disables the effect of STALL. The board accepts it, but the shaft turns on. */
  breakHolds(): void {
    this.#holdsWork = false;
  }

  /** Gives the restarted board a shaft at this position. */
  restart(positionSteps: number): void {
    this.shaft = new SimulatedShaft();
    this.shaft.displace(positionSteps);
  }

  close(): void {
    this.#cancelLapse?.();
  }

  energise(): void {
    this.#energised = true;
    this.#watchLapse();
  }

  deEnergise(): void {
    this.#energised = false;
  }

  impose(mode: StallMode): void {
    this.#stallMode = mode;
    const counterSteps = this.#options.counterSteps();
    if (mode === 'none') {
      this.shaft.release(counterSteps);
      return;
    }
    if (this.#holdsWork) this.shaft.hold(counterSteps, mode === 'brake');
    this.#watchLapse();
  }

  /** Sets the single alarm to the moment of a lapse. */
  #watchLapse(): void {
    const { clock, lastValidLineUs, onLapse } = this.#options;
    this.#cancelLapse?.();
    this.#cancelLapse = clock.at(lastValidLineUs() + LAPSE_US, () => {
      if (!this.#energised && this.#stallMode === 'none') return;
      if (lastValidLineUs() + LAPSE_US > clock.nowUs()) this.#watchLapse();
      else onLapse();
    });
  }
}
