import { expect, test } from 'vitest';
import { scenarioNamed } from '../../../hil/scenario/library.ts';
import { runScenario } from '../../../hil/scenario/run-scenario.ts';
import { describeWith } from '../../needed-tool.ts';
import { rollerloop } from '../commands/command-line.ts';
import { PythonRig } from './python-rig.ts';

describeWith('python3-serial', 'a rig written from the wire document in Python', () => {
  test.each(['roller-study', 'roller-study-in-field'])(
    'runs %s to the fingerprint of the rig virtual',
    async (name) => {
      const study = scenarioNamed(name);
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
    },
  );

  test('whose shaft loses one step in ten is a rig failure with both angles', async () => {
    const rig = await PythonRig.started('--lose-one-in', '10');
    try {
      const { status, stdout, stderr } = await rollerloop('run', 'roller-study', '--rig', rig.path);
      expect([status, stdout]).toEqual([3, expect.not.stringContaining('FAIL')]);
      expect(stderr).toMatch(/whose failure: the rig/);
      expect(stderr).toMatch(/does not follow: commanded \d+\.\d+ deg, measured \d+\.\d+ deg/);
    } finally {
      rig.end();
    }
  });
});
