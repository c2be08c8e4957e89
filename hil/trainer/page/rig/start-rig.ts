import type { EngineClient } from '../engine/engine-client.ts';
import type { LessonPlayer } from '../lessons/lesson-player.ts';
import type { Player } from '../play/player.ts';
import type { RigControl } from './rig-control.ts';
import { PlaySharer, PlayWatcher } from './shared-play.ts';
import { openSocketRigPort, type SocketRigPort } from './socket-rig-port.ts';

/** Kind of the server's text to watchers when the driver's page is gone. */
const DRIVER_LEFT = 'driver left';

/** Parts of a page that a rig moves. */
interface Served {
  readonly engine: EngineClient;
  readonly rig: RigControl;
  readonly player: Player;
  readonly lessons: LessonPlayer;
}

/**
 * Connects a page that `rollerloop trainer` serves to the rig of that server: drives it, or watches the page that drives it.
 * `number` counts the connections of this page.
 */
export async function startServedRig(page: Served, host: string, token: string, number = 1): Promise<void> {
  const { engine, rig, player } = page;
  rig.trouble.value = undefined;
  rig.undriven.value = undefined;
  const again = (): Promise<void> => startServedRig(page, host, token, number + 1);
  rig.reconnect = again;
  const opening = await openSocketRigPort(engine, number, { host, token });
  if (!opening.ok) {
    rig.trouble.value = opening.why;
    return;
  }
  const { port } = opening;
  if (port.role === 'driver') {
    rig.sharer = new PlaySharer(player, (text) => port.share(text));
    rig.connect(port, { waitsForPlay: number === 1 });
    return;
  }
  const watcher = watch(page, port);
  // The page leaves before it comes again, so that it does not watch itself.
  rig.reconnect = async () => {
    watcher.end();
    await port.close();
    await again();
  };
}

/** Shows what the driver's page shares. If that page leaves, this one stops and offers to drive. */
function watch({ rig, player, lessons }: Served, port: SocketRigPort): PlayWatcher {
  const watcher = new PlayWatcher(player, lessons);
  rig.watched.value = port.name;
  port.onShared = (text) => {
    const hasLeft = (JSON.parse(text) as { readonly kind?: unknown }).kind === DRIVER_LEFT;
    rig.watched.value = hasLeft ? undefined : port.name;
    rig.undriven.value = hasLeft ? port.name : undefined;
    if (hasLeft) watcher.end();
    else void watcher.take(text);
  };
  port.onClosed = (why) => {
    watcher.end();
    rig.watched.value = undefined;
    rig.undriven.value = undefined;
    rig.trouble.value = why;
  };
  return watcher;
}
