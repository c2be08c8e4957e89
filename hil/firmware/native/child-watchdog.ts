import { Worker } from 'node:worker_threads';

/** Wall time after which a program that neither answers nor ends is killed. */
export const ANSWER_S_MAX = 10;
/** Limit of that time after a signal to the bench, which asks for the end of the run. */
const ANSWER_AFTER_SIGNAL_S_MAX = 0.5;
const LOOK_MS = 100;
/** Longest wait for the thread, which starts in some 30 ms. */
const READY_MS_MAX = 2000;

/** Why the watchdog killed a program: it hangs, or it hangs while the user wants the run to end. */
export type KillReason = 'hang' | 'interrupted hang';

/** Places of the shared numbers: exchanges so far, 1 while the bench waits, the process to kill, why it was killed, 1 once the thread watches. */
const EXCHANGES = 0;
const WAITS = 1;
const PROCESS = 2;
const KILLED = 3;
const READY = 4;
const REASONS: readonly (KillReason | undefined)[] = [undefined, 'hang', 'interrupted hang'];

/** Signals that end a run, with their numbers in POSIX. */
const SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;

/**
 * Text of the thread. The bench waits for an answer in a call that blocks its own thread, so another thread has to watch the
 * time and the signals. Node gives the events of signals to the main thread only. Documented ways tell the thread nothing:
 * libuv takes each signal at once, so `/proc/self/status` never shows a pending one, and restarts the call that blocks. A
 * process beside the bench would see Ctrl-C, but no `kill` of the bench alone. Hence `process.binding`; without it a signal
 * takes effect after the longest wait for an answer. A program under a debugger is left alone.
 */
const WATCH = `
const { workerData } = require('node:worker_threads');
const { readFileSync } = require('node:fs');
const state = new Int32Array(workerData.shared);
let isInterrupted = false;
process.noDeprecation = true;
try {
  const { Signal } = process.binding('signal_wrap');
  for (const number of workerData.signals) {
    const signal = new Signal();
    signal.onsignal = () => { isInterrupted = true; };
    signal.start(number);
    signal.unref();
  }
} catch {}
Atomics.store(state, ${READY}, 1);
Atomics.notify(state, ${READY});
const isTraced = (pid) => {
  try {
    return !/^TracerPid:\\s+0$/m.test(readFileSync('/proc/' + pid + '/status', 'utf8'));
  } catch {
    return false;
  }
};
let [seen, quietMs] = [-1, 0];
setInterval(() => {
  const exchanges = Atomics.load(state, ${EXCHANGES});
  const pid = Atomics.load(state, ${PROCESS});
  const isQuiet = Atomics.load(state, ${WAITS}) === 1 && exchanges === seen && pid > 0;
  quietMs = isQuiet ? quietMs + ${LOOK_MS} : 0;
  seen = exchanges;
  if (quietMs < (isInterrupted ? ${ANSWER_AFTER_SIGNAL_S_MAX * 1000} : ${ANSWER_S_MAX * 1000})) return;
  quietMs = 0;
  if (!isInterrupted && isTraced(pid)) return;
  Atomics.store(state, ${KILLED}, isInterrupted ? 2 : 1);
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {}
}, ${LOOK_MS});
`;

/** Kills a program that lets the bench wait too long for an answer. */
export class ChildWatchdog {
  readonly #state = new Int32Array(new SharedArrayBuffer(20));
  readonly #worker: Worker;

  /** Starts to watch. Watches the signals that the program around it handles, since the others end it anyway. */
  constructor() {
    const names = Object.keys(SIGNALS) as (keyof typeof SIGNALS)[];
    const signals = names.filter((name) => process.listenerCount(name) > 0).map((name) => SIGNALS[name]);
    const workerData = { shared: this.#state.buffer, signals };
    this.#worker = new Worker(WATCH, { eval: true, workerData, stderr: false });
    this.#worker.unref();
  }

  /** Waits until the thread watches. A signal that comes earlier would not be seen by it. */
  waitUntilReady(): void {
    Atomics.wait(this.#state, READY, 0, READY_MS_MAX);
  }

  /** Why the program was killed; undefined while it was not. */
  get killReason(): KillReason | undefined {
    return REASONS[Atomics.load(this.#state, KILLED)];
  }

  /** Watches a process, the leader of its group. */
  watch(pid: number): void {
    Atomics.store(this.#state, KILLED, 0);
    Atomics.store(this.#state, PROCESS, pid);
  }

  /** Stops watching the process. Called before it can end, since its number may then belong to another process. */
  release(): void {
    Atomics.store(this.#state, PROCESS, 0);
  }

  /** Stops watching a process that has ended, unless another one is watched by now. */
  forget(pid: number): void {
    Atomics.compareExchange(this.#state, PROCESS, pid, 0);
  }

  /** Runs a call that waits for the program. */
  during<T>(waits: () => T): T {
    Atomics.add(this.#state, EXCHANGES, 1);
    Atomics.store(this.#state, WAITS, 1);
    try {
      return waits();
    } finally {
      Atomics.store(this.#state, WAITS, 0);
    }
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }
}
