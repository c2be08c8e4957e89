import type { SignalDeclaration } from '../../../firmware-sim/trace/signal.ts';

const PROGRAMMED = 'pump.programmedMl';
/** Steps of a firmware under test, which take the place of the programmed volume. */
const COMMANDED = 'motor.commandedSteps';
const COUNTED = 'motor.countedSteps';
const ROTOR = 'true.rotorDeg';

/** Adds to these signals the signals that determine their values, their errors and the error of a rig. */
export function withSources(names: readonly string[], signals: readonly SignalDeclaration[]): ReadonlySet<string> {
  const declared = new Map(signals.map((signal) => [String(signal.name), signal]));
  const found = new Set<string>(['bench.resolutionDeg', 'bench.overrunDeg']);
  const left = [...names];
  for (let name = left.pop(); name !== undefined; name = left.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    left.push(...sourcesOf(declared.get(name)));
  }
  return found;
}

function sourcesOf(declared: SignalDeclaration | undefined): readonly string[] {
  const { perMl, quantum, pulse, errorSources = {}, errorSplitWith = [] } = declared ?? {};
  return [
    ...(typeof perMl === 'string' ? [perMl] : []),
    ...(quantum === undefined && pulse === undefined ? [] : [PROGRAMMED, COMMANDED, COUNTED]),
    ...(pulse?.by === 'rollers' ? [ROTOR] : []),
    ...Object.keys(errorSources),
    ...errorSplitWith,
  ];
}
