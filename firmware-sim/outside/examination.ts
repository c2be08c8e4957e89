import type { Clock } from '../../protocol/clock.ts';
import { assumed, type Quantity, sourced } from '../base/quantity.ts';
import type { RandomStream } from '../base/random-stream.ts';
import { type Acceptance, accepted, refused } from '../base/refusal.ts';
import { US_PER_HOUR } from '../base/time-units.ts';
import type { Catheter } from '../plant/catheter/catheter.ts';
import { leftShare, nuclideData, type Tracer, visibleMbq } from '../plant/catheter/tracer.ts';
import type { Declarations } from '../trace/signal.ts';
import type { Trace } from '../trace/trace.ts';
import { CONTRAST } from './injected-fluid.ts';
import type { ReservoirMix } from './reservoir-mix.ts';

export const examinationKinds = ['fluoroscopy', 'CT', 'scintigraphy'] as const;

/** Event of an examination. */
export const examinationSignals = {
  'in.examination': { kind: 'event', unit: '', doc: 'Pictures of the catheter were requested.' },
  'true.examination': {
    kind: 'event',
    unit: 'mL',
    texts: [
      ...examinationKinds,
      ...([
        'layers',
        'extravasation',
        'no layering',
        'no intrathecal contrast',
        'no contrast',
      ] satisfies ContrastFinding[]),
      ...([
        'in the CSF',
        'in the pocket',
        'in the catheter',
        'in the reservoir',
        'no tracer',
      ] satisfies TracerFinding[]),
      'normal',
      'abnormal',
      'too early',
    ],
    doc: 'Place of contrast or a tracer, and its reading.',
  },
} as const satisfies Declarations;
export type ExaminationKind = (typeof examinationKinds)[number];

/** Reading of pictures. `ideal` tells the truth, `sampled` draws errors at their published rates. */
export type ExaminationReading = 'ideal' | 'sampled';

/** Finding of contrast pictures: the places that the contrast reached. */
export type ContrastFinding = 'layers' | 'extravasation' | 'no layering' | 'no intrathecal contrast' | 'no contrast';

/** Finding of tracer pictures: the last place that the tracer reached. */
export type TracerFinding = 'in the CSF' | 'in the pocket' | 'in the catheter' | 'in the reservoir' | 'no tracer';

const unpublished = 'smallest volume outside the catheter that is seen; not published';

/** Smallest volume of contrast outside the catheter that pictures show. */
const visibleMl: Readonly<Record<'fluoroscopy' | 'CT', Quantity>> = {
  fluoroscopy: assumed(0.3, 'mL', unpublished),
  CT: assumed(0.02, 'mL', unpublished),
};

/** Smallest amounts that pictures show, for the assumptions of a verdict. */
export const visibleText = `seen outside the catheter: contrast from ${visibleMl.fluoroscopy.value} mL by fluoroscopy, ${visibleMl.CT.value} mL by CT; a tracer from ${visibleMbq.value} MBq`;

const dupoiron = 'Dupoiron et al., imaging for intrathecal drug delivery systems (review), CT after injection';
const ctSensitivityRatio = sourced(0.81, '', dupoiron);
const ctSpecificityRatio = sourced(0.93, '', dupoiron);

/** Contrast that has left the catheter by each way. */
interface Gone {
  readonly tipUg: number;
  readonly strayUg: number;
  readonly leakedUg: number;
}

const nothingGone: Gone = { tipUg: 0, strayUg: 0, leakedUg: 0 };

/** Catheter under examination. */
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
  readonly run: ExaminedCatheter;
  /** Volume of solution in the reservoir. */
  readonly reservoirMl: () => number;
  /** Source of random errors of the reading. */
  readonly stream: RandomStream;
}

/** Pictures of a catheter: contrast by fluoroscopy or CT, a tracer by a gamma camera. */
export class Examinations {
  readonly #options: ExaminationsOptions;
  readonly #tracers: (Tracer & { readonly name: string; readonly filledUs: number })[] = [];
  #contrastBefore: Gone = nothingGone;

