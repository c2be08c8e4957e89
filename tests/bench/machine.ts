import { cpus, loadavg, release, totalmem } from 'node:os';
import { wallDateIso } from '../../hil/base/wall-clock.ts';

/** Facts about the machine. Between machines only ratios of figures are comparable. */
export function machineFacts() {
  return {
    at: wallDateIso(),
    node: process.version,
    platform: `${process.platform} ${process.arch} ${release()}`,
    processor: cpus()[0]?.model ?? 'unknown',
    processorCount: cpus().length,
    memoryMib: Math.round(totalmem() / 2 ** 20),
    /** Processes ready to run in the last minute. Above the number of processors, other programs were running too. */
    loadBefore: Number((loadavg()[0] ?? 0).toFixed(2)),
  };
}
