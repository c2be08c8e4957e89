import { type Acceptance, sentenceOf } from '../../../firmware-sim/base/refusal.ts';
import { US_PER_DAY } from '../../../firmware-sim/base/time-units.ts';
import type { CatheterAccess } from '../../../firmware-sim/outside/catheter-access.ts';
import type { CatheterLife } from '../../../firmware-sim/outside/catheter-life.ts';
import type { Pump } from '../../../firmware-sim/pump.ts';
import { HilError } from '../../base/hil-error.ts';
import type { Bench } from '../../bench.ts';
import type { Place } from '../../yaml/place.ts';
import type { Action, CatheterDeed, Scenario, TimelineEntry } from '../scenario.ts';

type NeedleAction = Extract<Action, { readonly kind: 'catheter access' }>;

const NL_PER_ML = 1_000_000;

/** Does what an entry of the timeline says; throws where the pump refuses it, with its place in the file. */
export function act(bench: Bench, scenario: Scenario, entry: TimelineEntry): void {
  const answer = doAction(bench, entry.action);
  if (answer !== undefined) mustAccept(answer, scenario, entry.place, `"${entry.name}"`);
}

/** Throws PUMP_REFUSED (usage) where the pump did not take what stands at a place. */
export function mustAccept(answer: Acceptance, { file }: Scenario, { line, column }: Place, what: string): void {
  if (answer.ok) return;
  const message = `${file}:${line}:${column}: the pump refuses ${what}: ${sentenceOf(answer.refusal)}.`;
  throw new HilError('PUMP_REFUSED', 'usage', message);
}

function doAction({ pump, setFaults }: Bench, action: Action): Acceptance | undefined {
  switch (action.kind) {
    case 'field':
      return done(() => pump.setField(action, action));
    case 'field off':
      return done(() => pump.removeField());
    case 'program':
      return pump.program(action.program);
    case 'bolus':
      return pump.singleBolus(
        action.volumeMl,
        bolusRateMlPerDay(action.volumeMl, action.durationUs, pump.product.quantities.rateMlPerDayMax.value),
      );
    case 'priming bolus':
      return pump.primingBolus(action.volumeMl);
    case 'patient bolus':
      return done(() => pump.askPatientBolus());
    case 'bridge bolus':
      return pump.bridgeBolus(action.bolus);
    case 'roller study':
      return pump.rollerStudy(action.filmed);
    case 'interrogate':
      return done(() => {
        const { who, premature } = action;
        const asked = { ...(who === undefined ? {} : { who }), ...(premature === undefined ? {} : { premature }) };
        for (let i = 0; i < action.times; i += 1) pump.interrogate(asked);
      });
    case 'scan check':
      return done(() => pump.scanCheck());
    case 'defect':
      return pump.beginDefect(action.defect);
    case 'refill':
      return pump.refill(action);
    case 'catheter':
      return done(() => befall(mustHaveCatheter(pump), action.deed));
    case 'position':
      return done(() => mustHaveCatheter(pump).layPatient(action.position));
    case 'catheter access':
      return useNeedle(mustHaveAccess(pump), action);
    case 'examination':
      return mustHaveCatheter(pump).examinations.examine(action.of, action.reading);
    case 'stop':
      return pump.programStopped();
    case 'withdraw':
      return done(() => pump.withdraw());
    case 'alarm':
      return action.ask === 'silence' ? pump.silenceAlarms() : done(() => pump.alarmTest());
    case 'valve reset':
      return pump.resetValve();
    case 'surroundings':
      return done(() => pump.setSurroundings(action));
    case 'set clock':
      return pump.clocks.set(action.to);
    case 'local time':
      return done(() => pump.clocks.moveLocalTime(action.byUs));
    case 'faults':
      return done(() => setFaults(action.rates));
    case 'wait':
      return undefined;
  }
}

/** Whether there is one was asked when the scenario was read. */
function mustHaveCatheter({ catheter }: Pump): CatheterLife {
  if (catheter === undefined) throw new Error('a catheter was asked for, and nobody refused it');
  return catheter;
}

function mustHaveAccess({ access }: Pump): CatheterAccess {
  if (access === undefined) throw new Error('a needle in a catheter was asked for, and no catheter is there');
  return access;
}

function useNeedle(access: CatheterAccess, { kind: _kind, fluid, ...use }: NeedleAction): Acceptance {
  return fluid === undefined ? access.aspirate(use) : access.inject({ ...use, fluid });
}

function befall(catheter: CatheterLife, deed: CatheterDeed): void {
  if (deed.kind === 'repair') catheter.repair();
  else if (deed.kind === 'sampled') catheter.harmAtRandom(deed.mix);
  else catheter.harm(deed);
}

function done(fn: () => void): undefined {
  fn();
  return undefined;
}

/** Rates are whole nanolitres a day; without a duration as fast as may be programmed. */
function bolusRateMlPerDay(volumeMl: number, durationUs: number | undefined, fastest: number): number {
  if (durationUs === undefined) return fastest;
  return Math.round(((volumeMl * US_PER_DAY) / durationUs) * NL_PER_ML) / NL_PER_ML;
}
