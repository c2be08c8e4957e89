import { expect, test } from 'vitest';
import { Player } from '../../../../hil/trainer/page/play/player.ts';
import { RigControl } from '../../../../hil/trainer/page/rig/rig-control.ts';
import type { RigPort } from '../../../../hil/trainer/page/rig/rig-port.ts';
import { client, shippedPlan } from '../engine/engine-for-tests.ts';

/** A port behind which no board answers. */
function silentPort(): RigPort {
  return {
    via: 'page',
    name: 'a silent port',
    title: 'a silent port',
    onBytes: () => {},
    onClosed: () => {},
    send: () => {},
    close: async () => {},
  };
}

test('a rig that is connected while the first run loads waits until it plays', async () => {
  const engine = client();
  const player = new Player(engine);
  const rig = new RigControl(engine, player);
  const loading = player.load(shippedPlan('roller-study'));
  expect(player.plan).toBeDefined();
  rig.connect(silentPort());
  rig.before();
  expect(rig.state.value.kind).toBe('detached');

  await loading;
  player.isPlaying.value = true;
  rig.before();
  expect(rig.state.value.kind).toBe('opening');
  expect(player.isPlaying.value).toBe(false);
  await rig.disconnect();
});

test('a rig to which a paused page has connected by itself stands until the user plays', async () => {
  const engine = client();
  const player = new Player(engine);
  const rig = new RigControl(engine, player);
  await player.load(shippedPlan('roller-study'));
  rig.connect(silentPort(), { waitsForPlay: true });
  rig.before();
  expect(rig.state.value.kind).toBe('detached');
  player.isPlaying.value = true;
  rig.before();
  expect(rig.state.value.kind).toBe('opening');
  await rig.disconnect();
  rig.connect(silentPort());
  expect(rig.state.value.kind).toBe('opening');
  await rig.disconnect();
});
