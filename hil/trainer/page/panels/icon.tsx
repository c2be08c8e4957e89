import type { JSX } from 'preact';

const paths = {
  previous: 'M2 2h2v12H2zM14 2v12L5 8z',
  play: 'M3 1.5v13l11-6.500z',
  pause: 'M3 2h4v12H3zM9 2h4v12H9z',
  step: 'M2 2h3v12H2zM7 2v12l8-6z',
  next: 'M12 2h2v12h-2zM2 2v12l9-6z',
} as const;

/** A sign on a button. The button's label says what it does. */
export function Icon({ name }: { readonly name: keyof typeof paths }): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
