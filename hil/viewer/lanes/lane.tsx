import '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { pumpTimeText } from '../../../firmware-sim/base/pump-time-text.ts';
import type { LaneView, Role } from '../lane-view.ts';
import type { Texts } from '../texts/texts.ts';
import type { TimeView } from '../time-view.ts';
import { heightOf, type LaneFrame, LaneSampler, LEFT_WIDTH, RIGHT_WIDTH, xOf } from './lane-frame.ts';
import { laneKey, laneWheel } from './lane-keys.ts';
import { LaneBack } from './lane-parts.tsx';
import { LanePlot } from './lane-plot.ts';
import { LANE_WIDTH, StaticLane } from './lane-svg.tsx';
import { laneValuesAt } from './lane-values.ts';
import type { ShownVerdict } from './shown-verdicts.ts';

export interface LaneProps {
  readonly lane: LaneView;
  readonly time: TimeView;
  readonly texts: Texts;
  readonly verdicts?: readonly ShownVerdict[];
}

/** Narrowest plot: a lane that is not laid out yet has no width. */
const PLOT_WIDTH_MIN = 40;

/** A lane that the reader moves through by mouse, by touch and by keyboard. For print it is drawn as static SVG. */
export function Lane({ lane, time, texts, verdicts = [] }: LaneProps): JSX.Element {
  const sampler = useMemo(() => new LaneSampler(lane), [lane]);
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const isPrinting = usePrinting();
  const shown = time.shown.value;
  const frame = useMemo(
    () => sampler.frame(shown, Math.max(PLOT_WIDTH_MIN, width - LEFT_WIDTH - RIGHT_WIDTH)),
    [sampler, shown, width],
  );
  const unit = lane.unit === '' ? '' : `, ${lane.unit}`;
  return (
    <section class="lane" aria-label={lane.title}>
      <header>
        <h3>
          {lane.title}
          <span class="unit">{unit}</span>
        </h3>
        <Values lane={lane} time={time} texts={texts} />
      </header>
      <LaneBox {...{ lane, time, texts }} boxRef={box}>
        <svg class="lane-back" width="100%" height={heightOf(frame)} aria-hidden="true">
          <g transform={`translate(${LEFT_WIDTH} 0)`}>
            <LaneBack frame={frame} verdicts={verdicts} />
          </g>
        </svg>
        <Canvas frame={frame} />
        <Cursor frame={frame} time={time} />
      </LaneBox>
      {isPrinting && (
        <div class="lane-print">
          <StaticLane
            frame={sampler.frame(time.shown.value, LANE_WIDTH - LEFT_WIDTH - RIGHT_WIDTH)}
            verdicts={verdicts}
          />
        </div>
      )}
    </section>
  );
}

interface BoxProps extends LaneProps {
  readonly boxRef: { current: HTMLDivElement | null };
  readonly children: readonly JSX.Element[];
}

/** The part of a lane that takes pointer and keys. It is a slider of pump time whose text is what the lane shows there. */
function LaneBox({ lane, time, texts, boxRef, children }: BoxProps): JSX.Element {
  const plotWidth = (): number => Math.max(1, (boxRef.current?.clientWidth ?? 1) - LEFT_WIDTH - RIGHT_WIDTH);
  const pixelUs = (): number => (time.shown.value.toUs - time.shown.value.fromUs) / plotWidth();
  const timeOf = ({ clientX }: MouseEvent): number => {
    const left = (boxRef.current?.getBoundingClientRect().left ?? 0) + LEFT_WIDTH;
    return time.shown.value.fromUs + (clientX - left) * pixelUs();
  };
  const wheel = useRef<(event: WheelEvent) => void>(() => undefined);
  wheel.current = (event) => {
    const hasFocus = document.activeElement === boxRef.current;
    if (laneWheel(event, time, pixelUs(), timeOf(event), hasFocus)) event.preventDefault();
  };
  useEffect(() => {
    const listen = (event: WheelEvent): void => wheel.current(event);
    // A listener of a wheel cannot keep the page from scrolling unless it says so.
    boxRef.current?.addEventListener('wheel', listen, { passive: false });
    return () => boxRef.current?.removeEventListener('wheel', listen);
  }, [boxRef]);
  const atUs = time.cursorUs.value;
  const values = laneValuesAt(lane, atUs, texts).map(({ label, text }) => `${label} ${text}`);
  return (
    <div
      ref={boxRef}
      class="lane-box"
      role="slider"
      tabIndex={0}
      aria-label={`${lane.title}: ${texts.lanes.time}`}
      aria-description={texts.lanes.hint}
      aria-valuemin={0}
      aria-valuemax={time.whole.toUs}
      aria-valuenow={atUs}
      aria-valuetext={[pumpTimeText(atUs), ...values].join(', ')}
      onKeyDown={(event) => {
        const isBrowsers = event.ctrlKey || event.metaKey || event.altKey;
        if (!isBrowsers && laneKey(event, time, pixelUs())) event.preventDefault();
      }}
      onDblClick={() => time.showAll()}
      {...drag(time, timeOf, pixelUs)}
    >
      {children}
    </div>
  );
}

