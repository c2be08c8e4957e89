import type { ListedScenario, NamedText } from './messages.ts';

/** A scenario of the package as text, and what lists say of it. A page that parsed each for its list began half a second later. */
export interface ShippedScenario extends ListedScenario {
  /** Files that it names. */
  readonly files: readonly NamedText[];
}

/** What the engine ships with. The build reads it from the package; a page has no files. */
export interface ShippedLibrary {
  /** Version of the program. */
  readonly version: string;
  readonly scenarios: readonly ShippedScenario[];
}
