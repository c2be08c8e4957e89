import type { DraftingVerb } from '../../protocol/tables/telemetry-vocabulary.ts';
import type { PatientBolus } from '../base/therapy.ts';
import { US_PER_MINUTE, US_PER_SECOND } from '../base/time-units.ts';
import { bridgeAfter } from '../firmware/program-check.ts';
import { ProgramDraft } from '../firmware/program-draft.ts';
import type { PumpStatus } from '../firmware/pump-status.ts';
import type { Pump } from '../pump.ts';
import {
  type Args,
  answered,
  done,
  type Handled,
  type Handlers,
  type Reply,
  reply,
  type Whose,
} from './telemetry-answers.ts';
import { checksumOf, fieldsSet, statusAfter } from './telemetry-draft-fields.ts';
import * as words from './telemetry-fields.ts';
import { noDraft, refusal } from './telemetry-refusals.ts';
import { bridgeReply } from './telemetry-therapies.ts';

type SettingVerb = 'PROGLOW' | 'PROGCRIT' | 'PROGNON' | 'PROGVOL' | 'PROGCATH' | 'PROGDRUG';
type TherapyVerb = 'PROGMODE' | 'PROGRATE' | 'PROGFLEX' | 'PROGPER' | 'PROGPAT' | 'PROGBRIDGE';

const fullDraft = { ok: false, error: 'REFUSED', fields: { field: 'flex', why: 'range' } } as const;

/** A program that arrives line by line. Nothing of it runs until all of it is committed. */
export class TelemetryDrafting {
  readonly #pump: Pump;
  #draft: ProgramDraft | undefined;

  constructor(pump: Pump) {
    this.#pump = pump;
  }

  get isOpen(): boolean {
    return this.#draft !== undefined;
  }

  drop(): void {
    this.#draft = undefined;
  }

  /** Status of the pump now, or as it would be after the commit. Undefined for the latter without a draft. */
  status(whose: Whose): PumpStatus | undefined {
    const { firmware } = this.#pump;
    if (whose === 'pump') return firmware.status();
    return this.#draft === undefined
      ? undefined
      : statusAfter(firmware.status(), this.#draft.change, firmware.delivery);
  }

  /** Returns the bridge that would run after the commit. */
  bridge(): Handled<Reply<'BRIDGE'>> {
    if (this.#draft === undefined) return noDraft;
    const bridge = bridgeAfter(this.#draft.change, this.#pump.firmware.terms());
    return bridge !== undefined && 'why' in bridge ? refusal({ refusal: bridge }) : reply(bridgeReply(bridge));
  }

  handlers(): Handlers<DraftingVerb> {
    return {
      PROGBEGIN: () => {
        this.#draft = new ProgramDraft();
        return done;
      },
      ...this.#settingHandlers(),
      ...this.#therapyHandlers(),
      PROGREAD: () => (this.#draft === undefined ? noDraft : reply(draftFields(this.#draft))),
      PROGCOMMIT: ({ checksum }) => (this.#draft === undefined ? noDraft : this.#commit(this.#draft, checksum)),
      PROGCANCEL: () => {
        this.drop();
        return done;
      },
    };
  }

  #settingHandlers(): Handlers<SettingVerb> {
    return {
      PROGLOW: ({ lowReservoirMl }) => this.#drafted((draft) => draft.set({ lowReservoirMl })),
      PROGCRIT: ({ criticalEverySeconds }) =>
        this.#drafted((draft) => draft.set({ criticalEveryUs: criticalEverySeconds * US_PER_SECOND })),
      PROGNON: ({ nonCriticalEverySeconds }) =>
        this.#drafted((draft) => draft.set({ nonCriticalEveryUs: nonCriticalEverySeconds * US_PER_SECOND })),
      PROGVOL: ({ volumeMl }) => this.#drafted((draft) => draft.set({ reservoirMl: volumeMl })),
      PROGCATH: ({ catheterMl }) => this.#drafted((draft) => draft.set({ catheterMl })),
      PROGDRUG: ({ drugSlot, drug, concentrationUgPerMl }) =>
        this.#drafted((draft) => draft.setDrug(drugSlot, { name: drug, concentrationUgPerMl })),
    };
  }

  #therapyHandlers(): Handlers<TherapyVerb> {
    return {
      PROGMODE: ({ mode }) => this.#drafted((draft) => draft.set({ mode: words.modeNamed(mode) })),
      PROGRATE: ({ rateMlPerDay }) => this.#drafted((draft) => draft.set({ rateMlPerDay })),
      PROGFLEX: (args) => (this.#draft === undefined ? noDraft : flexDrafted(this.#draft, args)),
      PROGPER: ({ volumeMl, durationSeconds, everyMinutes }) => {
        const durationUs = durationSeconds * US_PER_SECOND;
        const everyUs = everyMinutes * US_PER_MINUTE;
        return this.#drafted((draft) => draft.set({ periodicBolus: { volumeMl, durationUs, everyUs } }));
      },
      PROGPAT: (args) => this.#drafted((draft) => draft.set({ patientBolus: patientBolusOf(args) })),
      PROGBRIDGE: ({ drugSlot, dailyDoseUg }) =>
        this.#drafted((draft) => draft.set({ bridge: { drugSlot, doseUgPerDay: dailyDoseUg } })),
    };
  }

  #drafted(write: (draft: ProgramDraft) => void): Handled<Record<never, never>> {
    if (this.#draft === undefined) return noDraft;
    write(this.#draft);
    return done;
  }

  /** A programmer with another checksum has drafted another program, so nothing of this draft may run. */
  #commit(draft: ProgramDraft, gotChecksum: number) {
    const { fieldsSet: set, checksum: wantedChecksum } = draftFields(draft);
    if (gotChecksum !== wantedChecksum) {
      this.drop();
      return { ok: false, error: 'CHECKSUM', fields: { wantedChecksum, gotChecksum } } as const;
    }
    const answer = this.#pump.change(draft.change);
    if (answer.ok) this.drop();
    return answered(answer, { fieldsSet: set });
  }
}

function flexDrafted(draft: ProgramDraft, { day, fromMinutes, rateMlPerDay }: Args<'PROGFLEX'>) {
  return draft.setFlexStep(words.flexDayNamed(day), { fromMinutes, rateMlPerDay }) ? done : fullDraft;
}

/** All fields 0 removes the setting. */
function patientBolusOf({
  volumeMl,
  durationSeconds,
  lockoutMinutes,
  allottedCount,
}: Args<'PROGPAT'>): PatientBolus | 'off' {
  if (volumeMl === 0 && durationSeconds === 0 && lockoutMinutes === 0 && allottedCount === 0) return 'off';
  const durationUs = durationSeconds * US_PER_SECOND;
  return { volumeMl, durationUs, lockoutUs: lockoutMinutes * US_PER_MINUTE, allottedCount };
}

function draftFields({ change }: ProgramDraft): { readonly fieldsSet: number; readonly checksum: number } {
  return { fieldsSet: fieldsSet(change), checksum: checksumOf(change) };
}
