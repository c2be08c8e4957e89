import { cpus, loadavg, release, totalmem } from 'node:os';
import { wallDateIso } from '../../hil/base/wall-clock.ts';

/** Where the figures come from; only their ratios mean something elsewhere. */
export function machineFacts() {
  return {
    at: wallDateIso(),
    node: process.version,
    platform: `${process.platform} ${process.arch} ${release()}`,
    processor: cpus()[0]?.model ?? 'unknown',
    processorCount: cpus().length,
    memoryMib: Math.round(totalmem() / 2 ** 20),
    /** Processes that wanted to run in the last minute: above the count of processors somebody else was at work. */
    loadBefore: Number((loadavg()[0] ?? 0).toFixed(2)),
  };
}