  constructor(options: ExaminationsOptions) {
    this.#options = options;
  }

  /** Starts to follow the tracer of a filling by its present activity. Returns the name under which it is followed. */
  filled(tracer: Tracer): string {
    const { clock, run } = this.#options;
    const name = `${tracer.nuclide} ${this.#tracers.length + 1}`;
    this.#tracers.push({ ...tracer, name, filledUs: clock.nowUs() });
    run.catheter.followFluid(name);
    return name;
  }

  /** Prepares for an injection of contrast. Contrast that left before no longer counts. */
  beforeContrast(): void {
    this.#options.run.catheter.settle();
    this.#contrastBefore = this.#contrastGone();
  }

  /**
   * Takes pictures. Refuses sampled errors for an examination without published error rates. Only CT has such rates.
   */
  examine(kind: ExaminationKind, reading: ExaminationReading = 'ideal'): Acceptance {
    const { trace, run } = this.#options;
    trace.event('in.examination', { kind, reading });
    if (reading === 'sampled' && kind !== 'CT')
      return refused(
        'examination',
        `${kind}, reading sampled`,
        '`CT`, the only examination with published rates of error',
        'lacking',
      );
    run.catheter.settle();
    if (kind === 'scintigraphy') this.#scintigraphy();
    else this.#contrastPictures(kind, reading);
    return accepted;
  }

  #contrastPictures(kind: 'fluoroscopy' | 'CT', reading: ExaminationReading): void {
    const { trace, run } = this.#options;
    const gone = this.#contrastGone();
    const extravasatedMl = gone.leakedUg - this.#contrastBefore.leakedUg;
    const intrathecalMl = gone.tipUg - this.#contrastBefore.tipUg;
    const strayMl = gone.strayUg - this.#contrastBefore.strayUg;
    const insideMl = run.catheter.books.fluid(CONTRAST)?.catheterUg ?? 0;
    const columnCm = (insideMl * 1000) / run.ulPerCm;
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
    const { run } = this.#options;
    if (extravasatedMl >= leastMl) return 'extravasation';
    if (intrathecalMl + strayMl >= leastMl) return run.hasGranuloma || strayMl >= leastMl ? 'no layering' : 'layers';
    return insideMl > 0 || intrathecalMl > 0 ? 'no intrathecal contrast' : 'no contrast';
  }

  /** Draws the reading. At the published rates a fault is missed, or a sound catheter is misread. */
  #sampledNormal(): boolean {
    const { run, stream } = this.#options;
    const drawn = stream.uniform();
    return run.isSound ? drawn < ctSpecificityRatio.value : drawn >= ctSensitivityRatio.value;
  }

  #contrastGone(): Gone {
    const books = this.#options.run.catheter.books.fluid(CONTRAST);
    if (books === undefined) return nothingGone;
    const { tipUg, strayUg, leakedUg } = books;
    return { tipUg, strayUg, leakedUg };
  }

  /** Takes a scintigram. Activity is lost only by decay. Nothing clears it from the cerebrospinal fluid (assumed). */
  #scintigraphy(): void {
    const { clock, trace, run, reservoirMl } = this.#options;
    const tracer = this.#tracers.at(-1);
    if (tracer === undefined) {
      trace.event('true.examination', { kind: 'scintigraphy', state: 'no tracer', outcome: 'abnormal' });
      return;
    }
    const { name, nuclide, filledUs } = tracer;
    const afterUs = clock.nowUs() - filledUs;
    const left = leftShare(nuclide, afterUs);
    const books = run.catheter.books.fluid(name);
    const activity = {
      reservoirMbq: left * run.mix.perMl(name) * reservoirMl(),
      catheterMbq: left * ((books?.catheterUg ?? 0) + (books?.portUg ?? 0)),
      pocketMbq: left * ((books?.leakedUg ?? 0) + run.pumpLeakedUg(name)),
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
