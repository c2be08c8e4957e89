import type { TraceRecord } from '../../firmware-sim/trace/record.ts';
import { HilError } from '../base/hil-error.ts';
import { didYouMean } from '../base/nearest-name.ts';
import { quoted } from '../base/quoted-text.ts';
import { IntervalReader } from '../scenario/readings/interval-reader.ts';
import { RunSignals } from '../scenario/readings/run-signals.ts';
import { withSources } from '../scenario/readings/signal-sources.ts';
import { traceFileSource } from './trace-file-source.ts';
import { TraceReader } from './trace-reader.ts';

/**
 * Returns the value of a signal at a pump time, from a kept trace: a number in the signal's unit, or a text. Undefined
 * before the first record of the signal. It stops reading at that time, so it does not check the hashes at the end of
 * the file. Throws `HilError` (usage) for a file that is not a trace, an unknown signal, an event, and a time after the
 * end of the trace.
 */
export function signalAt(path: string, signal: string, pumpUs: number): number | string | undefined {
  const reader = new TraceReader(traceFileSource(path));
  try {
    const { signals } = reader.header;
    const declared = signals.find(({ name }) => name === signal);
    if (declared === undefined || declared.kind === 'event')
      throw noSignal(path, signal, signals, declared !== undefined);
    if (!(pumpUs >= 0))
      throw new HilError('TRACE_TIME', 'usage', `The time is ${pumpUs} us; allowed: a time from 0 on.`);
    const kept = new RunSignals(signals, withSources([signal], signals));
    const last = lastRecord(reader, signal, pumpUs, kept);
    if (last === undefined || !('v' in last)) return undefined;
    if (typeof last.v === 'string') return last.v;
    return new IntervalReader(kept, signal).at(pumpUs)?.value;
  } finally {
    reader.close();
  }
}

/** Returns the last record of a signal at or before a time. `kept` receives the records up to that time. */
function lastRecord(reader: TraceReader, signal: string, pumpUs: number, kept: RunSignals): TraceRecord | undefined {
  let found: TraceRecord | undefined;
  let lastUs = 0;
  for (let record = reader.next(); record !== undefined; record = reader.next()) {
    if (record.t > pumpUs) return found;
    lastUs = record.t;
    kept.hear(record);
    if ('s' in record && record.s === signal) found = record;
  }
  if (pumpUs <= lastUs) return found;
  const { path, line } = reader.place;
  const message = `${path}:${line}: the trace ends at ${lastUs} us of pump time; asked for ${quoted(signal)} at ${pumpUs} us.`;
  throw new HilError('TRACE_TIME', 'usage', message);
}

function noSignal(
  path: string,
  signal: string,
  signals: readonly { readonly name: string; readonly kind: string }[],
  isEvent: boolean,
): HilError {
  const names = signals.filter(({ kind }) => kind !== 'event').map(({ name }) => name);
  const found = isEvent ? `${quoted(signal)} is an event, which has no value` : `there is no signal ${quoted(signal)}`;
  const message = `${path}:1: ${found}; allowed: ${names.join(', ')}.${didYouMean(signal, names)}`;
  return new HilError('TRACE_NO_SIGNAL', 'usage', message);
}
