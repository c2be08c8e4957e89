/** Name of the default emulated rig. This file holds names alone, so that it loads no rig. */
const EMULATED = 'emulated';

/** Names of emulated rigs. The bare name means the first bench; a test compares the list with the benches. */
export const emulatedRigNames = [EMULATED, `${EMULATED}:nema17`, `${EMULATED}:compass`] as const;

/** One entry for each rig that has a name; `open-rig.ts` has an opening for each. Help and messages read this table. */
const rigTable = {
  model: { hasLine: false, names: ['model'] },
  loopback: { hasLine: true, names: ['loopback'] },
  virtual: { hasLine: true, names: ['virtual'] },
  [EMULATED]: { hasLine: true, names: emulatedRigNames },
} as const;

export type RigKind = keyof typeof rigTable;
/** Rigs behind a line that is ours. */
export type LineRigKind = { [K in RigKind]: (typeof rigTable)[K]['hasLine'] extends true ? K : never }[RigKind];

const kinds = Object.keys(rigTable) as RigKind[];

/** Names of all rigs, each bench of the emulated ones included. */
export const rigNames: readonly string[] = kinds.flatMap((kind) => rigTable[kind].names);
/** Rigs that a command takes, for its help. */
export const RIGS_IN_HELP = `${kinds.join(', ')}, or the path of a port`;
/** Rigs with a line, for the help of commands that need one. */
export const LINE_RIGS_IN_HELP = `${kinds.filter((kind) => rigTable[kind].hasLine).join(', ')}, or the path of a port`;

/** The rig behind a line that a name means; undefined for a port, an unknown name, and a rig without a line. */
export function lineRigOf(name: string): LineRigKind | undefined {
  const kind = isEmulated(name) ? EMULATED : kinds.find((one) => one === name);
  return kind === undefined || kind === 'model' ? undefined : kind;
}

/** True for `emulated` and for names that begin with `emulated:`. */
export function isEmulated(name: string): boolean {
  return name === EMULATED || name.startsWith(`${EMULATED}:`);
}

/** True for a network address such as `tcp://host:port`. */
export function isNetworkAddress(name: string): boolean {
  return /^[a-z][a-z0-9+.-]+:\/\//i.test(name);
}

/** True for the path of a port: a name with a slash or a backslash, or COMn. */
export function isPort(name: string): boolean {
  return /[/\\]/.test(name) || /^COM\d+$/i.test(name);
}

/** True if the rig has a line, so that line faults can be injected. */
export function hasLine(name: string): boolean {
  return kinds.every((kind) => kind !== name || rigTable[kind].hasLine);
}
