import type { LessonPlayer } from '../lessons/lesson-player.ts';
import type { Player } from '../play/player.ts';
import type { RigControl } from './rig-control.ts';
import { PlaySharer, PlayWatcher } from './shared-play.ts';
import { openSocketRigPort } from './socket-rig-port.ts';

/** Parts of a page that a rig moves. */
interface Served {
  readonly rig: RigControl;
  readonly player: Player;
  readonly lessons: LessonPlayer;
}

/** Connects a page that `rollerloop trainer` serves to the rig of that server: drives it, or watches the page that drives it. */
export async function startServedRig(page: Served, host: string, token: string): Promise<void> {
  const { rig, player, lessons } = page;
  rig.trouble.value = undefined;
  rig.reconnect = () => startServedRig(page, host, token);
  try {
    const port = await openSocketRigPort(host, token);
    if (port.role === 'driver') {
      rig.sharer = new PlaySharer(player, (text) => port.share(text));
      rig.connect(port);
      return;
    }
    const watcher = new PlayWatcher(player, lessons);
    rig.watched.value = port.name;
    port.onShared = (text) => void watcher.take(text);
    port.onClosed = (why) => {
      rig.watched.value = undefined;
      rig.trouble.value = why;
    };
  } catch (error) {
    rig.trouble.value = error instanceof Error ? error.message : String(error);
  }
}
