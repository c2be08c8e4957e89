import type { ShaftReport } from '../../protocol/tables/rig-vocabulary.ts';
import { HilError } from '../base/hil-error.ts';
import type { RigFacts } from './rig-facts.ts';
import type { RigRequests } from './rig-requests.ts';
import type { ShaftWatch } from './shaft-watch.ts';

/**
 * Most successive pushes of one motor step each. A field turns a rotor by one motor step at most. Near the stall
 * threshold a held rotor rocks by as much again, and earlier differences below the resolution add to it.
 */
const PUSHES_MAX = 4;

export interface StallImposerOptions {
  readonly requests: RigRequests;
  readonly facts: RigFacts;
  readonly watch: ShaftWatch;
  /** Largest push in rig steps: one motor step of the pump. */
  readonly pushStepsMax: number;
  readonly onImposed: (mode: string, bySteps: number) => void;
}

/** Imposes the plant's stalls and pushes on a stepper, because no magnet can stall a stepper. */
export class StallImposer {
  readonly #options: StallImposerOptions;
  #holding = false;

  constructor(options: StallImposerOptions) {
    this.#options = options;
  }

  get holding(): boolean {
    return this.#holding;
  }

  /** Holds the shaft at `rotorSteps` (rig steps since the start), where the rotor stalled. */
  hold(rotorSteps: number): void {
    this.#holding = true;
    this.#push(rotorSteps);
    const mode = this.#options.facts.holdMode;
    if (mode !== undefined) this.#send(mode, 0);
  }

  /** Releases the shaft at `rotorSteps`, where the rotor turns again. */
  release(rotorSteps: number): void {
    this.#push(rotorSteps);
    this.#holding = false;
    this.#send('none', 0);
  }

  /** Pushes the shaft to `rotorSteps`. Leaves a difference below the resolution, because this rig cannot show it. */
  #push(rotorSteps: number): void {
    const { facts, watch, pushStepsMax, requests } = this.#options;
    const bySteps = Math.round(rotorSteps - watch.expectedSteps);
    if (Math.abs(bySteps) * facts.stepDeg <= facts.reversedResolutionDeg) return;
    if (!facts.can('back')) return;
    if (Math.abs(bySteps) > PUSHES_MAX * pushStepsMax) {
      requests.fail(
        new HilError(
          'PUSH_TOO_FAR',
          'bench',
          `A push of ${bySteps} rig steps exceeds the reach of any field (${PUSHES_MAX * pushStepsMax} rig steps).`,
        ),
      );
      return;
    }
    watch.pushed(bySteps);
    const pushSteps = Math.sign(bySteps) * pushStepsMax;
    for (let rest = bySteps; rest !== 0; ) {
      const piece = Math.abs(rest) > pushStepsMax ? pushSteps : rest;
      this.#send('back', piece);
      rest -= piece;
    }
  }

  #send(mode: ShaftReport['stallMode'], bySteps: number): void {
    this.#options.requests.send('STALL', { mode, bySteps }, (_reply, report) => {
      if (report.stallMode === mode) this.#options.onImposed(mode, bySteps);
      else this.#options.requests.fail(contradicted(mode, report.stallMode));
    });
  }
}

function contradicted(mode: string, reported: string): HilError {
  return new HilError('STALL_NOT_TAKEN', 'rig', `The rig accepted STALL ${mode}, but reports mode "${reported}".`);
}
