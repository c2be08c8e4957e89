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
/** Longest time from the start of a firmware to a reading of its log. It sends its banner at the start; some lines follow. */
const SINCE_START_US_MAX = 1_000_000;

/** Reads the log of a firmware. Entries that no event has reported become records with the firmware's own time. */
export class LogReading {
  readonly #link: ForeignLink;
  readonly #records: TelemetryRecords;
  readonly #file: FirmwareFile;
  readonly #clock: Clock;
  readonly #entries = new Map<number, ReadEntry>();
  /** Number of the newest entry from before the run. */
  #oldNumber = 0;
  /** Time of the last reset by the bench. */
  #resetUs = Number.NEGATIVE_INFINITY;

  constructor(link: ForeignLink, records: TelemetryRecords, file: FirmwareFile, clock: Clock) {
    this.#link = link;
    this.#records = records;
    this.#file = file;
    this.#clock = clock;
  }

  /** Takes note of the newest entry from before the run. */
  begin(newestNumber: number): void {
    this.#oldNumber = newestNumber;
  }

  /** Takes note of a reset that happens now. */
  resets(): void {
    this.#resetUs = this.#clock.nowUs();
  }

  /**
   * Reads, within an event, the entries that a firmware wrote when it started again just now. Its clock may have lost any time
   * with the power, so its stamps tell nothing.
   */
  readAfterRestart(page = 0, fresh: readonly ReadEntry[] = []): void {
    this.#link.readSoon('LOG', { page }, ({ pageCount, entryNumber: number, kind: word }) => {
      const kind = logKindNamed(word);
      const isNew = kind !== undefined && number > Math.max(this.#oldNumber, this.#records.newestLogged);
      const entries = isNew ? [{ number, kind }, ...fresh] : fresh;
      if (isNew && page + 1 < pageCount) this.readAfterRestart(page + 1, entries);
      else for (const entry of entries) this.#tellRestarted(entry);
    });
  }

  #tellRestarted({ number, kind }: ReadEntry): void {
    const nowUs = this.#clock.nowUs();
    const errorUs = Math.ceil(Math.min(nowUs - this.#resetUs, SINCE_START_US_MAX) / 2);
    this.#records.lateEntry(number, kind, nowUs - errorUs, errorUs);
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
