import type { Program } from '../../../firmware-sim/base/therapy.ts';
import type { MapTree } from '../../yaml/tree.ts';
import type { ActionDefinition } from '../entry/action-definition.ts';
import { actionForm } from '../entry/action-form.ts';
import { verbsOfChange } from '../entry/program-verbs.ts';
import { lacksOfProgram } from '../pump/program-limits.ts';
import { programOf, programTable } from '../pump/program-schema.ts';

export interface ProgramAction {
  readonly kind: 'program';
  readonly program: Program;
}

/** A programmer programs the pump. */
export const program: ActionDefinition<ProgramAction> = {
  kind: 'program',
  key: 'program',
  forms: [
    actionForm({ program: programTable }, ({ program: written }, tree, refuse) => ({
      kind: 'program',
      program: programOf(written, tree.entries.get('program')?.value as MapTree, refuse),
    })),
  ],
  lacks: (action, _pump, product) => lacksOfProgram(action.program, product),
  act: ({ pump }, action) => pump.program(action.program),
  foreign: {
    needs: (action) => verbsOfChange(action.program),
    act: (pump, action) => pump.orders.program(action.program),
  },
  words: [
    {
      event: 'in.program',
      text: ({ mode = 'settings', rateMlPerDay }) =>
        `programmed: ${mode}${rateMlPerDay === undefined ? '' : `, ${rateMlPerDay} mL/day`}`,
    },
  ],
  constants: [{ names: ['minimumRateMlPerDay'] }],
};
