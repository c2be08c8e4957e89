import { type Acceptance, accepted, type RefusedField } from '../../../firmware-sim/base/refusal.ts';
import type { BridgeBolus, PatientBolus, Program, ProgramChange } from '../../../firmware-sim/base/therapy.ts';
import { US_PER_DAY, US_PER_SECOND } from '../../../firmware-sim/base/time-units.ts';
import { fieldsOf } from '../../../firmware-sim/build/program-fields.ts';
import type { BolusKind } from '../../../firmware-sim/firmware/bolus.ts';
import { type Product, rollersOf } from '../../../firmware-sim/products/product.ts';
import { stepMlOf, stepVolumeOf } from '../../../firmware-sim/products/step-volume.ts';
import { programLinesOf } from '../../../firmware-sim/telemetry/telemetry-draft-fields.ts';
import type { Trace } from '../../../firmware-sim/trace/trace.ts';
import { type ProgramLine, programChecksum } from '../../../protocol/line/program-checksum.ts';
import type { OrderBook, OrderedBolus } from '../order-book.ts';
import type { SessionArgs, SessionResult } from '../session/firmware-session.ts';
import { answerOf, refusalByTable } from './firmware-answers.ts';
import type { ForeignLink } from './foreign-link.ts';
import type { StatedValues } from './stated-values.ts';

/** Difference by which a checksum becomes that of another program. */
const OTHER_SUM = 1;
const SECONDS_PER_DAY = US_PER_DAY / US_PER_SECOND;
const NL_PER_ML = 1_000_000;

export interface ForeignOrdersOptions {
  readonly trace: Trace;
  readonly product: Product;
  readonly link: ForeignLink;
  readonly book: OrderBook;
  readonly stated: StatedValues;
  /** True if a single bolus leaves the pump stopped. */
  readonly endsStopped: boolean;
}

type BolusVerb = 'BOLUS' | 'ASK' | 'PRIME' | 'STUDY';

/** Orders of a programmer to a foreign firmware: programs and boluses. The trace records each as an input. */
export class ForeignOrders {
  readonly #options: ForeignOrdersOptions;
  #draft: ProgramChange | undefined;
  #patientBolus: PatientBolus | undefined;

  constructor(options: ForeignOrdersOptions) {
    this.#options = options;
  }

  /** Programs the pump as a whole, in the two phases of the wire. */
  async program(change: ProgramChange): Promise<Acceptance> {
    this.#options.trace.event('in.program', fieldsOf(change));
    const drafted = await this.#drafted(change);
    return drafted.ok ? this.#committed(change, 0) : drafted;
  }

