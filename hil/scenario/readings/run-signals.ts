import { type EventRecord, isEvent, type TraceRecord } from '../../../firmware-sim/trace/record.ts';
import type { SignalDeclaration } from '../../../firmware-sim/trace/signal.ts';
import type { HeldRotor } from './held-rotor.ts';
import type { ReadingRange } from './reading.ts';
import { type Piece, SignalPieces } from './signal-pieces.ts';
import { type CommandedSteps, StepCount, type StepStart } from './step-count.ts';
import { TrainCount } from './train-count.ts';

const PROGRAMMED = 'pump.programmedMl';
const COMMANDED = 'motor.commandedSteps';
const COUNTED = 'motor.countedSteps';
const ROTOR = 'true.rotorDeg';
const RESOLUTION = 'bench.resolutionDeg';
const OVERRUN = 'bench.overrunDeg';
/** Modes with a schedule. A schedule carries an unfinished step over its boundaries. */
const SCHEDULED: readonly string[] = ['flex', 'periodic bolus'];

/** A state or a number that an event sets. */
interface Since<T> {
  readonly atUs: number;
  readonly is: T;
}

/** Error that a rig adds to true values, in degrees of its shaft. */
export interface RigResolution {
  /** Smallest difference that the rig resolves. */
  readonly resolutionDeg: number;
  /** Part of it that a reversal added: the play of the gears. */
  readonly backlashDeg: number;
  /** Largest angle that the shaft can have turned after a sensed field crossed its threshold. */
  readonly overrunDeg: number;
}

/** Records of the signals that the checks of a run read, in the order of the trace. */
export class RunSignals {
  readonly #declared: ReadonlyMap<string, SignalDeclaration>;
  readonly #pieces = new Map<string, SignalPieces>();
  /** Amplitude of a held rotor; undefined while it is not held. */
  readonly #rocking: Since<number | undefined>[] = [];
  readonly #azimuths: Since<number | undefined>[] = [];
  readonly #valves: Since<string>[] = [];
  readonly #modes: Since<string>[] = [];
  readonly #entries: EventRecord[] = [];
  readonly #ranges = new Map<string, Map<number, ReadingRange>>();
  /** Time of the last record. */
  #heardUs = 0;
  /** Times at which a schedule restarts and drops the unfinished step. */
  readonly #restartsUs = new Set<number>();
  readonly steps: CommandedSteps | undefined;

  /** Keeps the pieces of the signals in `wanted`, see `withSources`. Other signals take no memory. */
  constructor(signals: readonly SignalDeclaration[], wanted: Iterable<string>) {
    this.#declared = new Map(signals.map((signal) => [signal.name, signal]));
    for (const name of wanted) this.#pieces.set(name, new SignalPieces());
    this.steps = this.#stepsOf();
  }

  /** Steps of the firmware under test, or of the model. */
  #stepsOf(): CommandedSteps | undefined {
    if (this.#declared.has(COMMANDED))
      return new TrainCount({
        commanded: this.pieces(COMMANDED),
        counted: this.pieces(COUNTED),
        heardUs: () => this.#heardUs,
      });
    const stepMl = this.#declared.get(PROGRAMMED)?.quantum;
    if (stepMl === undefined) return undefined;
    return new StepCount(this.pieces(PROGRAMMED), stepMl, (timeUs) => this.#startOfSteps(timeUs));
  }

  /** Returns the ranges of a signal's whole pieces that are already computed, by the index of the piece. */
  rangesOf(signal: string): Map<number, ReadingRange> {
    const known = this.#ranges.get(signal) ?? new Map<number, ReadingRange>();
    this.#ranges.set(signal, known);
    return known;
  }

  /** Processes the next record of the trace. */
  hear(record: TraceRecord): void {
    this.#heardUs = record.t;
    if (!isEvent(record)) {
      this.#pieces.get(record.s)?.add(record);
      return;
    }
    this.#hearEvent(record);
  }

  #hearEvent(record: EventRecord): void {
    const { t: atUs, e } = record;
    if (e === 'true.rotor') {
      const rockingDeg = record.state === 'held' ? Number(record.rockingDeg ?? 0) : undefined;
      this.#rocking.push({ atUs, is: rockingDeg });
    } else if (e === 'in.field') {
      const { azimuthDeg } = record;
      this.#azimuths.push({ atUs, is: typeof azimuthDeg === 'number' ? azimuthDeg : undefined });
    } else if (e === 'true.valves') this.#valves.push({ atUs, is: String(record.state) });
    else if (e === 'pump.mode') {
      this.#modes.push({ atUs, is: String(record.mode) });
      this.#restartsUs.add(atUs);
    } else if (e === 'pump.bolus' && record.kind !== 'periodic bolus' && record.phase !== 'refused') {
      this.#restartsUs.add(atUs);
    } else if (e === 'bench.entry' || e === 'bench.refusal') this.#entries.push(record);
  }

