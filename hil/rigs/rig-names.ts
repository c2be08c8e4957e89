/** Name of the default emulated rig. This file holds only names, so that it loads no rig. */
const EMULATED = 'emulated';

/**
 * Names of emulated rigs. The name without a bench means the first bench. A test compares the list with the benches.
 */
export const emulatedRigNames = [EMULATED, `${EMULATED}:nema17`, `${EMULATED}:compass`, `${EMULATED}:servo`] as const;

/** All rigs that have a name. `open-rig.ts` has an opener for each. Help and messages read this table. */
const rigTable = {
  model: { hasLine: false, names: ['model'] },
  loopback: { hasLine: true, names: ['loopback'] },
  virtual: { hasLine: true, names: ['virtual'] },
  [EMULATED]: { hasLine: true, names: emulatedRigNames },
} as const;

export type RigKind = keyof typeof rigTable;
/** Rigs with a line that this program provides. */
export type LineRigKind = { [K in RigKind]: (typeof rigTable)[K]['hasLine'] extends true ? K : never }[RigKind];

const kinds = Object.keys(rigTable) as RigKind[];

/** Names of all rigs, with each bench of the emulated rig. */
export const rigNames: readonly string[] = kinds.flatMap((kind) => rigTable[kind].names);
/** Names of the rigs with a line, with each bench of the emulated rig. */
export const lineRigNames: readonly string[] = kinds
  .filter((kind) => rigTable[kind].hasLine)
  .flatMap((kind) => rigTable[kind].names);
/** Rigs that a command accepts, for its help. */
export const RIGS_IN_HELP = `${kinds.join(', ')}, or the path of a port`;
/** Rigs with a line, for the help of commands that need a line. */
export const LINE_RIGS_IN_HELP = `${kinds.filter((kind) => rigTable[kind].hasLine).join(', ')}, or the path of a port`;

/** Returns the rig behind a line that a name means. Undefined for a port, an unknown name, and a rig without a line. */
export function lineRigOf(name: string): LineRigKind | undefined {
  const kind = isEmulated(name) ? EMULATED : kinds.find((one) => one === name);
  return kind === undefined || kind === 'model' ? undefined : kind;
}

/** Returns true for `emulated` and for names that begin with `emulated:`. */
export function isEmulated(name: string): boolean {
  return name === EMULATED || name.startsWith(`${EMULATED}:`);
}

/** Returns true for a network address such as `tcp://host:port`. */
export function isNetworkAddress(name: string): boolean {
  return /^[a-z][a-z0-9+.-]+:\/\//i.test(name);
}

/** Returns true for the path of a port: a name with a slash or a backslash, or COMn. */
export function isPort(name: string): boolean {
  return /[/\\]/.test(name) || /^COM\d+$/i.test(name);
}

/** Returns true if the rig has a line, so that line faults can be injected. */
export function hasLine(name: string): boolean {
  return kinds.every((kind) => kind !== name || rigTable[kind].hasLine);
}
