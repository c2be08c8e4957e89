import type { JSX } from 'preact';
import type { Texts } from '../texts/texts.ts';
import type { TimeView } from '../time-view.ts';

const ZOOM_RATIO = 0.5;

/** Buttons that zoom all lanes around the cursor, and a line on the keys. */
export function LaneTools({ time, texts }: { readonly time: TimeView; readonly texts: Texts }): JSX.Element {
  const { lanes } = texts;
  return (
    <div class="lane-tools buttons">
      <button type="button" onClick={() => time.zoom(ZOOM_RATIO, time.cursorUs.value)}>
        {lanes.zoomIn}
      </button>
      <button type="button" onClick={() => time.zoom(1 / ZOOM_RATIO, time.cursorUs.value)}>
        {lanes.zoomOut}
      </button>
      <button type="button" onClick={() => time.showAll()}>
        {lanes.all}
      </button>
      <p class="hint">{lanes.hint}</p>
    </div>
  );
}
