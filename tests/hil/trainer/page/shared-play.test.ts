import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import { LessonPlayer } from '../../../../hil/trainer/page/lessons/lesson-player.ts';
import { Player } from '../../../../hil/trainer/page/play/player.ts';
import { PlayWatcher } from '../../../../hil/trainer/page/rig/shared-play.ts';
import { client, shippedPlan } from '../engine/engine-for-tests.ts';

const shared = JSON.stringify({
  kind: 'play',
  plan: shippedPlan('roller-study'),
  atUs: 1e6,
  isPlaying: true,
  speed: 1,
});

function watching(): { readonly player: Player; readonly watcher: PlayWatcher } {
  const player = new Player(client());
  return { player, watcher: new PlayWatcher(player, new LessonPlayer(player, signal('en'), signal(true))) };
}

test('a page that watches plays what the driver plays', async () => {
  const { player, watcher } = watching();
  await watcher.take(shared);
  expect(player.shown.value?.facts.scenario).toBe('roller-study');
  expect(player.isPlaying.value).toBe(true);
});

test('a driver that leaves while its plan loads leaves the page standing', async () => {
  const { player, watcher } = watching();
  const taking = watcher.take(shared);
  watcher.end();
  await taking;
  expect(player.isPlaying.value).toBe(false);
});