  /** Commits a draft that was written before the run. */
  commitFirst(change: ProgramChange): Promise<Acceptance> {
    const { mode = 'stopped', rateMlPerDay, flex, periodicBolus, patientBolus } = change;
    const parts = { mode, rateMlPerDay, flex, periodicBolus, patientBolus };
    this.#options.trace.event(
      'in.program',
      fieldsOf(Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined))),
    );
    return this.#committed(change, 0);
  }

  /** Drafts a program. Nothing of it runs. */
  async draft(program: Pick<Program, 'mode' | 'rateMlPerDay'>): Promise<Acceptance> {
    this.#draft = program;
    return this.#drafted(program);
  }

  /** Confirms the draft, or by mistake another program. */
  async confirm(what: 'draft' | 'another program'): Promise<Acceptance> {
    const change = this.#draft ?? {};
    this.#draft = undefined;
    this.#options.trace.event('in.program', fieldsOf(change));
    return this.#committed(change, what === 'draft' ? 0 : OTHER_SUM);
  }

  /** Stops the pump. */
  async stop(): Promise<Acceptance> {
    const { link, trace, book, stated } = this.#options;
    if (!link.has('STOP')) return this.program({ mode: 'stopped' });
    trace.event('in.program', { mode: 'stopped' });
    const answer = answerOf(await link.request('STOP', {}), { field: 'mode', value: 'stopped' });
    if (!answer.ok) return answer;
    book.program({ mode: 'stopped' });
    stated.read();
    return answer;
  }

  /** Orders a single bolus; without a duration as fast as the product allows. */
  single(volumeMl: number, durationUs: number | undefined): Promise<Acceptance> {
    const fastest = this.#options.product.quantities.rateMlPerDayMax.value;
    const seconds =
      durationUs === undefined
        ? Math.ceil((volumeMl * SECONDS_PER_DAY) / fastest)
        : Math.max(1, Math.round(durationUs / US_PER_SECOND));
    const rateMlPerDay = durationUs === undefined ? fastest : rateOf(volumeMl, seconds);
    const programAfter = this.#options.endsStopped ? { programAfter: { mode: 'stopped' } as const } : {};
    return this.#bolus(
      { kind: 'single bolus', volumeMl, rateMlPerDay: rateOf(volumeMl, seconds), ...programAfter },
      { verb: 'BOLUS', args: { volumeMl, durationSeconds: seconds } },
      { volumeMl, rateMlPerDay },
    );
  }

  /** Presses the patient's button. */
  async askPatientBolus(): Promise<Acceptance> {
    const { volumeMl = 0, durationUs = US_PER_SECOND } = this.#patientBolus ?? {};
    const rateMlPerDay = rateOf(volumeMl, durationUs / US_PER_SECOND);
    const answer = await this.#bolus({ kind: 'patient bolus', volumeMl, rateMlPerDay }, { verb: 'ASK', args: {} }, {});
    if (!answer.ok) {
      const { why } = answer.refusal;
      this.#options.trace.event('pump.bolus', { phase: 'refused', kind: 'patient bolus', why });
    }
    return answer;
  }

  /** Orders a priming bolus at the highest rate. */
  priming(volumeMl: number): Promise<Acceptance> {
    const rateMlPerDay = this.#options.product.quantities.rateMlPerDayMax.value;
    const order = { kind: 'priming bolus', volumeMl, rateMlPerDay } as const;
    return this.#bolus(order, { verb: 'PRIME', args: { volumeMl } }, { volumeMl, rateMlPerDay });
  }

  /** Orders the bolus of a roller study. Its caller records the request and takes the films. */
  async study(): Promise<Acceptance> {
    const { product } = this.#options;
    const q = rollersOf(product);
    if (q === undefined) throw new RangeError(`roller study: ${product.id} has no rotor`);
    const steps = Math.round((q.studyAngleDeg.value / 360) * q.stepsPerRevolutionCount.value);
    const volumeMl = steps * stepMlOf(stepVolumeOf(product));
    return this.#ordered(
      { kind: 'roller study', volumeMl, rateMlPerDay: q.studyRateMlPerDay.value },
      { verb: 'STUDY', args: {} },
    );
  }

  /** Bridges a change of concentration. The old drug is programmed first, so that the firmware knows it. */
  async bridge(bolus: BridgeBolus): Promise<Acceptance> {
    const { trace } = this.#options;
    const { others: _others, ...asked } = bolus;
    trace.event('in.bolus', { kind: 'bridge bolus', ...asked });
    const drug = (concentrationUgPerMl: number) => ({ drug1: { name: 'other', concentrationUgPerMl } });
    const path = bolus.pathMl === undefined ? {} : { catheterMl: bolus.pathMl };
    const first = { ...drug(bolus.oldUgPerMl), ...path };
    const told = await this.#drafted(first);
    const known = told.ok ? await this.#committed(first, 0) : told;
    if (!known.ok) return known;
    const change = { ...drug(bolus.newUgPerMl), bridge: { drugSlot: 1, doseUgPerDay: bolus.doseUgPerDay } };
    const drafted = await this.#drafted(change);
    return drafted.ok ? this.#bridgeCommitted(change) : drafted;
  }

  /** Commits a drafted bridge. The firmware states its rates before. */
  async #bridgeCommitted(change: ProgramChange): Promise<Acceptance> {
    const { link, trace, book, stated } = this.#options;
    const drafted = await link.request('BRIDGE', {});
    const answer = await this.#committed(change, 0);
    if (!answer.ok || !drafted.ok) return answer;
    const { rateMlPerDay, durationSeconds, thenMlPerDay } = drafted.reply;
    const volumeMl = (rateMlPerDay * durationSeconds) / SECONDS_PER_DAY;
    const steps = Math.round(volumeMl / stepMlOf(stepVolumeOf(this.#options.product)));
    trace.event('pump.bolus', { phase: 'start', kind: 'bridge bolus', steps });
    const programAfter = { mode: 'simple continuous', rateMlPerDay: thenMlPerDay } as const;
    book.bolus({ kind: 'bridge bolus', volumeMl, rateMlPerDay, programAfter });
    stated.bolusBegan(rateMlPerDay);
    return answer;
  }

  async #drafted(change: ProgramChange): Promise<Acceptance> {
    const { link } = this.#options;
    await link.read('PROGBEGIN', {});
    for (const line of programLinesOf(change)) {
      const answer = await this.#draftedLine(line, change);
      if (!answer.ok) return this.#dropped(answer);
    }
    return accepted;
  }

  async #draftedLine(line: ProgramLine, change: ProgramChange): Promise<Acceptance> {
    const asked = askedOf(change);
    try {
      return answerOf(await requestLine(this.#options.link, line), asked);
    } catch (error) {
      return refusalByTable(error, asked.field);
    }
  }

  async #committed(change: ProgramChange, sumError: number): Promise<Acceptance> {
    const { link, book, stated } = this.#options;
    const checksum = programChecksum(programLinesOf(change)) ^ sumError;
    const answer = answerOf(await link.request('PROGCOMMIT', { checksum }), askedOf(change));
    if (!answer.ok) return this.#dropped(answer);
    if (change.patientBolus !== undefined)
      this.#patientBolus = change.patientBolus === 'off' ? undefined : change.patientBolus;
    if (change.mode !== undefined || change.rateMlPerDay !== undefined)
      book.program(programAfter(change, book.ordersProgram));
    stated.read();
    return answer;
  }

  async #dropped(refusal: Acceptance): Promise<Acceptance> {
    const { link } = this.#options;
    if (link.has('PROGCANCEL')) await link.request('PROGCANCEL', {});
    return refusal;
  }

  #bolus<V extends BolusVerb>(
    order: OrderedBolus,
    request: { readonly verb: V; readonly args: SessionArgs<V> },
    told: { readonly volumeMl?: number; readonly rateMlPerDay?: number },
  ): Promise<Acceptance> {
    this.#options.trace.event('in.bolus', { kind: order.kind, ...told });
    return this.#ordered(order, request);
  }

  async #ordered<V extends BolusVerb>(
    order: OrderedBolus,
    { verb, args }: { readonly verb: V; readonly args: SessionArgs<V> },
  ): Promise<Acceptance> {
    const { link, trace, book, stated, product } = this.#options;
    const { kind, volumeMl } = order;
    const result = (await link.request(verb, args)) as SessionResult<BolusVerb>;
    const answer = answerOf(result, {
      field: fieldOfBolus[kind],
      value: kind === 'patient bolus' ? 'requested' : `${volumeMl} mL`,
    });
    if (!answer.ok || !result.ok) return answer;
    const steps = Math.round(result.reply.volumeMl / stepMlOf(stepVolumeOf(product)));
    trace.event('pump.bolus', { phase: 'start', kind, steps });
    book.bolus(order);
    stated.bolusBegan(result.reply.rateMlPerDay);
    return answer;
  }
}

