import uPlot from 'uplot';
import type { LaneView, Role } from '../lane-view.ts';
import { roleDashes } from './lane-colours.ts';
import { type LaneFrame, pointUs } from './lane-frame.ts';
import { POINTS_PER_COLUMN } from './sample-signal.ts';

/** Draws the signals of a lane on a canvas. The grid, the states and the cursor are drawn around it. */
export class LanePlot {
  readonly #plot: uPlot;
  readonly #colourOf: (role: Role) => string;
  #colours: ReadonlyMap<Role, string> = new Map();
  #low = 0;
  #high = 1;

  /** `colourOf` returns the colour of a role. */
  constructor(element: HTMLElement, frame: LaneFrame, colourOf: (role: Role) => string) {
    const { lane, width, plotHeight } = frame;
    this.#colourOf = colourOf;
    this.#readColours(lane);
    const series = lane.signals.map(({ label, role }) => ({
      label,
      stroke: () => this.#colours.get(role) ?? '',
      width: 2,
      dash: dashOf(role),
      points: { show: false },
      spanGaps: false,
    }));
    const options: uPlot.Options = {
      width,
      height: plotHeight,
      padding: [0, 0, 0, 0],
      legend: { show: false },
      cursor: { show: false },
      scales: {
        x: { time: false, range: (_, from, to) => [from, to] },
        y: { distr: lane.scale === 'log' ? 3 : 1, range: () => [this.#low, this.#high] },
      },
      axes: [{ show: false }, { show: false }],
      series: [{}, ...series],
    };
    this.#plot = new uPlot(options, [[]], element);
    this.show(frame);
  }

  /** Draws a frame. */
  show(frame: LaneFrame): void {
    const { width, plotHeight, low, high, values, shown } = frame;
    this.#low = low;
    this.#high = high;
    const plot = this.#plot;
    if (plot.width !== width || plot.height !== plotHeight) plot.setSize({ width, height: plotHeight });
    const times = Array.from({ length: width * POINTS_PER_COLUMN }, (_, index) => pointUs(frame, index));
    plot.batch(() => {
      plot.setData([times, ...values.map((signal) => [...signal])], false);
      plot.setScale('x', { min: shown.fromUs, max: shown.toUs });
    });
  }

  /** Draws again in the present colours. */
  recolour(lane: LaneView): void {
    this.#readColours(lane);
    this.#plot.redraw(false);
  }

  destroy(): void {
    this.#plot.destroy();
  }

  /** Reads the colours once: reading lays out the page. */
  #readColours({ signals }: LaneView): void {
    this.#colours = new Map(signals.map(({ role }) => [role, this.#colourOf(role)]));
  }
}

function dashOf(role: Role): number[] {
  const dashes = roleDashes[role];
  return dashes === '' ? [] : dashes.split(' ').map(Number);
}