  declared(signal: string): SignalDeclaration | undefined {
    return this.#declared.get(signal);
  }

  /** The pieces of each signal that is kept. */
  get kept(): ReadonlyMap<string, SignalPieces> {
    return this.#pieces;
  }

  /** Returns the pieces of a signal. A signal outside `wanted` has none. */
  pieces(signal: string): SignalPieces {
    return this.#pieces.get(signal) ?? new SignalPieces();
  }

  /** Returns the records of several signals, signal by signal. */
  recordsOf(names: readonly string[]): readonly TraceRecord[] {
    return names.flatMap((name) => {
      const pieces = this.pieces(name);
      return Array.from(
        { length: pieces.count },
        (_, index): TraceRecord => ({ s: name, ...(pieces.piece(index) as Piece) }),
      );
    });
  }

  /** Events of timeline entries: executed, or refused by the pump. */
  get entryEvents(): readonly EventRecord[] {
    return this.#entries;
  }

  get rotor(): SignalPieces {
    return this.pieces(ROTOR);
  }

  get rotorStepDeg(): number | undefined {
    return this.#declared.get(ROTOR)?.quantum;
  }

  /** Returns how a field holds the rotor after the events of a time. Undefined if no field holds it. */
  heldAt(timeUs: number): HeldRotor | undefined {
    const rockingDeg = lastAt(this.#rocking, timeUs);
    return rockingDeg === undefined ? undefined : { rockingDeg, azimuthDeg: lastAt(this.#azimuths, timeUs) };
  }

  /** Returns the state of the valves after the events of a time. */
  valvesAt(timeUs: number): string {
    return lastAt(this.#valves, timeUs) ?? 'metering';
  }

  /** Returns the error of the rig at a time. All its parts are 0 without a record. */
  rigAt(timeUs: number): RigResolution {
    const resolution = this.pieces(RESOLUTION);
    const resolutionDeg = resolution.at(timeUs)?.v ?? 0;
    return {
      resolutionDeg,
      backlashDeg: resolutionDeg - Math.min(resolutionDeg, resolution.piece(0)?.v ?? 0),
      overrunDeg: this.pieces(OVERRUN).at(timeUs)?.v ?? 0,
    };
  }

  /** Returns the times after `fromUs` and up to `toUs` at which the error of the rig changed. */
  rigChangesUs(fromUs: number, toUs: number): readonly number[] {
    const timesUs = [RESOLUTION, OVERRUN].flatMap((name) => {
      const pieces = this.pieces(name);
      return Array.from({ length: pieces.count }, (_, index) => (pieces.piece(index) as Piece).t);
    });
    return [...new Set(timesUs)].filter((timeUs) => timeUs > fromUs && timeUs <= toUs).sort((a, b) => a - b);
  }

  #startOfSteps(timeUs: number): StepStart {
    if (!SCHEDULED.includes(lastAt(this.#modes, timeUs) ?? '')) return 'dropped';
    return this.#restartsUs.has(timeUs) ? 'dropped' : 'carried';
  }
}

/** Returns the last entry at or before a time. */
function lastAt<T>(entries: readonly Since<T>[], timeUs: number): T | undefined {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle] as Since<T>).atUs <= timeUs) low = middle + 1;
    else high = middle;
  }
  return entries[low - 1]?.is;
}
