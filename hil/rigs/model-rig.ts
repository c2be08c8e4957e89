import type { BoardTime } from '../base/board-time.ts';
import { fieldSensorMissing } from './link-failure.ts';
import type { Rig, RigIdentity, RigRun, Speed } from './rig.ts';
import { SpanWait } from './span-wait.ts';

/** Rig without a wire: the plant's own motor, in this process. Board time passes only in a watched run. */
export class ModelRig implements Rig {
  readonly identity: RigIdentity = {
    name: 'model',
    made: "the plant's own two-pole motor, in process",
    magnet: 'the two-pole motor of the plant',
    resolutionDeg: 0,
    time: 'virtual',
  };
  readonly failure = undefined;
  readonly line = undefined;
  readonly overrunDeg = 0;
  readonly #wait: SpanWait;
  #run: RigRun | undefined;
  #speed: Speed = 'auto';

  constructor(boardTime: BoardTime) {
    this.#wait = new SpanWait(boardTime);
  }

  get busy(): boolean {
    return this.#wait.waiting;
  }

  get waitsFor(): string {
    return this.#wait.waitsFor;
  }

  attach(run: RigRun): void {
    if (run.sensed !== undefined) throw fieldSensorMissing('model');
    this.#run = run;
  }

  setSpeed(speed: Speed): void {
    this.#speed = speed;
  }

  prepare(limitUs: number): void {
    this.#wait.begin(this.#run?.pumpClock.nowUs() ?? 0, limitUs, this.#speed);
  }

  confirm(): void {}

  /** Ends the wait of a watched run. */
  halt(): void {
    this.#wait.drop();
  }

  report(): void {}

  async close(): Promise<void> {}
}
