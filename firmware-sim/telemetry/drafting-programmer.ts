import { type Acceptance, accepted, refused } from '../base/refusal.ts';
import type { Program } from '../base/therapy.ts';
import type { Pump } from '../pump.ts';
import { TelemetryDrafting } from './telemetry-drafting.ts';
import { modeWord } from './telemetry-fields.ts';

/** Offset that makes the checksum of a wrong program. Any difference makes the pump drop the draft. */
const OTHER_SUM = 1;

type DraftedProgram = Pick<Program, 'mode' | 'rateMlPerDay'>;

/**
 * A programmer that is directly connected to the pump. It programs in two steps as on the wire: it drafts, and it
 * confirms the checksum that the pump reads back. Nothing runs before the confirmation.
 */
export class DraftingProgrammer {
  readonly #pump: Pump;
  readonly #drafting: TelemetryDrafting;
  #drafted: DraftedProgram = { mode: 'stopped' };

  constructor(pump: Pump) {
    this.#pump = pump;
    this.#drafting = new TelemetryDrafting(pump);
  }

  /** Begins a draft of a mode, with its rate if it has one. It replaces an earlier draft. */
  draft(program: DraftedProgram): Acceptance {
    const { PROGBEGIN, PROGMODE, PROGRATE } = this.#drafting.handlers();
    const { mode, rateMlPerDay } = program;
    PROGBEGIN({});
    PROGMODE({ mode: modeWord(mode) });
    if (rateMlPerDay !== undefined) PROGRATE({ rateMlPerDay });
    this.#drafted = program;
    return accepted;
  }

  /** Confirms the draft, or by mistake another program. The pump refuses another program and drops the draft. */
  confirm(what: 'draft' | 'another program'): Acceptance {
    const { PROGREAD, PROGCOMMIT } = this.#drafting.handlers();
    const read = PROGREAD({});
    if (!read.ok) return refused('program', 'no draft', 'a draft to confirm', 'missing');
    const { checksum } = read.reply;
    const answer = PROGCOMMIT({ checksum: what === 'draft' ? checksum : checksum ^ OTHER_SUM });
    if (answer.ok) return accepted;
    if (answer.error === 'CHECKSUM')
      return refused('program', 'the checksum of another program', 'the checksum of the draft', 'order');
    return this.#refusal();
  }

  /** The wire gives only field and reason. The pump itself also gives value and limit. */
  #refusal(): Acceptance {
    const answer = this.#pump.delivery.check(this.#drafted);
    if (!answer.ok) return answer;
    return refused(
      'program',
      this.#drafted.mode,
      'no change while telemetry mode is latched: interrogate first',
      'latched',
    );
  }
}
