import type { Clock } from '../../protocol/clock.ts';
import { assumed, type Quantity, sourced } from '../base/quantity.ts';
import type { RandomStream } from '../base/random-stream.ts';
import { type Acceptance, accepted, refused } from '../base/refusal.ts';
import { US_PER_HOUR } from '../base/time-units.ts';
import type { Catheter } from '../plant/catheter/catheter.ts';
import { leftShare, nuclideData, type Tracer, visibleMbq } from '../plant/catheter/tracer.ts';
import type { Trace } from '../trace/trace.ts';
import { CONTRAST } from './injected-fluid.ts';
import type { ReservoirMix } from './reservoir-mix.ts';

export const examinationKinds = ['fluoroscopy', 'CT', 'scintigraphy'] as const;
export type ExaminationKind = (typeof examinationKinds)[number];

/** What is there, or that as often missed and imagined as published. */
export type ExaminationReading = 'ideal' | 'sampled';

/** What pictures show of contrast: where it went. */
export type ContrastFinding = 'layers' | 'extravasation' | 'no layering' | 'no intrathecal contrast' | 'no contrast';

/** How far a tracer came. */
export type TracerFinding = 'in the CSF' | 'in the pocket' | 'in the catheter' | 'in the reservoir' | 'no tracer';

const unpublished = 'what contrast outside the catheter can be seen; not published';

/** Least contrast outside the catheter that is seen. */
const visibleMl: Readonly<Record<'fluoroscopy' | 'CT', Quantity>> = {
  fluoroscopy: assumed(0.3, 'mL', unpublished),
  CT: assumed(0.02, 'mL', unpublished),
};

/** The least that pictures show, for the list of what a verdict rests on. */
export const visibleText = `seen outside the catheter: contrast from ${visibleMl.fluoroscopy.value} mL by fluoroscopy, ${visibleMl.CT.value} mL by CT; a tracer from ${visibleMbq.value} MBq`;

const dupoiron = 'Dupoiron et al., imaging for intrathecal drug delivery systems (review), CT after injection';
const ctSensitivityRatio = sourced(0.81, '', dupoiron);
const ctSpecificityRatio = sourced(0.93, '', dupoiron);

/** Contrast that has left the catheter, by each way. */
interface Gone {
  readonly tipUg: number;
  readonly strayUg: number;
  readonly leakedUg: number;
}

const nothingGone: Gone = { tipUg: 0, strayUg: 0, leakedUg: 0 };

/** What pictures are taken of: the catheter, and what is known of it. */
export interface ExaminedCatheter {
  readonly catheter: Catheter;
  readonly mix: ReservoirMix;
  readonly ulPerCm: number;
  readonly hasGranuloma: boolean;
  readonly isSound: boolean;
  readonly pumpLeakedUg: (name: string) => number;
}

export interface ExaminationsOptions {
  readonly clock: Clock;
  readonly trace: Trace;
  readonly life: ExaminedCatheter;
  /** All that is in the reservoir. */
  readonly reservoirMl: () => number;
  /** Draws what is missed and what is imagined. */
  readonly stream: RandomStream;
}

/** Pictures of a catheter: contrast under fluoroscopy or CT, a tracer under a gamma camera. */
export class Examinations {
  readonly #options: ExaminationsOptions;
  readonly #tracers: (Tracer & { readonly name: string; readonly filledUs: number })[] = [];
  #contrastBefore: Gone = nothingGone;

  constructor(options: ExaminationsOptions) {
    this.#options = options;
  }

  /** A filling brings a tracer: it is followed under the name that is returned, as the activity at this moment. */
  filled(tracer: Tracer): string {
    const { clock, life } = this.#options;
    const name = `${tracer.nuclide} ${this.#tracers.length + 1}`;
    this.#tracers.push({ ...tracer, name, filledUs: clock.nowUs() });
    life.catheter.followFluid(name);
    return name;
  }

  /** Contrast is about to be injected: what left before is no longer seen. */
  beforeContrast(): void {
    this.#options.life.catheter.settle();
    this.#contrastBefore = this.#contrastGone();
  }

  /** Refused where sampled errors are asked for and no rates are published; those of CT alone are. */
  examine(kind: ExaminationKind, reading: ExaminationReading = 'ideal'): Acceptance {
    const { trace, life } = this.#options;
    trace.event('in.examination', { kind, reading });
    if (reading === 'sampled' && kind !== 'CT')
      return refused(
        'examination',
        `${kind}, reading sampled`,
        'CT: for no other are rates of error published',
        'lacking',
      );
    life.catheter.settle();
    if (kind === 'scintigraphy') this.#scintigraphy();
    else this.#contrastPictures(kind, reading);
    return accepted;
  }

