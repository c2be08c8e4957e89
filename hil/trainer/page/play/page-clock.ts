/** Wall time of the page. The player, the magnet and the captions take time from it alone, so that tests can drive them. */
export interface PageClock {
  /** Milliseconds since an arbitrary moment. */
  readonly nowMs: () => number;
  /** Calls `onFrame` before each picture. Returns a function that stops the calls. */
  readonly everyFrame: (onFrame: (nowMs: number) => void) => () => void;
}

/** Calls back once after a wall time. Returns a function that prevents it. */
export function afterMs(ms: number, act: () => void): () => void {
  const handle = setTimeout(act, ms);
  return () => clearTimeout(handle);
}

/** Clock of the browser. A hidden tab gets no frames. */
export function browserClock(): PageClock {
  return {
    nowMs: () => performance.now(),
    everyFrame(onFrame) {
      let handle = 0;
      const next = (): void => {
        handle = requestAnimationFrame((nowMs) => {
          onFrame(nowMs);
          next();
        });
      };
      next();
      return () => cancelAnimationFrame(handle);
    },
  };
}
