import type { Mode } from '../../../firmware-sim/base/therapy.ts';
import { comparedFields, stallSince } from '../../../firmware-sim/outside/scan-check.ts';
import { causesNamed, modeNamed } from '../../../firmware-sim/telemetry/telemetry-fields.ts';
import type { Trace } from '../../../firmware-sim/trace/trace.ts';
import type { OrderBook } from '../order-book.ts';
import type { ForeignLink } from './foreign-link.ts';
import type { LogReading, ReadEntry } from './log-reading.ts';
import type { StatedValues } from './stated-values.ts';

type ComparedField = (typeof comparedFields)[number];

/** What one interrogation of a foreign firmware showed. */
interface Shown {
  readonly log: readonly ReadEntry[];
  /** Texts of the fields that a check after a scan compares. A field that the firmware does not state is left out. */
  readonly fields: Readonly<Partial<Record<ComparedField, string>>>;
}

export interface InterrogationsOptions {
  readonly trace: Trace;
  readonly link: ForeignLink;
  readonly log: LogReading;
  readonly book: OrderBook;
  readonly stated: StatedValues;
}

/** Interrogations of a foreign firmware by a clinician, and the comparison with the record from before a scan. */
export class Interrogations {
  readonly #options: InterrogationsOptions;
  #count = 0;
  #latest: Shown | undefined;
  #beforeScan: Shown | undefined;

  constructor(options: InterrogationsOptions) {
    this.#options = options;
  }

  /** Interrogates, and records what the firmware states. */
  async take(): Promise<void> {
    this.#options.trace.event('in.interrogate', {});
    await this.#shown();
  }

  /** Makes the latest interrogation the record from before the scan that begins now. */
  scanBegins(): void {
    this.#beforeScan = this.#latest;
  }

  /** Compares each field with the record from before the scan. If a recovery is missing, it interrogates again. */
  async scanCheck(): Promise<void> {
    const { trace } = this.#options;
    trace.event('in.scanCheck');
    const before = this.#beforeScan;
    trace.event('in.interrogate', {});
    const after = await this.#shown();
    if (before === undefined) {
      trace.event('pump.scanCheck', { state: 'no record' });
      return;
    }
    const changed = comparedFields.filter((field) => before.fields[field] !== after.fields[field]);
    if (changed.length === 0) trace.event('pump.scanCheck', { state: 'unchanged' });
    for (const name of changed) {
      const [was, is] = [before.fields[name] ?? 'none', after.fields[name] ?? 'none'];
      trace.event('pump.scanCheck', { state: 'changed', name, before: was, after: is });
    }
    let found = stallSince(before, after.log);
    if (found === 'not recovered') {
      trace.event('in.interrogate', {});
      found = stallSince(before, (await this.#shown()).log);
    }
    trace.event('pump.scanCheck', { state: found });
  }

  async #shown(): Promise<Shown> {
    const { trace, link, log, book, stated } = this.#options;
    this.#count += 1;
    const result = await link.request('INTERROGATE', {});
    const doing = result.ok ? result.report.doing : 'stopped';
    const { mode: word, rateMlPerDay } = await link.read('THERAPY', { of: 'pump' });
    const mode: Mode = modeNamed(word);
    const level = link.has('RESERVOIR') ? await link.read('RESERVOIR', { of: 'pump' }) : undefined;
    if (level !== undefined) book.stated(level.calculatedMl);
    const standing = link.has('ALARMS') ? await link.read('ALARMS', { of: 'pump' }) : undefined;
    const entries = await log.read();
    const alarms = causesNamed(standing?.causes ?? 0);
    trace.event('pump.interrogation', {
      number: this.#count,
      mode,
      rateMlPerDay,
      doing,
      ...(level === undefined ? {} : { reservoirMl: level.calculatedMl }),
      alarms,
      log: entries.map(({ kind }) => kind),
    });
    stated.read();
    await link.quiet();
    this.#latest = {
      log: entries,
      fields: {
        mode,
        rate: mode === 'flex' ? 'by its schedule' : `${rateMlPerDay} mL/day`,
        ...(level === undefined ? {} : { 'catheter volume': `${level.catheterMl} mL` }),
        ...(standing === undefined
          ? {}
          : {
              'low reservoir': `${standing.lowReservoirMl} mL`,
              'critical alarm interval': `${standing.criticalEverySeconds} s`,
              'non-critical alarm interval': `${standing.nonCriticalEverySeconds} s`,
              alarms: alarms.join(', '),
            }),
      },
    };
    return this.#latest;
  }
}