const fieldOfBolus: Readonly<Record<BolusKind, RefusedField>> = {
  'single bolus': 'bolus',
  'patient bolus': 'patient bolus',
  'priming bolus': 'priming bolus',
  'bridge bolus': 'bridge bolus',
  'roller study': 'roller study',
};

function requestLine<V extends ProgramLine['verb']>(
  link: ForeignLink,
  { verb, args }: { readonly verb: V; readonly args: unknown },
): Promise<SessionResult<V>> {
  return link.request(verb, args as SessionArgs<V>);
}

/** Rates are whole numbers of nanolitres a day. */
function rateOf(volumeMl: number, seconds: number): number {
  return Math.round(((volumeMl * SECONDS_PER_DAY) / seconds) * NL_PER_ML) / NL_PER_ML;
}

function askedOf({ mode, rateMlPerDay }: ProgramChange): { readonly field: RefusedField; readonly value: string } {
  const rate = rateMlPerDay === undefined ? '' : `${rateMlPerDay} mL/day`;
  if (mode === undefined) return { field: 'program', value: rate === '' ? 'a change of settings' : rate };
  return { field: 'program', value: rate === '' ? mode : `${mode}, ${rate}` };
}

/** Returns the program that runs after a change: absent parts keep their value. */
function programAfter(change: ProgramChange, before: Program): Program {
  const { mode = before.mode, rateMlPerDay, flex, periodicBolus } = change;
  const rate = rateMlPerDay ?? (mode === before.mode ? before.rateMlPerDay : undefined);
  return {
    mode,
    ...(rate === undefined ? {} : { rateMlPerDay: rate }),
    ...(flex === undefined ? {} : { flex }),
    ...(periodicBolus === undefined ? {} : { periodicBolus }),
  };
}
