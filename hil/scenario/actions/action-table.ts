import type { ActionDefinition } from '../entry/action-definition.ts';
import type { ActionForm } from '../entry/entry-form.ts';
import { alarm } from './alarm.ts';
import { bolus } from './bolus.ts';
import { bridgeBolus } from './bridge-bolus.ts';
import { catheter } from './catheter.ts';
import { catheterAccess } from './catheter-access.ts';
import { confirm } from './confirm.ts';
import { defect } from './defect.ts';
import { draft } from './draft.ts';
import { examine } from './examine.ts';
import { faults } from './faults.ts';
import { field, fieldOff } from './field.ts';
import { flowActivatedValve } from './flow-activated-valve.ts';
import { interrogate } from './interrogate.ts';
import { localTime } from './local-time.ts';
import { patientBolus } from './patient-bolus.ts';
import { position } from './position.ts';
import { powerOff } from './power-off.ts';
import { primingBolus } from './priming-bolus.ts';
import { program } from './program.ts';
import { refill } from './refill.ts';
import { rollerStudy } from './roller-study.ts';
import { scanCheck } from './scan-check.ts';
import { setClock } from './set-clock.ts';
import { stop } from './stop.ts';
import { surroundings } from './surroundings.ts';
import { wait } from './wait.ts';
import { withdraw } from './withdraw.ts';

/** Every action of the scenario language. Messages list the keys in this order. */
const actionTable = [
  fieldOff,
  field,
  bolus,
  patientBolus,
  primingBolus,
  bridgeBolus,
  rollerStudy,
  interrogate,
  scanCheck,
  refill,
  defect,
  powerOff,
  program,
  draft,
  confirm,
  stop,
  catheter,
  position,
  catheterAccess,
  examine,
  faults,
  withdraw,
  flowActivatedValve,
  surroundings,
  alarm,
  setClock,
  localTime,
  wait,
] as const;

/** An action of a timeline entry. */
export type Action = Parameters<(typeof actionTable)[number]['act']>[1];

export const actionDefinitions: readonly ActionDefinition<Action>[] = actionTable;

/** Forms of each key. The written word selects the form; otherwise the last one is used. */
export const actionForms: Readonly<Record<string, readonly ActionForm<Action>[]>> = Object.fromEntries(
  actionDefinitions.map(({ key }) => [
    key,
    actionDefinitions.filter((one) => one.key === key).flatMap(({ forms }) => forms),
  ]),
);

const byKind = new Map(actionDefinitions.map((definition) => [definition.kind, definition]));

/** Returns the definition of an action. `Action` is made from the table, so each action has one. */
export function definitionOf({ kind }: Action): ActionDefinition<Action> {
  return byKind.get(kind) as ActionDefinition<Action>;
}
