import type { JSX } from 'preact';
import type { TrainerState } from '../state/trainer-state.ts';
import { Licences } from './licences.tsx';

/** Ways out of and into the page: link, file, print. */
export function SessionCard({ state }: { readonly state: TrainerState }): JSX.Element {
  const { session } = state;
  const texts = state.texts.value.session;
  return (
    <details class="card session">
      <summary>{texts.title}</summary>
      <div class="actions">
        <button type="button" onClick={() => void session.copyLink(location.href)}>
          {texts.link}
        </button>
        <button type="button" onClick={() => void session.save()}>
          {texts.save}
        </button>
        <label class="file">
          <span>{texts.open}</span>
          <input
            type="file"
            accept=".yaml,.yml,.json,.csv,.ndjson"
            multiple
            onChange={(event) => {
              const files = [...(event.currentTarget.files ?? [])];
              // Without this, the browser would not report the same file again after it was corrected.
              event.currentTarget.value = '';
              if (files.length > 0) void session.openFiles(files);
            }}
          />
        </label>
        <button type="button" onClick={() => print()}>
          {texts.print}
        </button>
        <Licences label={texts.licences} />
      </div>
      {session.link.value !== undefined && (
        <label>
          <span class="label">{texts.copied}</span>
          <input type="text" readOnly value={session.link.value} onFocus={(event) => event.currentTarget.select()} />
        </label>
      )}
    </details>
  );
}
