import type { Link, OpenResult } from '../../protocol/host/link.ts';
import { hasShaftFlag, type RigVocabulary, type ShaftReport } from '../../protocol/tables/rig-vocabulary.ts';
import { HilError } from '../base/hil-error.ts';
import { type BoardSays, boardIdentityOf } from './board-identity.ts';
import { openingFailure } from './link-failure.ts';
import type { RigIdentity } from './rig.ts';
import { RigFacts } from './rig-facts.ts';
import type { RigRequests } from './rig-requests.ts';

export interface RigOpeningOptions {
  readonly name: string;
  readonly time: RigIdentity['time'];
  readonly link: Link<RigVocabulary>;
  readonly requests: RigRequests;
  /** Returns the number of all bytes read from the port. */
  readonly bytesIn: () => number | undefined;
}

export interface OpenedRigFacts {
  readonly facts: RigFacts;
  readonly identity: RigIdentity;
}

type Hello = Extract<OpenResult<RigVocabulary>, { readonly ok: true }>;

/**
 * Opens a session. Requests the rig's properties, ends a stall mode that another program left on the shaft, and clears
 * a latched stop by its cause.
 */
export class RigOpening {
  readonly #options: RigOpeningOptions;
  readonly #onOpened: (opened: OpenedRigFacts) => void;

  constructor(options: RigOpeningOptions, onOpened: (opened: OpenedRigFacts) => void) {
    this.#options = options;
    this.#onOpened = onOpened;
  }

  begin(): void {
    const { name, link, requests, bytesIn } = this.#options;
    link.open((result) => {
      if (result.ok) this.#askFacts(result);
      else requests.fail(openingFailure(name, result, link.lastLines, bytesIn(), link.counters));
    });
  }

  #askFacts(hello: Hello): void {
    const { requests } = this.#options;
    requests.send('CAPS', {}, (caps) =>
      requests.send('UNITS', {}, (units) =>
        requests.send('ACCURACY', {}, (accuracy) =>
          this.#opened(new RigFacts(caps, units, accuracy), { ...hello, caps, units, accuracy }),
        ),
      ),
    );
  }

  #opened(facts: RigFacts, says: BoardSays): void {
    const { name, requests } = this.#options;
    if (facts.holdMode === undefined || !facts.can('encoder')) {
      const lacks = facts.can('encoder') ? 'a stall mode' : 'an encoder';
      requests.fail(new HilError('RIG_LACKS', 'rig', `${name} lacks ${lacks}, so it cannot show a stall.`));
      return;
    }
    const identity = this.#identity(facts, facts.holdMode, says);
    requests.send('STAT', {}, ({ stopCause }, report) => {
      this.#free(facts, report);
      if (stopCause !== 'none') requests.send('ARM', { cause: stopCause }, () => {});
      this.#onOpened({ facts, identity });
    });
  }

  #identity(facts: RigFacts, holdMode: string, says: BoardSays): RigIdentity {
    const { hello, banner } = says;
    return {
      name: this.#options.name,
      made: banner?.replace(/^# /, '') ?? 'a board that sent no banner',
      unitNumber: hello.unitNumber,
      board: boardIdentityOf(says),
      tableHash: hello.tableHash.toString(16).toUpperCase().padStart(8, '0'),
      magnet: `STALL ${holdMode}${facts.can('back') ? ' and back' : ''} on a stepper, decided by the plant's two-pole motor`,
      resolutionDeg: facts.resolutionDeg,
      time: this.#options.time,
    };
  }

  /** Frees the shaft and verifies that. The sketch frees it at HELLO; another rig may keep an earlier stall mode. */
  #free(facts: RigFacts, report: ShaftReport): void {
    if (leftOn(report) === undefined) return;
    const { name, requests } = this.#options;
    if (facts.can('trip')) requests.send('FIELD', { tripMt: 0, mode: 'none' }, () => {});
    requests.send('STALL', { mode: 'none', bySteps: 0 }, () => {});
    requests.send('STAT', {}, (_reply, after) => {
      const left = leftOn(after);
      if (left !== undefined) requests.fail(stillHeld(name, left));
    });
  }
}

/** Returns the stall mode, or FIELD, that an earlier program left on; undefined if the shaft is free. */
function leftOn({ stallMode, flags }: ShaftReport): string | undefined {
  if (stallMode !== 'none') return `STALL ${stallMode}`;
  if (hasShaftFlag(flags, 'tripped')) return 'a tripped FIELD';
  return hasShaftFlag(flags, 'tripArmed') ? 'an armed FIELD' : undefined;
}

function stillHeld(name: string, left: string): HilError {
  const message = `${name} keeps ${left} from an earlier session: neither HELLO nor \`STALL none\` and \`FIELD 0\` ended it, so its shaft is not free.`;
  return new HilError('RIG_HELD', 'rig', message, { hint: 'Restart the board, then run again.' });
}
