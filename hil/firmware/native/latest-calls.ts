import { pumpTimeText } from '../../../firmware-sim/base/pump-time-text.ts';

/** Calls by their numbers in the file, as `hal_native.c` counts them from 1. */
const NAMES = [
  'hal_now_us()',
  'hal_sleep_until_us(#)',
  'hal_motor_step()',
  'hal_motor_energise(#)',
  'hal_followed_steps()',
  'hal_tone(#)',
  'hal_battery_mv()',
  'hal_nv_read(#)',
  'hal_nv_write(#)',
  'hal_telemetry_read(#)',
  'hal_telemetry_write(#)',
  'hal_reset_cause()',
] as const;
const ENTRIES = 64;
const ENTRY_BYTES = 24;
const HEAD_BYTES = 8;
/** Calls of a failure that are shown. */
const SHOWN_MAX = 8;
const FOR_EVER = 0xffff_ffff_ffff_ffffn;

/** Size of the file in which the program keeps its latest calls. */
export const CALL_FILE_BYTES = HEAD_BYTES + ENTRIES * ENTRY_BYTES;

/** Returns the latest calls as lines, the oldest first. Equal calls at one time are counted. */
export function latestCalls(file: Buffer): readonly string[] {
  const count = Number(file.readBigUInt64LE(0));
  const lines: { text: string; count: number }[] = [];
  for (let index = Math.max(0, count - ENTRIES); index < count; index += 1) {
    const text = lineOf(file, HEAD_BYTES + (index % ENTRIES) * ENTRY_BYTES);
    const last = lines.at(-1);
    if (last?.text === text) last.count += 1;
    else lines.push({ text, count: 1 });
  }
  return lines.slice(-SHOWN_MAX).map(({ text, count: times }) => (times === 1 ? text : `${text}, ${times} times`));
}

/** Returns the time of the latest call; undefined before the first. */
export function latestCallUs(file: Buffer): number | undefined {
  const count = Number(file.readBigUInt64LE(0));
  if (count === 0) return undefined;
  return Number(file.readBigUInt64LE(HEAD_BYTES + ((count - 1) % ENTRIES) * ENTRY_BYTES));
}

function lineOf(file: Buffer, at: number): string {
  const argument = file.readBigUInt64LE(at + 8);
  const name = NAMES[file.readUInt32LE(at + 16) - 1] ?? 'an unknown call';
  const shown = argument === FOR_EVER ? 'HAL_FOR_EVER' : `${argument}`;
  return `${pumpTimeText(Number(file.readBigUInt64LE(at)))} ${name.replace('#', shown)}`;
}
