import type { Link } from '../../protocol/host/link.ts';
import type { RigVocabulary, ShaftReport } from '../../protocol/tables/rig-vocabulary.ts';
import { HilError } from '../base/hil-error.ts';
import type { RigRequests } from './rig-requests.ts';

/** Rounds of EVTS and STAT for one gap. A line that loses the same event more often is unusable. Assumed. */
const ROUNDS_MAX = 50;
const HALF_CIRCLE = 128;

export interface Trip {
  /** Event number, modulo 256. */
  readonly number: number;
  readonly on: boolean;
  readonly report: ShaftReport;
}

export interface EventRecoveryOptions {
  readonly link: Pick<Link<RigVocabulary>, 'missingEvents' | 'goneEventCount' | 'eventsKeptFrom'>;
  readonly requests: Pick<RigRequests, 'send' | 'fail'>;
  /** True if pump time may advance only when every event is known, because trips change the expected shaft position. */
  readonly needsAll: () => boolean;
  /** Receives trips in the order in which they occurred. */
  readonly onTrip: (trip: Trip) => void;
}

/**
 * Requests lost events, and delivers trips in the order of their numbers. The events that follow EVTS may get lost too,
 * so the request is repeated until all events are known. Pump time stands while a request is pending.
 */
export class EventRecovery {
  readonly #options: EventRecoveryOptions;
  #held: Trip[] = [];
  #isAsking = false;
  #hasEnded = false;
  #rounds = 0;

  constructor(options: EventRecoveryOptions) {
    this.#options = options;
  }

  /** Requests all missing events, one round at a time. */
  lost(): void {
    if (this.#isAsking || this.#hasEnded) return;
    this.#rounds = 0;
    this.#ask();
  }

  trip(trip: Trip): void {
    this.#held.push(trip);
    if (this.#options.link.missingEvents.length === 0) this.#release();
  }

  /** Ends the recovery when the run ends. Sends no further requests. */
  end(): void {
    this.#hasEnded = true;
  }

  #ask(): void {
    const { requests, link } = this.#options;
    const fromEvent = link.missingEvents[0];
    if (fromEvent === undefined || this.#hasEnded) return;
    this.#isAsking = true;
    this.#rounds += 1;
    requests.send('EVTS', { fromEvent }, ({ oldestEvent }) => {
      link.eventsKeptFrom(oldestEvent);
      if (!this.#options.needsAll()) this.#isAsking = false;
      // The events follow this reply, so they arrive before the reply to the next request.
      else requests.send('STAT', {}, () => this.#look());
    });
  }

  #look(): void {
    const { requests, link } = this.#options;
    this.#isAsking = false;
    if (link.goneEventCount > 0) requests.fail(eventsGone(link.goneEventCount));
    else if (link.missingEvents.length === 0) this.#release();
    else if (this.#rounds < ROUNDS_MAX) this.#ask();
    else requests.fail(eventsGone(link.missingEvents.length));
  }

  #release(): void {
    const trips = this.#held;
    this.#held = [];
    for (const trip of trips.sort((a, b) => ahead(a.number, b.number))) this.#options.onTrip(trip);
  }
}

/** Returns the distance from `other` to `number` modulo 256; negative if `number` is the earlier one. */
function ahead(number: number, other: number): number {
  return ((number - other + HALF_CIRCLE) & 0xff) - HALF_CIRCLE;
}

function eventsGone(count: number): HilError {
  const message = `${count === 1 ? 'One event of the rig was' : `${count} events of the rig were`} lost for good, so the trip times of its field sensor are unknown.`;
  return new HilError('EVENTS_GONE', 'link', message, {
    hint: 'Check the cable, end other programs that read the port, or move the magnet more slowly. Then run again.',
  });
}
