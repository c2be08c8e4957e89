import type { Clock } from '../../protocol/clock.ts';
import type { Answer, HandlersOf } from '../../protocol/device/answer.ts';
import { Endpoint } from '../../protocol/device/endpoint.ts';
import { SHIPPED_UNIT_NUMBER } from '../../protocol/tables/rig-constants.ts';
import {
  type Capability,
  type RigVocabulary,
  rigVocabulary,
  type ShaftReport,
} from '../../protocol/tables/rig-vocabulary.ts';
import type { ArgsOf } from '../../protocol/tables/vocabulary.ts';
import { boardFlags } from './board-flags.ts';
import { configFault, UNIT_NUMBER_ITEM } from './config-items.ts';
import { announcements } from './simulated-bench.ts';
import { done, type PlainAnswer, SimulatedDrive } from './simulated-drive.ts';
import { SimulatedOutputs } from './simulated-outputs.ts';
import type { SimulatedShaft } from './simulated-shaft.ts';
import { SimulatedTrip } from './simulated-trip.ts';

type StopCause = 'none' | 'bytes' | 'lapse' | 'watchdog' | 'sensor';
export type ResetCause = 'power' | 'reset' | 'brown' | 'dog' | 'lapse';
type Args<K extends 'STALL' | 'FIELD' | 'CONF'> = ArgsOf<RigVocabulary, K>;

export interface SimulatedBoardOptions {
  readonly clock: Clock;
  readonly send: (bytes: Uint8Array) => void;
  readonly unitNumber?: number;
  /** Capabilities that this bench lacks. */
  readonly lacks?: readonly Capability[];
}

/** Simulated board: behaves like the sketch on the board clock, with an ideal stepper and encoder. */
export class SimulatedBoard {
  readonly #options: SimulatedBoardOptions;
  #endpoint: Endpoint<RigVocabulary>;
  #drive: SimulatedDrive;
  #bootUs = 0;
  #stopCause: StopCause = 'none';
  readonly #outputs: SimulatedOutputs;
  readonly #trip = new SimulatedTrip();
  #fieldMt = 0;
  #encoderOk = true;
  #isSilent = false;
  readonly #kept = new Map<number, number>();

