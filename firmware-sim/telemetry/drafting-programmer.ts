import { type Acceptance, accepted, refused } from '../base/refusal.ts';
import type { Program } from '../base/therapy.ts';
import type { Pump } from '../pump.ts';
import { TelemetryDrafting } from './telemetry-drafting.ts';
import { modeWord } from './telemetry-fields.ts';
import { reasonNamed, refusedFieldNamed } from './telemetry-refusals.ts';

/** Any difference makes the pump drop the draft. */
const OTHER_SUM = 1;

/**
 * A programmer beside the pump that changes a program in two steps, as on the wire but without one: it drafts, and it confirms
 * the checksum that the pump reads back. Nothing runs before that.
 */
export class DraftingProgrammer {
  readonly #drafting: TelemetryDrafting;

  constructor(pump: Pump) {
    this.#drafting = new TelemetryDrafting(pump);
  }

  /** Begins a draft of a mode, with a rate if it has one. It replaces an earlier draft. */
  draft({ mode, rateMlPerDay }: Pick<Program, 'mode' | 'rateMlPerDay'>): Acceptance {
    const { PROGBEGIN, PROGMODE, PROGRATE } = this.#drafting.handlers();
    PROGBEGIN({});
    PROGMODE({ mode: modeWord(mode) });
    if (rateMlPerDay !== undefined) PROGRATE({ rateMlPerDay });
    return accepted;
  }

  /** Confirms the draft, or by mistake another program. The pump refuses the latter and drops the draft. */
  confirm(what: 'draft' | 'another program'): Acceptance {
    const { PROGREAD, PROGCOMMIT } = this.#drafting.handlers();
    const read = PROGREAD({});
    if (!read.ok) return refused('program', 'no draft', 'a draft to confirm', 'missing');
    const { checksum } = read.reply;
    const answer = PROGCOMMIT({ checksum: what === 'draft' ? checksum : checksum ^ OTHER_SUM });
    if (answer.ok) return accepted;
    if (answer.error !== 'REFUSED')
      return refused('program', 'the checksum of another program', 'the checksum of the draft', 'order');
    const { field, why } = answer.fields as { readonly field: string; readonly why: string };
    return refused(refusedFieldNamed(field), 'the draft', 'a program within the limits', reasonNamed(why));
  }
}
