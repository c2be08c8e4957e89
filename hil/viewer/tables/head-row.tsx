import type { JSX } from 'preact';

/** Draws the head of a table: one row with the names of its columns. */
export function HeadRow({ heads }: { readonly heads: readonly string[] }): JSX.Element {
  return (
    <thead>
      <tr>
        {heads.map((head) => (
          <th key={head} scope="col">
            {head}
          </th>
        ))}
      </tr>
    </thead>
  );
}
