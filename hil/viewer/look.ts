/** How a pump is shown: as an X-ray film, as a drawing in lines, or as the drawing with drug and state. */
export type Look = 'film' | 'drawing' | 'truth';

/**
 * Colours of the parts of a picture as attributes, so that it is complete without the style sheet: in a report whose styles a
 * server drops, and in an exported file. On a page the style sheet overrides them by class, but for films.
 */
export interface Paint {
  readonly fill?: string;
  readonly stroke?: string;
  readonly 'stroke-width'?: number;
  readonly 'stroke-opacity'?: number;
  readonly 'fill-opacity'?: number;
}

/** Parts that all pictures of pumps share. */
export type Part =
  | 'body'
  | 'shell'
  | 'port'
  | 'septum'
  | 'loop'
  | 'metal'
  | 'roller'
  | 'pin'
  | 'chamber'
  | 'tube'
  | 'drug'
  | 'grain'
  | 'catheter'
  | 'inner'
  | 'tick';

const WHITE = '#fff';

/** An X-ray shows metal white, plastic faint and drug not at all. */
const film: Readonly<Record<Part, Paint>> = {
  body: { fill: WHITE, 'fill-opacity': 0.12, stroke: WHITE, 'stroke-opacity': 0.6, 'stroke-width': 1.6 },
  shell: { fill: 'none', stroke: WHITE, 'stroke-opacity': 0.16, 'stroke-width': 3 },
  port: { fill: WHITE, 'fill-opacity': 0.22, stroke: WHITE, 'stroke-opacity': 0.75, 'stroke-width': 1.8 },
  septum: { fill: 'none', stroke: WHITE, 'stroke-opacity': 0.35, 'stroke-width': 1.2 },
  loop: { fill: 'none', stroke: WHITE, 'stroke-opacity': 0.5, 'stroke-width': 1.8 },
  metal: { fill: WHITE, 'fill-opacity': 0.5, stroke: 'none' },
  roller: { fill: WHITE, 'fill-opacity': 0.96, stroke: 'none' },
  pin: { fill: '#20262a', 'fill-opacity': 0.55, stroke: 'none' },
  chamber: { fill: 'none', stroke: WHITE, 'stroke-opacity': 0.3, 'stroke-width': 2 },
  tube: { fill: 'none', stroke: WHITE, 'stroke-opacity': 0.07, 'stroke-width': 9 },
  drug: { fill: 'none', stroke: 'none' },
  grain: { fill: 'none', stroke: 'none' },
  catheter: { fill: 'none', stroke: WHITE, 'stroke-opacity': 0.42, 'stroke-width': 2.4 },
  inner: { fill: WHITE, 'fill-opacity': 0.13, stroke: WHITE, 'stroke-opacity': 0.14, 'stroke-width': 1 },
  tick: { fill: 'none', stroke: 'none' },
};

const drawing: Readonly<Record<Part, Paint>> = {
  body: { fill: '#eef1ef', stroke: '#7f8b8c', 'stroke-width': 1.8 },
  shell: { fill: 'none', stroke: '#d5dad6', 'stroke-width': 1.4 },
  port: { fill: '#dfe4e3', stroke: '#7f8b8c', 'stroke-width': 1.4 },
  septum: { fill: '#f7f8f6', stroke: '#7f8b8c', 'stroke-width': 1 },
  loop: { fill: 'none', stroke: '#7f8b8c', 'stroke-width': 1.8 },
  metal: { fill: '#c3cbcb', stroke: '#39464a', 'stroke-width': 1.2 },
  roller: { fill: '#9eaaab', stroke: '#1d2528', 'stroke-width': 1.6 },
  pin: { fill: '#1d2528', stroke: 'none' },
  chamber: { fill: '#fff', stroke: '#b4bdbc', 'stroke-width': 1.6 },
  tube: { fill: 'none', stroke: '#d7d1e2', 'stroke-width': 9 },
  drug: { fill: 'none', stroke: '#b9abd0', 'stroke-width': 5.4 },
  grain: { fill: 'none', stroke: 'none' },
  catheter: { fill: 'none', stroke: '#b9abd0', 'stroke-width': 4 },
  inner: { fill: '#e3e8e6', stroke: '#c3cbcb', 'stroke-width': 1 },
  tick: { fill: 'none', stroke: '#7f8b8c', 'stroke-width': 0.9 },
};

const truth: Readonly<Record<Part, Paint>> = {
  ...drawing,
  drug: { fill: 'none', stroke: '#8a6cb3', 'stroke-width': 5.4 },
  grain: { fill: 'none', stroke: '#fff', 'stroke-opacity': 0.85, 'stroke-width': 2.8 },
  catheter: { fill: 'none', stroke: '#8a6cb3', 'stroke-width': 4 },
};

const looks: Readonly<Record<Look, Readonly<Record<Part, Paint>>>> = { film, drawing, truth };

/** Returns the class and the attributes of a part. */
export function painted(look: Look, part: Part): Paint & { readonly class: string } {
  return { class: `part-${part}`, ...looks[look][part] };
}