  #contrastPictures(kind: 'fluoroscopy' | 'CT', reading: ExaminationReading): void {
    const { trace, life } = this.#options;
    const gone = this.#contrastGone();
    const extravasatedMl = gone.leakedUg - this.#contrastBefore.leakedUg;
    const intrathecalMl = gone.tipUg - this.#contrastBefore.tipUg;
    const strayMl = gone.strayUg - this.#contrastBefore.strayUg;
    const insideMl = life.catheter.books.fluid(CONTRAST)?.catheterUg ?? 0;
    const columnCm = (insideMl * 1000) / life.ulPerCm;
    const volumes = { extravasatedMl, intrathecalMl, strayMl, insideMl };
    const state = this.#contrastFinding(volumes, visibleMl[kind].value);
    const isNormal = reading === 'ideal' ? state === 'layers' : this.#sampledNormal();
    const outcome = isNormal ? 'normal' : 'abnormal';
    trace.event('true.examination', {
      kind,
      state,
      outcome,
      reading,
      columnCm,
      extravasatedMl,
      intrathecalMl,
      strayMl,
    });
  }

  #contrastFinding(
    {
      extravasatedMl,
      intrathecalMl,
      strayMl,
      insideMl,
    }: Readonly<Record<'extravasatedMl' | 'intrathecalMl' | 'strayMl' | 'insideMl', number>>,
    leastMl: number,
  ): ContrastFinding {
    const { life } = this.#options;
    if (extravasatedMl >= leastMl) return 'extravasation';
    if (intrathecalMl + strayMl >= leastMl) return life.hasGranuloma || strayMl >= leastMl ? 'no layering' : 'layers';
    return insideMl > 0 || intrathecalMl > 0 ? 'no intrathecal contrast' : 'no contrast';
  }

  /** By the truth of the catheter, missed and imagined as often as was published. */
  #sampledNormal(): boolean {
    const { life, stream } = this.#options;
    const drawn = stream.uniform();
    return life.isSound ? drawn < ctSpecificityRatio.value : drawn >= ctSensitivityRatio.value;
  }

  #contrastGone(): Gone {
    const books = this.#options.life.catheter.books.fluid(CONTRAST);
    if (books === undefined) return nothingGone;
    const { tipUg, strayUg, leakedUg } = books;
    return { tipUg, strayUg, leakedUg };
  }

  /** Activity is conserved but for its decay; nothing clears it from the cerebrospinal fluid (assumed). */
  #scintigraphy(): void {
    const { clock, trace, life, reservoirMl } = this.#options;
    const tracer = this.#tracers.at(-1);
    if (tracer === undefined) {
      trace.event('true.examination', { kind: 'scintigraphy', state: 'no tracer', outcome: 'abnormal' });
      return;
    }
    const { name, nuclide, filledUs } = tracer;
    const afterUs = clock.nowUs() - filledUs;
    const left = leftShare(nuclide, afterUs);
    const books = life.catheter.books.fluid(name);
    const activity = {
      reservoirMbq: left * life.mix.perMl(name) * reservoirMl(),
      catheterMbq: left * ((books?.catheterUg ?? 0) + (books?.portUg ?? 0)),
      pocketMbq: left * ((books?.leakedUg ?? 0) + life.pumpLeakedUg(name)),
      csfMbq: left * (books?.tipUg ?? 0),
      strayMbq: left * (books?.strayUg ?? 0),
    };
    const state = tracerFinding(activity);
    const hours = afterUs / US_PER_HOUR;
    const isOnItsWay = state === 'in the catheter' || state === 'in the reservoir';
    const isEarly = isOnItsWay && hours < nuclideData[nuclide].normalBy.value;
    const outcome = state === 'in the CSF' ? 'normal' : isEarly ? 'too early' : 'abnormal';
    trace.event('true.examination', { kind: 'scintigraphy', state, outcome, nuclide, hours, ...activity });
  }
}

function tracerFinding(a: Readonly<Record<'catheterMbq' | 'pocketMbq' | 'csfMbq', number>>): TracerFinding {
  if (a.pocketMbq >= visibleMbq.value) return 'in the pocket';
  if (a.csfMbq >= visibleMbq.value) return 'in the CSF';
  return a.catheterMbq >= visibleMbq.value ? 'in the catheter' : 'in the reservoir';
}
