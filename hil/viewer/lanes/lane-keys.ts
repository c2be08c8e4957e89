import type { TimeView } from '../time-view.ts';

/** Share of the stretch by which a key moves the view, and by which it zooms. */
const [PAN_SHARE, ZOOM_RATIO] = [0.8, 0.5];

/** Moves cursor and view by a key; returns false for a key that lanes do not use. `pixelUs` is the time of one pixel. */
export function laneKey({ key, shiftKey }: KeyboardEvent, time: TimeView, pixelUs: number): boolean {
  const { fromUs, toUs } = time.shown.value;
  const stepUs = Math.max(1, pixelUs * (shiftKey ? 20 : 2));
  const atUs = time.cursorUs.value;
  const acts: Readonly<Record<string, () => void>> = {
    ArrowRight: () => time.moveTo(atUs + stepUs),
    ArrowUp: () => time.moveTo(atUs + stepUs),
    ArrowLeft: () => time.moveTo(atUs - stepUs),
    ArrowDown: () => time.moveTo(atUs - stepUs),
    Home: () => time.moveTo(time.whole.fromUs),
    End: () => time.moveTo(time.whole.toUs),
    PageUp: () => time.pan((fromUs - toUs) * PAN_SHARE),
    PageDown: () => time.pan((toUs - fromUs) * PAN_SHARE),
    '+': () => time.zoom(ZOOM_RATIO, atUs),
    '=': () => time.zoom(ZOOM_RATIO, atUs),
    '-': () => time.zoom(1 / ZOOM_RATIO, atUs),
    '0': () => time.showAll(),
  };
  const act = acts[key];
  act?.();
  return act !== undefined;
}

/** Zooms around the pointer or pans by a wheel; returns false for a wheel that scrolls the page. */
export function laneWheel(
  event: WheelEvent,
  time: TimeView,
  pixelUs: number,
  pointerUs: number,
  hasFocus: boolean,
): boolean {
  const { deltaX, deltaY, ctrlKey, metaKey } = event;
  if (Math.abs(deltaX) > Math.abs(deltaY)) {
    time.pan(deltaX * pixelUs);
    return true;
  }
  if (!(ctrlKey || metaKey || hasFocus)) return false;
  time.zoom(Math.exp(deltaY * WHEEL_ZOOM), pointerUs);
  return true;
}

/** Zoom for each pixel of a wheel: a click of 100 pixels changes the stretch by a fifth. */
const WHEEL_ZOOM = 0.002;
