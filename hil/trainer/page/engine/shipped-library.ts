import type { NamedText } from './messages.ts';

/** A scenario of the package as text. */
export interface ShippedScenario {
  readonly name: string;
  readonly text: string;
  /** Files that it names. */
  readonly files: readonly NamedText[];
}

/** What the engine ships with. The build reads it from the package; a page has no files. */
export interface ShippedLibrary {
  /** Version of the program. */
  readonly version: string;
  readonly scenarios: readonly ShippedScenario[];
}
