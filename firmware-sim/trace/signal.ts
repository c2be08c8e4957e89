/** Declaration of a signal. Every signal is declared once; a record of an undeclared signal is a programming error. */
export interface SignalDeclaration {
  readonly name: `${Namespace}.${string}`;
  /**
   * `step` holds its value; `line` continues with its slope; `curve` is a line or approaches a value; `event` is a
   * moment.
   */
  readonly kind: 'step' | 'line' | 'curve' | 'event';
  readonly unit: string;
  /**
   * Largest distance between the recorded line and the true value, in the signal's unit. A record is exact at its own
   * time, and a line of slope zero keeps that value.
   */
  readonly errorMax?: number;
  /** Largest distance of the true value from a line of slope zero. Default: 0. */
  readonly restErrorMax?: number;
  /**
   * Signals whose distance from their own lines makes the error of this one, with their signs. Signals with a common
   * source share its error, so that the error cancels in their sums and differences.
   */
  readonly errorSources?: ErrorSources;
  /** Signals that divide the error of the source among them, in the ratio of their slopes. */
  readonly errorSplitWith?: readonly string[];
  /** Largest distance from the true value that remains if the sources are computed. Default: 0. */
  readonly computedErrorMax?: number;
  /** How the true value moves along the line, if a reader can compute it. */
  readonly pulse?: Pulse;
  /**
   * Size of the steps in which the true value moves. The line is their mean, and a reader can compute the steps from
   * both.
   */
  readonly quantum?: number;
  /** Lower bound of the true value. A mean line may cross it before its next record, so readers clamp there. */
  readonly min?: number;
  /**
   * Largest change of the signal per mL through the pump, or the signal whose largest value is that change. Default: 1
   * for a volume, 0 otherwise.
   */
  readonly perMl?: number | string;
  /** Longest time by which records of this signal come late in this run, over a wire. Default: 0. */
  readonly lateUsMax?: number;
  /** Why this run cannot know the signal, as a clause. A check that reads it is not decided. Absent: it is known. */
  readonly noSource?: string;
  readonly doc: string;
}

export type ErrorSources = Readonly<Partial<Record<`${Namespace}.${string}`, 1 | -1>>>;

/**
 * Motion of a metered volume with the motor: over the angle of a roller head, see `outletUl`, or cycle by cycle for two
 * valves.
 */
export type Pulse =
  | {
      readonly by: 'rollers';
      readonly rollerCount: number;
      readonly revolutionUl: number;
      readonly rollerZoneUl: number;
      readonly liftDeg: number;
    }
  | { readonly by: 'valves' };

export type Namespace = 'in' | 'true' | 'motor' | 'pump' | 'rig' | 'wire' | 'bench';

/** Namespaces that are equal byte by byte on all rigs in virtual time. */
export const fingerprinted: readonly Namespace[] = ['in', 'true', 'motor', 'pump'];

export function namespaceOf(name: string): Namespace {
  return name.slice(0, name.indexOf('.')) as Namespace;
}

/** Size of an error or a step that depends on the product. `declarationsFor` receives the numbers. */
export type SizeName =
  | 'delivered'
  | 'undelivered'
  | 'believed step'
  | 'rotor step'
  | 'catheter volume'
  | 'catheter chord'
  | 'pressure of 1 mL';

/** Units of quantities. A scenario knows the dimension of each. */
export type QuantityUnit = 'deg' | 'mL' | 'mL/day' | '' | 'mAh' | 'min' | 'kPa' | 'ug' | 'ug/mL';

/** A quantity as declared by the file that writes it. */
interface DeclaredQuantity {
  readonly kind: 'step' | 'line' | 'curve';
  readonly unit: QuantityUnit;
  readonly error?: number | SizeName;
  readonly restError?: number;
  readonly errorSources?: ErrorSources;
  readonly errorSplitWith?: readonly string[];
  readonly computedError?: SizeName;
  readonly quantum?: SizeName;
  readonly min?: number;
  /** A number, a size, or the name of another signal. */
  readonly perMl?: number | string;
  readonly doc: string;
}

/** An event as declared by the file that writes it. */
interface DeclaredEvent {
  readonly kind: 'event';
  readonly unit: string;
  /** Texts that a scenario may expect after the name of the event. Absent: a scenario cannot name the event. */
  readonly texts?: readonly string[];
  readonly doc: string;
}

/** Signals of one file by their names. */
export type Declarations = Readonly<Record<`${Namespace}.${string}`, DeclaredQuantity | DeclaredEvent>>;

export type Sizes = { readonly [K in SizeName]?: number };

/** Declarations for one run. Throws a RangeError for a size that is not given. */
export function declarationsFor(declared: Declarations, sizes: Sizes = {}): readonly SignalDeclaration[] {
  const sized = (size: number | SizeName): number => {
    const value = typeof size === 'number' ? size : sizes[size];
    if (value === undefined) throw new RangeError(`signals: no number for "${size}"`);
    return value;
  };
  return Object.entries(declared).map(([key, one]): SignalDeclaration => {
    const name = key as SignalDeclaration['name'];
    const { kind, unit, doc } = one;
    if (one.kind === 'event') return { name, kind, unit, doc };
    return { name, kind, unit, ...sizedFacts(one, sized, sizes), doc };
  });
}

/** Returns the facts of a quantity with their numbers. Facts that it does not declare are absent. */
function sizedFacts(
  one: DeclaredQuantity,
  sized: (size: number | SizeName) => number,
  sizes: Sizes,
): Partial<SignalDeclaration> {
  const { error, restError, errorSources, errorSplitWith, computedError, quantum, min, perMl } = one;
  const facts: { readonly [K in keyof SignalDeclaration]?: SignalDeclaration[K] | undefined } = {
    errorMax: error === undefined ? undefined : sized(error),
    restErrorMax: restError,
    errorSources,
    errorSplitWith,
    computedErrorMax: computedError === undefined ? undefined : sized(computedError),
    quantum: quantum === undefined ? undefined : sized(quantum),
    min,
    perMl: perMl === undefined ? undefined : (sizes[perMl as SizeName] ?? perMl),
  };
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}
