import type { Clock } from '../../protocol/clock.ts';
import type { Answer } from '../../protocol/device/answer.ts';
import type { RigVocabulary } from '../../protocol/tables/rig-vocabulary.ts';
import type { ArgsOf } from '../../protocol/tables/vocabulary.ts';
import { BoardMotion } from './board-motion.ts';
import { homeSearch, TURN_STEPS } from './home-search.ts';
import { simulatedBench } from './simulated-bench.ts';
import { SimulatedIndex } from './simulated-index.ts';
import type { SimulatedOutputs } from './simulated-outputs.ts';

/** A handler's result without fields of its own. */
export type PlainAnswer = Answer<Record<never, never>>;

export const done: PlainAnswer = { ok: true, reply: {} };

export interface SimulatedDriveOptions {
  readonly clock: Clock;
  readonly outputs: SimulatedOutputs;
  /** Called at the end of a segment; `idle` if no other follows. */
  readonly onEnd: (toSteps: number, idle: boolean) => void;
  /** Called at the end of a search for the index. */
  readonly onHomed: (indexSteps: number) => void;
}

/** Motor of the simulated board: its segments, its search for the index, and the index passes of its shaft. */
export class SimulatedDrive {
  readonly #outputs: SimulatedOutputs;
  readonly #motion: BoardMotion;
  readonly #index: SimulatedIndex;
  #homing = false;

  constructor({ clock, outputs, onEnd, onHomed }: SimulatedDriveOptions) {
    this.#outputs = outputs;
    this.#motion = new BoardMotion(clock);
    this.#index = new SimulatedIndex(TURN_STEPS, this.shaftSteps);
    this.#motion.onEnd = (toSteps, idle) => {
      this.#turned();
      const wasHoming = this.#homing;
      this.#homing = false;
      if (wasHoming) onHomed(toSteps);
      else onEnd(toSteps, idle);
    };
  }

  /** Counter of commanded steps. */
  get counterSteps(): number {
    return this.#motion.counterSteps;
  }

  get shaftSteps(): number {
    return this.#outputs.shaft.positionSteps(this.counterSteps);
  }

  get moving(): boolean {
    return this.#motion.moving;
  }

  get queued(): boolean {
    return this.#motion.queued;
  }

  /** Returns the passes of the index up to now. */
  indexCount(): number {
    this.#turned();
    return this.#index.count;
  }

  /** Ends motion. The coils stay energised. */
  halt(): void {
    this.#motion.halt();
    this.#homing = false;
  }

  /** Adds a segment, or refuses it: MOVE. */
  move({ fromSteps, toSteps, durationMs }: ArgsOf<RigVocabulary, 'MOVE'>): PlainAnswer {
    const { stepsPerSecondMax } = simulatedBench;
    const atSteps = this.#motion.endSteps;
    if (this.#homing || this.#motion.queued) return { ok: false, error: 'BUSY' };
    if (fromSteps !== atSteps) return { ok: false, error: 'FROM', fields: { atSteps } };
    if (Math.abs(toSteps - fromSteps) * 1000 > durationMs * stepsPerSecondMax) {
      return { ok: false, error: 'TOOFAST', fields: { stepsPerSecondMax } };
    }
    this.#turned();
    this.#outputs.energise();
    this.#motion.add({ fromSteps, toSteps, durationMs });
    return done;
  }

  /** Turns forward to the index, or returns a refusal: HOME. */
  home(durationMs: number): PlainAnswer {
    const search = homeSearch({ shaftSteps: this.shaftSteps, counterSteps: this.counterSteps, durationMs });
    if (!search.ok) return search;
    this.#outputs.energise();
    this.#homing = true;
    this.#motion.add(search.reply);
    return done;
  }

  /** Sets the counter without motion: ZERO. */
  renumber(counterSteps: number): void {
    this.#outputs.shaft.renumber(this.counterSteps, counterSteps);
    this.#motion.renumber(counterSteps);
  }

  /** Pushes the shaft, as a magnet would: STALL back. */
  push(bySteps: number): void {
    this.#outputs.energise();
    this.#turned();
    this.#outputs.shaft.displace(bySteps);
    this.#turned();
  }

  /** Counts index passes up to here, before the shaft may reverse. */
  #turned(): void {
    this.#index.follow(this.shaftSteps);
  }
}
