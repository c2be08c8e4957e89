import type { JSX } from 'preact';
import type { Tone } from '../lane-view.ts';
import { type LaneFrame, xOf } from './lane-frame.ts';

/** A mark at its place; `text` names all events that share the place. */
interface PlacedMark {
  readonly x: number;
  readonly text: string;
  readonly tone: Tone;
}

/** Places the marks of a frame. Marks that share a pixel are one, so that a lane never has more than it has columns. */
export function marksInView(frame: LaneFrame): readonly PlacedMark[] {
  const placed = new Map<number, PlacedMark>();
  for (const mark of frame.lane.marks) {
    const x = Math.round(xOf(frame, mark.atUs));
    if (x < 0 || x > frame.width) continue;
    const before = placed.get(x);
    const text = before === undefined ? mark.text : `${before.text}, ${mark.text}`.slice(0, MARK_TEXT_MAX);
    placed.set(x, { x, text, tone: before?.tone === 'bad' ? 'bad' : mark.tone });
  }
  return [...placed.values()];
}

/** Longest text of one mark, in characters. */
const MARK_TEXT_MAX = 400;

/** Draws a mark as a line through the lane and a triangle below it. */
export function Mark({ mark, height }: { readonly mark: PlacedMark; readonly height: number }): JSX.Element {
  const { x, text, tone } = mark;
  const colour = tone === 'bad' ? '#b3261e' : '#5a676b';
  return (
    <g class={`lane-mark mark-${tone}`}>
      <path d={`M ${x} 0 V ${height}`} stroke={colour} stroke-dasharray="3 3" />
      <path d={`M ${x} ${height} l -4 7 h 8 Z`} fill={colour}>
        <title>{text}</title>
      </path>
    </g>
  );
}
