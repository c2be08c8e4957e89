import type { LogEntryKind } from '../../../firmware-sim/base/log-entry.ts';
import { US_PER_SECOND } from '../../../firmware-sim/base/time-units.ts';
import { logKindNamed } from '../../../firmware-sim/telemetry/telemetry-fields.ts';
import type { Clock } from '../../../protocol/clock.ts';
import type { FirmwareFile } from '../firmware-file.ts';
import type { ForeignLink } from './foreign-link.ts';
import type { TelemetryRecords } from './telemetry-records.ts';

/** Entry of a firmware's log. */
export interface ReadEntry {
  readonly number: number;
  readonly kind: LogEntryKind;
}

const PPM = 1_000_000;

/** Reads the log of a firmware. Entries that no event has reported become records with the firmware's own time. */
export class LogReading {
  readonly #link: ForeignLink;
  readonly #records: TelemetryRecords;
  readonly #file: FirmwareFile;
  readonly #clock: Clock;
  readonly #entries = new Map<number, ReadEntry>();

  constructor(link: ForeignLink, records: TelemetryRecords, file: FirmwareFile, clock: Clock) {
    this.#link = link;
    this.#records = records;
    this.#file = file;
    this.#clock = clock;
  }

  /** Returns the entries, the oldest first. Reads from the newest down to those that are known. */
  async read(): Promise<readonly ReadEntry[]> {
    if (!this.#link.has('LOG')) return [];
    const fresh: { readonly entry: ReadEntry; readonly stampSeconds: number }[] = [];
    for (let page = 0, pageCount = 1; page < pageCount; page += 1) {
      const { pageCount: count, entryNumber, stampSeconds, kind: word } = await this.#link.read('LOG', { page });
      pageCount = count;
      const kind = logKindNamed(word);
      if (kind === undefined) continue;
      if (this.#entries.has(entryNumber)) break;
      fresh.push({ entry: { number: entryNumber, kind }, stampSeconds });
    }
    const late = fresh.filter(({ entry }) => !this.#records.hasLogged(entry.number)).reverse();
    const clockSeconds = late.length === 0 ? 0 : await this.#clockSeconds();
    for (const { entry } of fresh.reverse()) this.#entries.set(entry.number, entry);
    for (const { entry, stampSeconds } of late) {
      const agoUs = (clockSeconds - stampSeconds) * US_PER_SECOND;
      const noticedUs = Math.max(0, this.#clock.nowUs() - agoUs);
      this.#records.lateEntry(entry.number, entry.kind, noticedUs, this.#errorUs(agoUs));
    }
    return [...this.#entries.values()].sort((a, b) => a.number - b.number);
  }

  /** Error of a stamp: the resolution of stamp and clock, and the drift since. */
  #errorUs(agoUs: number): number {
    const { logResolutionS, clockDriftPpm } = this.#file;
    return Math.ceil((logResolutionS + 1) * US_PER_SECOND + (Math.abs(agoUs) * clockDriftPpm) / PPM);
  }

  /** Reading of the firmware's clock on the scale of the stamps; without the verb, the time since the start of the run. */
  async #clockSeconds(): Promise<number> {
    if (this.#link.has('CLOCK')) return (await this.#link.read('CLOCK', { of: 'pump' })).clockSeconds;
    return Math.floor(this.#clock.nowUs() / US_PER_SECOND);
  }
}