type PointerHandler = (event: PointerEvent & { readonly currentTarget: HTMLElement }) => void;

/** Drags the cursor; with Shift or the middle button, drags the view. */
function drag(
  time: TimeView,
  timeOf: (event: MouseEvent) => number,
  pixelUs: () => number,
): { readonly onPointerDown: PointerHandler; readonly onPointerMove: PointerHandler } {
  return {
    onPointerDown: (event) => {
      if (event.button > 1) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      if (!isPan(event)) time.moveTo(timeOf(event));
    },
    onPointerMove: (event) => {
      if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
      if (isPan(event)) time.pan(-event.movementX * pixelUs());
      else time.moveTo(timeOf(event));
    },
  };
}

function isPan({ shiftKey, buttons }: MouseEvent): boolean {
  return shiftKey || (buttons & 4) !== 0;
}

/** Lists what the lane shows at the cursor. It is also the legend. */
function Values({ lane, time, texts }: LaneProps): JSX.Element {
  const roles = new Map<string, Role>([...lane.signals, ...lane.states].map(({ name, role }) => [name, role]));
  return (
    <ul class="lane-values">
      {laneValuesAt(lane, time.cursorUs.value, texts).map(({ name, label, text }, index) => (
        <li key={name}>
          {index < lane.signals.length && (
            <svg class="lane-key" viewBox="0 0 24 6" aria-hidden="true">
              <path class={`line role-${roles.get(name)}`} d="M 0 3 H 24" />
            </svg>
          )}
          {label} <b>{text}</b>
        </li>
      ))}
    </ul>
  );
}

/** Draws the signals on a canvas over the grid. */
function Canvas({ frame }: { readonly frame: LaneFrame }): JSX.Element {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<LanePlot | null>(null);
  const hasSignals = frame.lane.signals.length > 0;
  useLayoutEffect(() => {
    const element = place.current;
    if (element === null || !hasSignals) return;
    const created = new LanePlot(element, frame, (role) => colourOf(element, role));
    plot.current = created;
    const scheme = matchMedia('(prefers-color-scheme: dark)');
    const redraw = (): void => created.recolour(frame.lane);
    scheme.addEventListener('change', redraw);
    return () => {
      scheme.removeEventListener('change', redraw);
      created.destroy();
      plot.current = null;
    };
  }, [frame.lane]);
  useLayoutEffect(() => plot.current?.show(frame), [frame]);
  return <div ref={place} class="lane-canvas" style={{ left: `${LEFT_WIDTH}px`, top: `${frame.topHeight}px` }} />;
}

/** Returns the present colour of a role in the style sheet. */
function colourOf(element: HTMLElement, role: Role): string {
  const probe = element.appendChild(document.createElement('i'));
  probe.className = `colour-${role}`;
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

function Cursor({ frame, time }: { readonly frame: LaneFrame; readonly time: TimeView }): JSX.Element {
  const x = xOf(frame, time.cursorUs.value);
  const height = `${frame.topHeight + frame.plotHeight}px`;
  const transform = `translateX(${LEFT_WIDTH + x - 1}px)`;
  return <div class="lane-cursor" hidden={x < 0 || x > frame.width} style={{ height, transform }} />;
}

/** Returns the width of an element, and follows it. */
function useWidth(box: { current: HTMLElement | null }): number {
  const [width, setWidth] = useState(LANE_WIDTH);
  useLayoutEffect(() => {
    if (box.current === null) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined && entry.contentRect.width > 0) setWidth(Math.floor(entry.contentRect.width));
    });
    observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  return width;
}

/** Returns whether the page is being printed. */
function usePrinting(): boolean {
  const [isPrinting, setIsPrinting] = useState(false);
  useEffect(() => {
    const [begin, end] = [(): void => setIsPrinting(true), (): void => setIsPrinting(false)];
    addEventListener('beforeprint', begin);
    addEventListener('afterprint', end);
    return () => {
      removeEventListener('beforeprint', begin);
      removeEventListener('afterprint', end);
    };
  }, []);
  return isPrinting;
}
