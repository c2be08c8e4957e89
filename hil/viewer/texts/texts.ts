/** States of a rotor, as the trace names them. */
export type RotorState = 'turning' | 'held' | 'losing' | 'bound' | 'blocked' | 'seized';

/** States of two valves, as the trace names them: `metering` cycle by cycle, `open` in a strong field, `shut` by the flow. */
export type ValvesState = 'metering' | 'open' | 'shut';

/** Outcome of a roller study as its films show it. */
export type ReadingName = 'pass' | 'fail' | 'partial' | 'ambiguous';

/** All words of the components in one language. A key that a language lacks does not compile. */
export interface Texts {
  /** Language tag of HTML. */
  readonly language: string;
  /** A number with this many decimals, by the custom of the language. */
  readonly number: (value: number, decimals: number) => string;
  /** Joins alternatives: `40 or 220`. */
  readonly or: (items: readonly string[]) => string;
  readonly rotor: {
    readonly name: string;
    /** What happens when the rotor changes to a state, without a full stop. */
    readonly becomes: Readonly<Record<RotorState, string>>;
    readonly standsAt: (deg: string) => string;
    readonly commanded: (deg: string) => string;
    readonly unseen: string;
  };
  readonly valves: Readonly<Record<ValvesState, string>>;
  readonly volumes: {
    readonly believed: (volume: string) => string;
    readonly delivered: (volume: string) => string;
    readonly missing: (volume: string) => string;
    readonly extra: (volume: string) => string;
  };
  readonly films: {
    readonly title: (name: string) => string;
    readonly before: string;
    readonly after: string;
    /** Title of the picture while the rotor turns under fluoroscopy. */
    readonly turning: string;
    readonly missing: string;
    readonly fits: (degs: string) => string;
    readonly turnFits: (degs: string) => string;
    readonly turnFitsFlipped: (degs: string) => string;
    readonly turnSeen: (deg: string) => string;
    readonly alike: string;
    readonly reads: Readonly<Record<ReadingName, string>>;
    /** Unit of an angle beside its number. */
    readonly angleUnit: string;
    readonly allFits: string;
    readonly fitOfCommand: string;
    readonly arm: (number: number) => string;
    readonly armHint: string;
    readonly reading: (deg: string, isFit: boolean) => string;
    readonly measure: string;
    readonly saveSvg: string;
    readonly savePng: string;
    readonly shows: string;
    readonly doesNotShow: string;
  };
  readonly lanes: {
    readonly time: string;
    readonly hint: string;
    readonly zoomIn: string;
    readonly zoomOut: string;
    readonly all: string;
    readonly noValue: string;
  };
  readonly events: {
    readonly title: string;
    readonly time: string;
    readonly source: string;
    readonly event: string;
    readonly filter: string;
    readonly none: string;
    readonly sources: Readonly<Record<'in' | 'true' | 'motor' | 'pump' | 'rig' | 'wire' | 'bench', string>>;
  };
  readonly wire: {
    readonly title: string;
    readonly boardTime: string;
    readonly direction: string;
    readonly line: string;
    readonly empty: string;
    readonly directions: Readonly<Record<'to rig' | 'from rig' | 'event', string>>;
  };
  readonly log: {
    readonly title: string;
    readonly number: string;
    readonly stamp: string;
    readonly entry: string;
    readonly empty: string;
  };
}
