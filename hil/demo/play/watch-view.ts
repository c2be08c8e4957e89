import type { Speed } from '../../rigs/rig.ts';
import { fact } from '../facts.ts';
import { clipped, columnsOf, type Line, lineOf, spread, styled } from '../styled-text.ts';
import { paceText } from './pace-text.ts';
import { bodyLines, type ShownRun, type Size, timeText } from './play-view.ts';

/** The only key that a watched run takes. */
const END_KEY = lineOf(styled('dim', 'Ctrl-C: end'));

/** A run that goes on. */
export interface WatchView extends ShownRun {
  readonly speed: Speed;
  readonly rig: string;
}

/** Draws a run that goes on. It has at most the rows and columns of the terminal. */
export function watchView(view: WatchView, { columns, rows }: Size): readonly Line[] {
  const { title, pump, rig, pumpUs, speed } = view;
  const name = lineOf(' ', styled('bold', title));
  const setting = lineOf(styled('dim', `${pump.title}, rig "${rig}"`));
  const isWide = columnsOf(name) + columnsOf(setting) < columns;
  const pace = speed === 'auto' ? '' : `  ${paceText(speed)}`;
  const time = lineOf(' ', ...fact('pump time', styled('bold', timeText(pumpUs)), styled('dim', pace)));
  const hasRoom = columnsOf(time) + columnsOf(END_KEY) < columns;
  const head = [
    lineOf(styled('dim', '-'.repeat(columns))),
    isWide ? spread(name, setting, columns) : name,
    hasRoom ? spread(time, END_KEY, columns) : time,
  ];
  const lines = [...head, ...bodyLines(view, { columns, rows: rows - head.length })];
  return lines.slice(0, Math.max(0, rows)).map((line) => clipped(line, columns));
}
