import type { ActionVerb } from '../../protocol/tables/telemetry-vocabulary.ts';
import { stepDueUs } from '../base/motor-line.ts';
import type { Acceptance } from '../base/refusal.ts';
import { US_PER_DAY, US_PER_SECOND } from '../base/time-units.ts';
import type { Pump } from '../pump.ts';
import { answered, done, type Handlers, type Reply, reply } from './telemetry-answers.ts';
import { clockSet } from './telemetry-clock.ts';
import { refusal } from './telemetry-refusals.ts';

const NL_PER_ML = 1_000_000;
const SECONDS_PER_DAY = 86_400;

/** Handlers of the verbs that act on the pump at once. */
export function actionHandlers(pump: Pump): Handlers<ActionVerb> {
  return {
    BOLUS: ({ volumeMl, durationSeconds }) => {
      const rateMlPerDay = Math.round(((volumeMl * SECONDS_PER_DAY) / durationSeconds) * NL_PER_ML) / NL_PER_ML;
      return begun(pump, pump.singleBolus(volumeMl, rateMlPerDay));
    },
    ASK: () => begun(pump, pump.askPatientBolus()),
    PRIME: ({ volumeMl }) => begun(pump, pump.primingBolus(volumeMl)),
    STUDY: () => begun(pump, pump.rollerStudy()),
    SETCLOCK: (args) => clockSet(pump, args),
    STOP: () => answered(pump.programStopped(), {}),
    MINRATE: () => answered(pump.program({ mode: 'minimum rate' }), {}),
    REFILL: ({ volumeMl }) => refill(pump, volumeMl),
    ALTEST: () => {
      pump.alarmTest();
      return done;
    },
  };
}

function begun(pump: Pump, acceptance: Acceptance) {
  return acceptance.ok ? reply(bolusReply(pump)) : refusal(acceptance);
}

function refill(pump: Pump, fillMl: number) {
  const calculatedMl = pump.firmware.calculator.calculatedMl;
  const withdrawnMl = pump.reservoir.reachableMl;
  return answered(pump.refill({ fillMl, omit: ['interrogate', 'program'] }), { withdrawnMl, calculatedMl });
}

/** Returns the bolus that has just begun, in whole motor steps. */
function bolusReply({ delivery }: Pump): Reply<'BOLUS'> {
  const { line, stepMl } = delivery;
  const endSteps = line.endSteps ?? line.anchorSteps;
  return {
    volumeMl: (endSteps - line.anchorSteps) * stepMl,
    rateMlPerDay: (delivery.perSecondMl(line) * US_PER_DAY) / US_PER_SECOND,
    durationSeconds: (stepDueUs(line, endSteps) - line.anchorUs) / US_PER_SECOND,
  };
}
