import { BoardTime } from '../../../hil/base/board-time.ts';
import { WireRig } from '../../../hil/rigs/wire-rig.ts';
import { type Answer, Endpoint } from '../../../protocol/device/endpoint.ts';
import {
  capabilities,
  type RigVocabulary,
  rigVocabulary,
  shaftFlags,
} from '../../../protocol/tables/rig-vocabulary.ts';
import type { ArgsOf, VerbOf } from '../../../protocol/tables/vocabulary.ts';

const LINE_US = 1000;
const done: Answer<Record<never, never>> = { ok: true, reply: {} };

/** A foreign rig whose HELLO keeps stall mode and armed field, with this program's host. */
export class StickyRig {
  readonly boardTime = new BoardTime('free');
  readonly rig: WireRig;
  readonly asked: string[] = [];
  stallMode: 'none' | 'hold' = 'hold';
  isArmed = true;
  isTripped = true;
  isStopped = true;
  readonly #obeys: boolean;

  /** `obeys`: STALL and FIELD take effect. */
  constructor({ obeys }: { readonly obeys: boolean }) {
    this.#obeys = obeys;
    const { clock } = this.boardTime;
    const endpoint = new Endpoint<RigVocabulary>({
      clock,
      vocabulary: rigVocabulary,
      send: (bytes) => void clock.at(clock.nowUs() + LINE_US, () => this.rig.receive(bytes)),
      handlers: this.#handlers(),
      state: () => (this.isStopped ? 'stopped' : 'ready'),
      stopCause: () => (this.isStopped ? 'lapse' : 'none'),
      report: () => this.#report(),
      onHello: () => undefined,
      onStopBytes: () => undefined,
      identity: { unitNumber: 1, resetCause: 'power', name: 'sticky' },
    });
    this.rig = new WireRig({
      name: 'sticky',
      time: 'virtual',
      boardTime: this.boardTime,
      session: 0xa3,
      send: (bytes) => void clock.at(clock.nowUs() + LINE_US, () => endpoint.receive(bytes)),
    });
    endpoint.boot();
    this.rig.open();
  }

  #handlers() {
    const note = <R>(verb: VerbOf<RigVocabulary>, answer: R, act: () => void = () => undefined) => {
      this.asked.push(verb);
      act();
      return answer;
    };
    const caps = capabilities('encoder', 'hold', 'trip', 'fieldSensor');
    const [facts, units] = [
      { capabilities: caps, stepsPerSecondMax: 500, segmentMsMax: 1000 },
      { turnStepsNumerator: 2048, turnStepsDenominator: 1 },
    ];
    const accuracy = { slipQuantumSteps: 4, residualMilliDeg: 100, backlashMilliDeg: 0, calibrated: 1 };
    return {
      CAPS: () => ({ ok: true, reply: facts }) as const,
      UNITS: () => ({ ok: true, reply: units }) as const,
      ACCURACY: () => ({ ok: true, reply: accuracy }) as const,
      ZERO: () => note('ZERO', done),
      HALT: () => note('HALT', done),
      ARM: () => note('ARM', done, () => this.#set(() => (this.isStopped = false))),
      STALL: ({ mode }: ArgsOf<RigVocabulary, 'STALL'>) =>
        note('STALL', done, () => this.#set(() => (this.stallMode = mode === 'none' ? 'none' : 'hold'))),
      FIELD: ({ tripMt }: ArgsOf<RigVocabulary, 'FIELD'>) =>
        note('FIELD', done, () => this.#set(() => (this.isArmed = this.isTripped = tripMt > 0))),
    };
  }

  #set(change: () => void): void {
    if (this.#obeys) change();
  }

  #report() {
    const { isArmed, isTripped, isStopped, stallMode } = this;
    const flags = [
      ...(isArmed ? (['tripArmed'] as const) : []),
      ...(isTripped ? (['tripped'] as const) : []),
      ...(isStopped ? (['stopped'] as const) : []),
    ];
    const shaft = { counterSteps: 0, encoderRaw: 0, encoderTurn: 0, fieldMt: 0, eventNumber: 0, deviceUs: 0 };
    return { ...shaft, stallMode, flags: shaftFlags('encoderOk', ...flags) };
  }
}
