import type { AddedEntry } from '../engine/messages.ts';

/** Entry that repeats a field at the rig's own sensor: in the rotor plane and across the drive, as the bench assumes it. */
export function sensedEntry(fieldMt: number): AddedEntry['entry'] {
  if (fieldMt === 0) return { field: 'off' };
  return { field: `${fieldMt} mT`, azimuth: '90 deg', 'angle to pump normal': '90 deg' };
}
