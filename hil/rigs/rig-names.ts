/** Names alone, so that whoever asks for one rig does not load what all the others are made of. */
export const EMULATED = 'emulated';

/** The first stands for the bench that `emulated` alone means; a test holds them against the benches that there are. */
export const emulatedRigNames = [EMULATED, `${EMULATED}:nema17`, `${EMULATED}:compass`] as const;

export const rigNames: readonly string[] = ['model', 'loopback', 'virtual', ...emulatedRigNames];

/** `emulated`, or `emulated:` with anything behind it. */
export function isEmulated(name: string): boolean {
  return name === EMULATED || name.startsWith(`${EMULATED}:`);
}

/** A name with a slash, a backslash, or COMn is a port. */
export function isPort(name: string): boolean {
  return /[/\\]/.test(name) || /^COM\d+$/i.test(name);
}

/** Whether bytes go to and fro on this rig, so that they can be harmed. */
export function hasLine(name: string): boolean {
  return name !== 'model';
}
