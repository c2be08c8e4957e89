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
/** Gradient that the picture defines. Behind it stands the colour for a page that does not find it. */
const METAL = 'url(#pump-metal)';

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
  body: { fill: `${METAL} #e4e9e9`, stroke: '#7f8b8c', 'stroke-width': 1 },
  shell: { fill: 'none', stroke: '#7f8b8c', 'stroke-opacity': 0.45, 'stroke-width': 0.6 },
  port: { fill: `${METAL} #dfe4e3`, stroke: '#7f8b8c', 'stroke-width': 1 },
  septum: { fill: '#f7f8f6', stroke: '#7f8b8c', 'stroke-width': 0.9 },
  loop: { fill: 'none', stroke: '#7f8b8c', 'stroke-width': 2.6 },
  metal: { fill: `${METAL} #c9d1d1`, stroke: '#39464a', 'stroke-width': 0.9 },
  roller: { fill: `${METAL} #b5bfbf`, stroke: '#1d2528', 'stroke-width': 1.1 },
  pin: { fill: '#1d2528', stroke: 'none' },
  chamber: { fill: '#e9edec', stroke: '#7f8b8c', 'stroke-width': 1.3 },
  tube: { fill: 'none', stroke: '#c9c6d2', 'stroke-width': 9 },
  drug: { fill: 'none', stroke: '#b9abd0', 'stroke-width': 5.8 },
  grain: { fill: 'none', stroke: 'none' },
  catheter: { fill: 'none', stroke: '#c9c6d2', 'stroke-width': 6.4 },
  inner: { fill: '#e3e8e6', stroke: '#c3cbcb', 'stroke-width': 1 },
  tick: { fill: 'none', stroke: '#7f8b8c', 'stroke-width': 0.9 },
};

const truth: Readonly<Record<Part, Paint>> = {
  ...drawing,
  drug: { fill: 'none', stroke: '#8a6cb3', 'stroke-width': 5.8 },
  grain: { fill: 'none', stroke: '#fff', 'stroke-opacity': 0.9, 'stroke-width': 2.4 },
};

const looks: Readonly<Record<Look, Readonly<Record<Part, Paint>>>> = { film, drawing, truth };

/** Returns the class and the attributes of a part. */
export function painted(look: Look, part: Part): Paint & { readonly class: string } {
  return { class: `part-${part}`, ...looks[look][part] };
}
