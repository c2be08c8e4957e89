import type { Link } from '../../protocol/host/link.ts';
import type { RigVocabulary, ShaftReport } from '../../protocol/tables/rig-vocabulary.ts';
import { HilError } from '../base/hil-error.ts';
import type { RigRequests } from './rig-requests.ts';

/** Rounds of EVTS and STAT for one gap; a cable that loses the same event this often is no cable. Assumed. */
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
  /** Trips decide what became of the shaft, so every event has to be known before pump time goes on. */
  readonly needsAll: () => boolean;
  /** Trips in the order in which they happened. */
  readonly onTrip: (trip: Trip) => void;
}

/**
 * Asks for events that did not come, and hands trips on in the order of their numbers. An event behind EVTS may be lost
 * as well, so the board is asked again until all events are known. While a request is under way pump time stands.
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

  /** Numbers are missing; one round at a time asks for all of them. */
  lost(): void {
    if (this.#isAsking || this.#hasEnded) return;
    this.#rounds = 0;
    this.#ask();
  }

  trip(trip: Trip): void {
    this.#held.push(trip);
    if (this.#options.link.missingEvents.length === 0) this.#release();
  }

  /** The run is over: nothing more is asked for. */
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
      // The events follow the reply, so they come before the answer to another request.
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

/** How far `number` is ahead of `other` on the circle of event numbers; negative where it is behind. */
function ahead(number: number, other: number): number {
  return ((number - other + HALF_CIRCLE) & 0xff) - HALF_CIRCLE;
}

function eventsGone(count: number): HilError {
  const message = `${count === 1 ? 'An event' : `${count} events`} of the rig never came, and the rig no longer keeps ${count === 1 ? 'it' : 'them'}: when its field sensor tripped is not known.`;
  return new HilError('EVENTS_GONE', 'link', message, {
    hint: 'Look for a bad cable or a second program that reads the port, or move the magnet more slowly; then run again.',
  });
}
