import type { Rational } from '../../firmware-sim/base/rational.ts';
import { lane } from '../../firmware-sim/base/virtual-clock.ts';
import type { Clock } from '../../protocol/clock.ts';
import { FieldWatch } from './field-watch.ts';
import { FirstTurn } from './first-turn.ts';
import { type FollowedRotor, followedRotor } from './followed-rotor.ts';
import { fieldSensorMissing } from './link-failure.ts';
import type { RigRun } from './rig.ts';
import type { RigFacts } from './rig-facts.ts';
import type { RigRequests } from './rig-requests.ts';
import type { SegmentPlayer } from './segment-player.ts';
import { ShaftJudge } from './shaft-judge.ts';

/** Parts of a rig that a run uses. */
export interface RunParts {
  readonly rigName: string;
  readonly facts: RigFacts;
  readonly requests: RigRequests;
  readonly player: SegmentPlayer;
}

/** A run on a rig behind a wire: the pump, the judge of the rig's shaft, and the sensor of the field. */
export class ActiveRun {
  readonly run: RigRun;
  readonly rotor: FollowedRotor;
  /** Set if the field comes from the board's own sensor. */
  readonly field: FieldWatch | undefined;
  /** Rig steps per step of the pump's motor. */
  readonly perMotorStep: Rational;
  readonly segmentEnds: Clock;
  readonly #parts: RunParts;
  #judge: ShaftJudge | undefined;

  /** Throws `HilError` if the run takes its field from a sensor that the rig lacks. */
  constructor(run: RigRun, parts: RunParts) {
    this.run = run;
    this.#parts = parts;
    this.rotor = followedRotor(run.pump);
    this.perMotorStep = parts.facts.stepsPerMotorStep(this.rotor.train.stepsPerRevolution);
    this.field = run.sensed === undefined ? undefined : this.#fieldWatch(run.sensed.scaleRatio);
    this.segmentEnds = run.pumpClock.lane(lane.segmentEnd);
  }

  /** Judge of the shaft; undefined until the first turn has ended, and for a pump without a rotor. */
  get judge(): ShaftJudge | undefined {
    return this.#judge;
  }

  /** Judges the shaft from its first turn on, and then starts to follow the board's sensor. */
  turnFirst(): void {
    const { requests, facts, player } = this.#parts;
    const { trace, pumpClock, allowsSlip = false, alignDeg } = this.run;
    new FirstTurn({ requests, facts, player, alignDeg }).take((first, firstTurn) => {
      this.#judge = new ShaftJudge({
        requests,
        facts,
        first,
        firstTurn,
        perMotorStep: this.perMotorStep,
        rotor: this.rotor,
        trace,
        pumpUs: () => pumpClock.nowUs(),
        allowsSlip,
      });
      this.field?.arm();
    });
  }

  #fieldWatch(scaleRatio: number): FieldWatch {
    const { rigName, facts, requests } = this.#parts;
    const { pump, trace, pumpClock, onSensed } = this.run;
    const lacks = (['fieldSensor', 'trip'] as const).find((one) => !facts.can(one));
    if (lacks !== undefined) throw fieldSensorMissing(rigName, lacks === 'trip' ? 'a trip (FIELD)' : 'a field sensor');
    return new FieldWatch({
      requests,
      facts,
      pump,
      trace,
      inputs: pumpClock.lane(lane.sensedInput),
      scaleRatio,
      onSensed,
      onMoved: (steps) => this.#judge?.moved(steps),
      onOverrun: (steps) => this.#judge?.overran(steps),
    });
  }
}
