import { describe, expect, test } from 'vitest';
import { scenarioNamed } from '../../../hil/scenario/library.ts';
import { runScenario } from '../../../hil/scenario/run-scenario.ts';
import { PythonRig, pythonSerial } from './python-rig.ts';

const { debianPackage, runs } = pythonSerial;
const study = scenarioNamed('roller-study');

describe.skipIf(!runs)(`a rig written from the wire document in Python (needs ${debianPackage})`, () => {
  test('runs a roller study to the fingerprint of the rig virtual', async () => {
    const rig = await PythonRig.started();
    try {
      const onPython = await runScenario(study, { rig: rig.path });
      const onVirtual = await runScenario(study, { rig: 'virtual' });
      expect(onPython.verdict).toBe('pass');
      expect(onPython.fingerprint).toBe(onVirtual.fingerprint);
      expect(onPython.rig).toMatchObject({ name: rig.path, unitNumber: 2301, time: 'wall' });
    } finally {
      rig.end();
    }
  });
});