  constructor(options: SimulatedBoardOptions) {
    this.#options = options;
    this.#outputs = new SimulatedOutputs({
      clock: options.clock,
      counterSteps: () => this.counterSteps,
      lastValidLineUs: () => this.#endpoint.lastValidLineUs,
      onLapse: () => this.#stop('lapse'),
    });
    this.#drive = this.#newDrive();
    this.#endpoint = this.#newEndpoint('power');
  }

  /** Powers up: sends the banner, and repeats it each second until HELLO. */
  boot(): void {
    this.#endpoint.boot();
  }

  receive(bytes: Uint8Array): void {
    if (!this.#isSilent) this.#endpoint.receive(bytes);
  }

  close(): void {
    this.#endpoint.close();
    this.#drive.halt();
    this.#outputs.close();
  }

  /** Shaft of the bench; tests clamp and disturb it unknown to the board. */
  get shaft(): SimulatedShaft {
    return this.#outputs.shaft;
  }

  get counters() {
    return this.#endpoint.counters;
  }

  /** Counter of commanded steps, for tests that each command acts exactly once. */
  get counterSteps(): number {
    return this.#drive.counterSteps;
  }

  get shaftSteps(): number {
    return this.#drive.shaftSteps;
  }

  /** State of the outputs, for tests. */
  get outputs() {
    return {
      energised: this.#outputs.energised,
      moving: this.#drive.moving,
      stallMode: this.#outputs.stallMode,
      stopCause: this.#stopCause,
    };
  }

  /** Removes the encoder's magnet. */
  loseEncoder(): void {
    this.#encoderOk = false;
  }

  /** Disables the effect of STALL. The board accepts it, but the shaft turns on. */
  breakHolds(): void {
    this.#outputs.breakHolds();
  }

  /** Makes the board silent from now on. */
  fallSilent(): void {
    this.#isSilent = true;
  }

  /** Resets the board, as its button or a brown-out does. It loses all state, and the shaft stays. */
  restart(cause: ResetCause): void {
    const positionSteps = this.shaftSteps;
    this.close();
    this.#outputs.restart(positionSteps);
    this.#drive = this.#newDrive();
    this.#bootUs = this.#options.clock.nowUs();
    this.#makeSafe();
    this.#stopCause = 'none';
    this.#trip.reset();
    this.#endpoint = this.#newEndpoint(cause);
    this.#endpoint.boot();
  }

  /** Sets the field at the board's own sensor. */
  setFieldMt(fieldMt: number): void {
    this.#fieldMt = fieldMt;
    if (!this.#trip.crosses(fieldMt)) return;
    if (this.#stopCause === 'none') this.#outputs.impose(this.#trip.mode);
    this.#endpoint.event('TRIP', { on: this.#trip.tripped ? 1 : 0 });
  }

  #newDrive(): SimulatedDrive {
    return new SimulatedDrive({
      clock: this.#options.clock,
      outputs: this.#outputs,
      onEnd: (toSteps, idle) => this.#endpoint.event('DONE', { toSteps, idle: idle ? 1 : 0 }),
      onHomed: (indexSteps) => this.#endpoint.event('HOMED', { indexSteps }),
    });
  }

  #newEndpoint(resetCause: ResetCause): Endpoint<RigVocabulary> {
    return new Endpoint<RigVocabulary>({
      clock: this.#options.clock,
      vocabulary: rigVocabulary,
      send: (bytes) => {
        if (!this.#isSilent) this.#options.send(bytes);
      },
      handlers: this.#handlers(),
      state: () => this.#state(),
      stopCause: () => this.#stopCause,
      report: () => this.#report(),
      onHello: () => this.#letGo(),
      onStopBytes: () => this.#stop('bytes'),
      identity: this.#identity(resetCause),
    });
  }

  /** Identity for HELLO and banner. A unit number set by CONF lasts until the process ends, as in the EEPROM of a board. */
  #identity(resetCause: ResetCause): {
    readonly unitNumber: number;
    readonly resetCause: string;
    readonly name: string;
  } {
    const unitNumber = (): number =>
      this.#kept.get(UNIT_NUMBER_ITEM) ?? this.#options.unitNumber ?? SHIPPED_UNIT_NUMBER;
    return {
      get unitNumber() {
        return unitNumber();
      },
      resetCause,
      name: 'simulated bench',
    };
  }

  /** Handlers, one per verb of the table; a missing one does not compile. */
  #handlers(): HandlersOf<RigVocabulary> {
    const { lacks = [] } = this.#options;
    return {
      ...announcements(lacks),
      MOVE: (args) => this.#drive.move(args),
      HALT: () => this.#halt(),
      ARM: () => this.#arm(),
      ZERO: ({ counterSteps }) => {
        this.#drive.renumber(counterSteps);
        return done;
      },
      HOME: ({ durationMs }) => this.#drive.home(durationMs),
      FIELD: (args) => this.#armTrip(args),
      STALL: (args) => this.#stall(args),
      SENS: () => {
        const indexCount = lacks.includes('index') ? 0 : this.#drive.indexCount();
        return { ok: true, reply: { encoderAgc: 128, indexCount, supplyMv: 5000 } };
      },
      SOUND: () => done,
      CONF: (args) => this.#configure(args),
    };
  }

  #state(): 'ready' | 'moving' | 'stopped' {
    if (this.#stopCause !== 'none') return 'stopped';
    return this.#drive.moving ? 'moving' : 'ready';
  }

  #report(): ShaftReport {
    const counterSteps = this.counterSteps;
    const { encoderRaw, encoderTurn } = this.shaft.encoder(counterSteps);
    return {
      counterSteps,
      encoderRaw,
      encoderTurn,
      fieldMt: this.#fieldMt,
      stallMode: this.#outputs.stallMode,
      flags: this.#flags(),
      eventNumber: 0,
      deviceUs: (this.#options.clock.nowUs() - this.#bootUs) % 2 ** 32,
    };
  }

  #flags(): number {
    return boardFlags({
      moving: this.#drive.moving,
      queued: this.#drive.queued,
      stopped: this.#stopCause !== 'none',
      energised: this.#outputs.energised,
      encoder: this.#encoderOk,
      tripArmed: this.#trip.armed,
      tripped: this.#trip.tripped,
    });
  }

  /** Ends motion, current, stall mode and FIELD at the start of a session or a new configuration. */
  #letGo(): void {
    this.#drive.halt();
    this.#outputs.impose('none');
    this.#trip.reset();
    this.#outputs.deEnergise();
  }

  #halt(): PlainAnswer {
    this.#drive.halt();
    this.#outputs.deEnergise();
    return done;
  }

  #stop(cause: StopCause): void {
    this.#makeSafe();
    this.#stopCause = cause;
    this.#endpoint.event('STOPPED', { cause });
  }

  #makeSafe(): void {
    this.#drive.halt();
    this.#outputs.deEnergise();
    this.#outputs.impose('none');
  }

  #arm(): PlainAnswer {
    this.#stopCause = 'none';
    this.#imposeField();
    return done;
  }

  #armTrip(args: Args<'FIELD'>): PlainAnswer {
    this.#trip.arm(args);
    this.setFieldMt(this.#fieldMt);
    this.#imposeField();
    return done;
  }

  /** Applies the mode of FIELD again after a stop: a stop ends the imposed mode but leaves FIELD armed. */
  #imposeField(): void {
    if (this.#trip.tripped && this.#stopCause === 'none') this.#outputs.impose(this.#trip.mode);
  }

  #stall({ mode, bySteps }: Args<'STALL'>): PlainAnswer {
    if (mode !== 'back' && bySteps !== 0) return { ok: false, error: 'RANGE', fields: { argumentIndex: 1 } };
    this.#outputs.impose(mode);
    if (mode === 'back') this.#drive.push(bySteps);
    return done;
  }

  #configure({ item, value }: Args<'CONF'>): Answer<{ readonly value: number }> {
    const argumentIndex = configFault(item, value);
    if (argumentIndex !== undefined) return { ok: false, error: 'RANGE', fields: { argumentIndex } };
    this.#letGo();
    this.#kept.set(item, value);
    return { ok: true, reply: { value } };
  }
}
