import { type AbilityBit, readingVerbs } from '../../../protocol/tables/telemetry-readings.ts';
import { type FirmwareVerb, firmwareVerbs } from '../firmware-verbs.ts';
import type { SessionReply } from './firmware-session.ts';

/** Verbs of a function that ABLE names. */
const verbsOfAbility: Readonly<Record<AbilityBit, readonly FirmwareVerb[]>> = {
  continuous: ['PROGRATE'],
  minimum: ['MINRATE'],
  flex: ['PROGFLEX', 'FLEX'],
  periodic: ['PROGPER', 'PERIOD', 'PROGRATE'],
  patient: ['PROGPAT', 'PATIENT', 'PATIENTNOW', 'ASK'],
  priming: ['PRIME'],
  bridge: ['PROGBRIDGE', 'BRIDGE'],
  study: ['STUDY'],
  clock: ['SETCLOCK', 'CLOCK'],
};

const ofSomeAbility = new Set(Object.values(verbsOfAbility).flat());
/** Verbs that belong to no ability: every firmware may have them. */
const commonVerbs = firmwareVerbs.filter((verb) => !ofSomeAbility.has(verb));

/** What a firmware can do: what ABLE names, what its file lists, and what it answered. */
export class Capabilities {
  readonly identity: SessionReply<'IDENT'>;
  readonly abilities: readonly AbilityBit[];
  /** False if the firmware does not answer ABLE. Its abilities are then unknown. */
  readonly answersAble: boolean;
  readonly #verbs: Set<FirmwareVerb>;
  /** Verbs that the file lists or ABLE implies, and that the firmware answers as unknown. */
  readonly #denied = new Set<FirmwareVerb>();

  /** `listed` are the verbs of the file. `abilities` is undefined if the firmware does not answer ABLE. */
  constructor(
    identity: SessionReply<'IDENT'>,
    abilities: number | undefined,
    listed: readonly FirmwareVerb[] | undefined,
  ) {
    const { bits } = readingVerbs.ABLE.reply[0];
    this.identity = identity;
    this.answersAble = abilities !== undefined;
    this.abilities = bits.filter((_bit, index) => ((abilities ?? 0) & (1 << index)) !== 0);
    const implied = this.abilities.flatMap((ability) => verbsOfAbility[ability]);
    this.#verbs = new Set([...(listed ?? [...commonVerbs, ...implied]), 'IDENT']);
  }

  has(verb: FirmwareVerb): boolean {
    return this.#verbs.has(verb);
  }

  /** Verbs that the firmware has, in the order of the table. */
  get verbs(): readonly FirmwareVerb[] {
    return firmwareVerbs.filter((verb) => this.#verbs.has(verb));
  }

  /** Verbs that the firmware was said to have and does not have. */
  get denied(): readonly FirmwareVerb[] {
    return [...this.#denied];
  }

  /** Takes note of an answer by which the firmware does not know a verb. */
  deny(verb: FirmwareVerb): void {
    if (this.#verbs.delete(verb)) this.#denied.add(verb);
  }
}
