import type { JSX } from 'preact';
import { allLessons } from '../lessons/all-lessons.ts';
import { firstChoice } from '../lessons/free-choice.ts';
import { FREE_PLAY_ID, freePlay } from '../lessons/free-play.ts';
import type { TrainerState } from '../state/trainer-state.ts';

/** Name of the page, the lesson, and what the whole page follows: see through, language. */
export function Header({ state }: { readonly state: TrainerState }): JSX.Element {
  const { lessons, language, isSeeThrough } = state;
  const texts = state.texts.value;
  const current = lessons.place.value?.lesson;
  return (
    <header>
      <h1>{texts.title}</h1>
      <select
        class="lesson-choice"
        aria-label={texts.chooseLesson}
        value={current?.id ?? ''}
        onChange={(event) => {
          if (event.currentTarget.value === FREE_PLAY_ID) {
            state.freeChoice.value = firstChoice;
            void lessons.open(freePlay(firstChoice));
          }
          const lesson = allLessons.find(({ id }) => id === event.currentTarget.value);
          if (lesson !== undefined) void lessons.open(lesson);
        }}
      >
        {allLessons.map(({ id, title }, index) => (
          <option key={id} value={id}>
            {id === current?.id && !isSeeThrough.value
              ? texts.lesson(index + 1)
              : `${index < 10 ? `${index + 1}. ` : ''}${title[language.value]}`}
          </option>
        ))}
        <option value={FREE_PLAY_ID}>{texts.freePlay.title}</option>
      </select>
      <div class="switches">
        <label class="switch">
          <input
            type="checkbox"
            role="switch"
            checked={isSeeThrough.value}
            aria-checked={isSeeThrough.value}
            onChange={(event) => {
              isSeeThrough.value = event.currentTarget.checked;
            }}
          />
          <span>{texts.seeThrough}</span>
        </label>
        <SoundButton state={state} />
        <button
          type="button"
          class="plain"
          lang={language.value === 'en' ? 'de' : 'en'}
          title={language.value === 'en' ? 'Deutsch' : 'English'}
          onClick={() => {
            language.value = language.value === 'en' ? 'de' : 'en';
          }}
        >
          {language.value === 'en' ? 'DE' : 'EN'}
        </button>
      </div>
    </header>
  );
}

/** Switch of the sound. If the browser refuses sound, the page says so. */
function SoundButton({ state }: { readonly state: TrainerState }): JSX.Element {
  const { sound } = state;
  const texts = state.texts.value.sound;
  return (
    <button
      type="button"
      class="plain sound"
      aria-pressed={sound.state.value === 'on'}
      title={sound.state.value === 'refused' ? texts.refused : texts.sound}
      onClick={() => void sound.toggle()}
    >
      {sound.state.value === 'refused' ? texts.refused : sound.state.value === 'on' ? texts.on : texts.off}
    </button>
  );
}
