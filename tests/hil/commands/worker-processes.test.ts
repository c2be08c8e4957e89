import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { endWorker } from '../../../hil/commands/series/worker-processes.ts';

/** A process without a program. It ends when it is disconnected, or never by itself. */
class FakeChild extends EventEmitter {
  readonly pid = 4711;
  readonly exitCode = null;
  readonly signalCode = null;
  readonly connected = true;
  readonly signals: unknown[] = [];
  readonly #endsAtDisconnect: boolean;

  constructor(endsAtDisconnect: boolean) {
    super();
    this.#endsAtDisconnect = endsAtDisconnect;
  }

  disconnect(): void {
    if (this.#endsAtDisconnect) this.emit('exit', 0);
  }

  kill(signal?: unknown): boolean {
    this.signals.push(signal);
    return true;
  }
}

test('a worker that ends at the end of its channel is not killed', async () => {
  const child = new FakeChild(true);
  await endWorker(child, 1000);
  expect(child.signals).toEqual([]);
});

test('a worker that does not end is killed after a bound, and named', async () => {
  const child = new FakeChild(false);
  await expect(endWorker(child, 1)).rejects.toMatchObject({
    code: 'TIMED_OUT',
    fault: 'bench',
    message: 'Waited 1 ms for process 4711 of `--jobs` to end.',
  });
  expect(child.signals).toEqual(['SIGKILL']);
});
