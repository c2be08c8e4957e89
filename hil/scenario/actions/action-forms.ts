import type * as z from 'zod';
import { FAULT_KINDS, type LineFaultKind } from '../../faults/fault-rates.ts';
import { oneOf, quantity, table } from '../../yaml/leaf-schemas.ts';
import type { Refuse } from '../../yaml/problem.ts';
import type { MapTree } from '../../yaml/tree.ts';
import { programOf, programTable } from '../pump/program-schema.ts';
import type { Action } from '../scenario.ts';
import { catheterForms } from './catheter-forms.ts';
import { clockForms } from './clock-forms.ts';
import { defectForms } from './defect-forms.ts';
import { fieldForms } from './field-forms.ts';
import { needleForms } from './needle-forms.ts';
import { pumpPartForms } from './pump-part-forms.ts';
import { type ActionForm, actionForm, TIME_LIMITS } from './read-action.ts';
import { refillForm } from './refill-form.ts';

const BOLUS_LIMITS = { above: '0 mL', to: '100 mL' };
/** Rounding of a sum of decimals is nobody's fault. */
const SUM_SLACK = 1e-9;

const bolusForm = actionForm(
  { bolus: quantity('volume', BOLUS_LIMITS), over: quantity('time', { from: '1 s', to: '30 d' }).optional() },
  ({ bolus, over }) => ({ kind: 'bolus', volumeMl: bolus, ...(over === undefined ? {} : { durationUs: over }) }),
);

const primingForm = actionForm({ 'priming bolus': quantity('volume', BOLUS_LIMITS) }, (written) => ({
  kind: 'priming bolus',
  volumeMl: written['priming bolus'],
}));

const CONCENTRATION_LIMITS = { above: '0 ug/mL', to: '100 mg/mL' };
const bridgeTable = table({
  from: quantity('concentration', CONCENTRATION_LIMITS),
  to: quantity('concentration', CONCENTRATION_LIMITS),
  'daily dose': quantity('mass', { above: '0 ug', to: '10000 mg' }),
  path: quantity('volume', BOLUS_LIMITS).optional(),
});

const bridgeForm = actionForm({ 'bridge bolus': bridgeTable }, (written): Action => {
  const { from, to, path, 'daily dose': dose } = written['bridge bolus'];
  const pathMl = path === undefined ? {} : { pathMl: path };
  return { kind: 'bridge bolus', bolus: { oldUgPerMl: from, newUgPerMl: to, doseUgPerDay: dose, ...pathMl } };
});

const interrogateForm = actionForm(
  {
    interrogate: oneOf(['once', 'twice']),
    by: oneOf(['clinician', 'patient']).optional(),
    quirk: oneOf(['premature low reservoir', 'premature empty reservoir']).optional(),
  },
  ({ interrogate, by, quirk }) => ({
    kind: 'interrogate',
    times: interrogate === 'once' ? 1 : 2,
    ...(by === undefined ? {} : { who: by }),
    ...(quirk === undefined
      ? {}
      : { premature: quirk === 'premature low reservoir' ? 'low reservoir' : 'empty reservoir' }),
  }),
);

const studyForm = actionForm(
  { 'roller study': oneOf(['take']), filmed: oneOf(['still', 'live']).optional() },
  ({ filmed = 'still' }) => ({ kind: 'roller study', filmed }),
);

const programForm = actionForm({ program: programTable }, ({ program }, tree, refuse) => ({
  kind: 'program',
  program: programOf(program, tree.entries.get('program')?.value as MapTree, refuse),
}));

const share = quantity('share', { from: '0 %', to: '100 %' }).optional();
const ratesShape = Object.fromEntries(FAULT_KINDS.map((kind) => [kind, share])) as Record<LineFaultKind, typeof share>;
const ratesTable = table(ratesShape, ['off']);

function faultsOf(written: z.output<typeof ratesTable>, tree: MapTree, refuse: Refuse): Action {
  const rates: { [K in LineFaultKind]?: number } = {};
  for (const kind of FAULT_KINDS) if (written[kind] !== undefined) rates[kind] = written[kind];
  const sum = Object.values(rates).reduce((total, rate) => total + rate, 0);
  const place = tree.entries.get('faults')?.value.place ?? tree.place;
  if (sum > 1 + SUM_SLACK) refuse(place, `rates of ${Number((100 * sum).toFixed(6))} % together`, 'at most 100 %');
  return { kind: 'faults', rates };
}

const faultForms = [
  actionForm({ faults: oneOf(['off']) }, () => ({ kind: 'faults', rates: {} }), 'off'),
  actionForm({ faults: ratesTable }, ({ faults }, tree, refuse) => faultsOf(faults, tree, refuse)),
];

/** By their key; the first form whose word fits is meant. */
export const actionForms: Readonly<Record<string, readonly ActionForm[]>> = {
  field: fieldForms,
  bolus: [bolusForm],
  'patient bolus': [actionForm({ 'patient bolus': oneOf(['ask']) }, () => ({ kind: 'patient bolus' }))],
  'priming bolus': [primingForm],
  'bridge bolus': [bridgeForm],
  'roller study': [studyForm],
  interrogate: [interrogateForm],
  'scan check': [actionForm({ 'scan check': oneOf(['take']) }, () => ({ kind: 'scan check' }))],
  refill: [refillForm],
  defect: defectForms,
  program: [programForm],
  stop: [actionForm({ stop: oneOf(['pump']) }, () => ({ kind: 'stop' }))],
  ...catheterForms,
  ...needleForms,
  faults: faultForms,
  ...pumpPartForms,
  ...clockForms,
  wait: [actionForm({ wait: quantity('time', TIME_LIMITS) }, () => ({ kind: 'wait' }))],
};
