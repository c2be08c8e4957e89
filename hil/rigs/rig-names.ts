/** Name of the default emulated rig. This file holds names alone, so that it loads no rig. */
export const EMULATED = 'emulated';

/** Names of emulated rigs. The bare name means the first bench; a test compares the list with the benches. */
export const emulatedRigNames = [EMULATED, `${EMULATED}:nema17`, `${EMULATED}:compass`] as const;

export const rigNames: readonly string[] = ['model', 'loopback', 'virtual', ...emulatedRigNames];

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
  return name !== 'model';
}
