import { expect, test } from 'vitest';
import { VirtualClock } from '../../../firmware-sim/base/virtual-clock.ts';
import { Driver } from '../../../hil/drive.ts';
import { openBoardLine } from '../../../hil/rigs/opening/open-rig.ts';
import { WireRig } from '../../../hil/rigs/wire-rig.ts';
import { framed } from '../../protocol/bench-pair.ts';
import { StickyRig } from './sticky-rig.ts';

const settled = ({ boardTime, rig }: Pick<StickyRig, 'boardTime' | 'rig'>): Promise<void> =>
  new Driver({ pumpClock: new VirtualClock(), boardTime, rig }).settle();

test('frees a shaft left held behind an armed field, before it clears the stop', async () => {
  const sticky = new StickyRig({ obeys: true });
  await settled(sticky);
  expect(sticky.asked).toEqual(['FIELD', 'STALL', 'ARM']);
  expect(sticky).toMatchObject({ stallMode: 'none', isArmed: false, isTripped: false, isStopped: false });
  expect(sticky.rig.identity.name).toBe('sticky');
});

test('refuses a rig that keeps its shaft held, with the reason', async () => {
  const sticky = new StickyRig({ obeys: false });
  await expect(settled(sticky)).rejects.toMatchObject({
    code: 'RIG_HELD',
    fault: 'rig',
    message: expect.stringContaining('keeps STALL hold from an earlier session'),
  });
});

test.each([
  ['loopback', false],
  ['loopback', true],
  ['emulated', false],
  ['emulated', true],
] as const)('opens on the %s board in STALL hold, with a latched stop: %s', async (name, isStopped) => {
  const line = await openBoardLine(name, { seed: 1 });
  const said: string[] = [];
  line.onBytes = (bytes) => void said.push(Buffer.from(bytes).toString('latin1'));
  while (!said.join('').includes('# rollerloop')) line.boardTime.leap();
  const stranger = ['HELLO v=1 t=ED12C908', 'FIELD trip=50 mode=hold', 'STALL mode=hold by=0'];
  for (const [sequence, words] of stranger.entries()) {
    line.send(Buffer.from(framed(`>5C.0${sequence} ${words}`)));
    while (!said.join('').includes(`<5C.0${sequence} ok`)) line.boardTime.leap();
  }
  if (isStopped) line.send(Uint8Array.of(0x18, 0x18, 0x0a));
  expect(said.join('')).toMatch(/m=hold g=[4-7]/);
  const { boardTime } = line;
  const options = { name, time: 'virtual', boardTime, session: 0xa3, close: line.close } as const;
  const rig = new WireRig({ ...options, send: (bytes) => line.send(bytes) });
  line.onBytes = (bytes) => rig.receive(bytes);
  rig.open();
  await settled({ boardTime, rig });
  let report = '';
  line.onBytes = (bytes) => {
    report += Buffer.from(bytes).toString('latin1');
  };
  line.send(Buffer.from(framed('>00.01 STAT')));
  while (!report.includes('stop=')) boardTime.leap();
  expect(report).toMatch(/stop=none .* m=none g=[0-3]/);
  await rig.close();
});
