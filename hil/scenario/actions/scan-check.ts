import { accepted } from '../../../firmware-sim/base/refusal.ts';
import { oneOf } from '../../yaml/leaf-schemas.ts';
import type { ActionDefinition } from '../entry/action-definition.ts';
import { actionForm } from '../entry/action-form.ts';

export interface ScanCheckAction {
  readonly kind: 'scan check';
}

/** A clinician checks the pump after a scan: compares its settings with the record from before the scan. */
export const scanCheck: ActionDefinition<ScanCheckAction> = {
  kind: 'scan check',
  key: 'scan check',
  forms: [actionForm({ 'scan check': oneOf(['take']) }, () => ({ kind: 'scan check' }))],
  act({ pump }) {
    pump.scanCheck();
    return accepted;
  },
  foreign: { needs: () => ['INTERROGATE', 'THERAPY', 'LOG'], act: (pump) => pump.scanCheck() },
  words: [{ event: 'in.scanCheck', text: () => 'the pump is compared with its record from before the scan' }],
};
