import { cpus, loadavg, release, totalmem } from 'node:os';
import { wallDateIso } from '../../hil/base/wall-clock.ts';

/** Origin of the figures; only their ratios are comparable between machines. */
export function machineFacts() {
  return {
    at: wallDateIso(),
    node: process.version,
    platform: `${process.platform} ${process.arch} ${release()}`,
    processor: cpus()[0]?.model ?? 'unknown',
    processorCount: cpus().length,
    memoryMib: Math.round(totalmem() / 2 ** 20),
    /** Processes ready to run in the last minute: above the processor count, other programs were at work. */
    loadBefore: Number((loadavg()[0] ?? 0).toFixed(2)),
  };
}
