import { type Signal, signal } from '@preact/signals';
import { saveFile } from '../../../viewer/save-picture.ts';
import type { EngineClient } from '../engine/engine-client.ts';
import type { NamedText, RunPlan, ScenarioSource } from '../engine/messages.ts';
import { mismatchOf, momentFragment, momentOf } from '../engine/shared-moment.ts';
import type { LessonPlayer } from '../lessons/lesson-player.ts';
import { ownRun } from '../lessons/own-run.ts';
import type { Player } from '../play/player.ts';
import { RunTrace } from '../play/run-trace.ts';
import type { Words } from '../texts/language.ts';
import { droppedFile, FILE_BYTES_MAX } from './dropped-file.ts';

/** Mark of a link whose maker had see-through switched off. */
const CLOSED = '~closed';

const fromLink: Words = {
  en: 'A moment from a link. An action begins another course.',
  de: 'Ein Augenblick aus einem Link. Ein Eingriff beginnt einen neuen Verlauf.',
};
const pumpFromFile: Words = {
  en: 'The pump of a file in this run. The lesson was left: its captions would not fit.',
  de: 'Die Pumpe einer Datei in diesem Lauf. Die Lektion ist verlassen: Ihre Texte würden nicht passen.',
};
const fromFile: Words = {
  en: 'A run from a file. An action begins another course.',
  de: 'Ein Lauf aus einer Datei. Ein Eingriff beginnt einen neuen Verlauf.',
};

/** Parts of the page that a session reads and fills. */
export interface SessionParts {
  readonly engine: EngineClient;
  readonly player: Player;
  readonly lessons: LessonPlayer;
  readonly isSeeThrough: Signal<boolean>;
}

/** Moves runs between the page, links and files. If one is wrong, the page says so and keeps the shown run. */
export class Session {
  /** Link to the shown moment, once it was asked for. */
  readonly link: Signal<string | undefined> = signal(undefined);
  readonly #parts: SessionParts;

  constructor(parts: SessionParts) {
    this.#parts = parts;
  }

  /** Makes a link to the shown moment, and copies it where the browser allows that. */
  async copyLink(pageUrl: string): Promise<void> {
    const { engine, player, isSeeThrough } = this.#parts;
    const shown = player.shown.value;
    if (shown === undefined) return;
    const atUs = Math.round(player.nowUs.value);
    const { plan, summary } = shown;
    const version = await engine.ready;
    if (version === undefined) return this.#say('The simulator of this page has not started.');
    const moment = { plan, atUs, version, fingerprint: summary.fingerprint };
    const packed = await momentFragment(moment);
    if (!packed.ok) return this.#say(packed.says);
    this.link.value = `${pageUrl.split('#')[0]}#${packed.fragment}${isSeeThrough.value ? '' : CLOSED}`;
    await navigator.clipboard?.writeText(this.link.value).catch(() => {});
  }

  /** Opens the moment of a link. Returns false if the fragment names none or is wrong. */
  async openFragment(fragment: string): Promise<boolean> {
    const { engine, player, isSeeThrough } = this.#parts;
    const read = await momentOf(fragment.replace(CLOSED, ''));
    if (!read.ok) {
      if (read.why !== 'none') this.#say(read.says);
      return false;
    }
    const { plan, atUs } = read.moment;
    if (!(await this.#open(plan.source, fromLink, plan, atUs))) return false;
    isSeeThrough.value = !fragment.endsWith(CLOSED);
    const fingerprint = player.shown.value?.summary.fingerprint ?? '';
    const differs = mismatchOf(read.moment, { version: (await engine.ready) ?? '', fingerprint });
    if (differs !== undefined) this.#note(differs);
    return true;
  }

  /** Saves the session as a scenario that the command line repeats. */
  async save(): Promise<void> {
    const { engine, player } = this.#parts;
    const plan = player.plan;
    if (plan === undefined) return;
    const saved = await engine.save(plan);
    if (saved.kind === 'failed') this.#say(saved.message);
    else if (saved.kind === 'problems') this.#say(saved.problems.map(({ says }) => says).join('\n'));
    else if (saved.kind === 'saved') {
      const { file, text, files } = saved.session;
      for (const one of [{ path: file, text }, ...files])
        saveFile(one.path, new Blob([one.text], { type: 'text/yaml' }));
    }
  }

  /** Opens a scenario, a pump file or a trace. */
  async openFile(file: File): Promise<void> {
    if (file.size > FILE_BYTES_MAX)
      return this.#say(`"${file.name}" has ${file.size} bytes; allowed: at most ${FILE_BYTES_MAX}.`);
    const { player } = this.#parts;
    const bytes = new Uint8Array(await file.arrayBuffer());
    const text = new TextDecoder().decode(bytes);
    const dropped = droppedFile(file.name, text);
    if (dropped.kind === 'unknown') this.#say(dropped.says);
    else if (dropped.kind === 'scenario') await this.#open({ kind: 'text', text, file: dropped.file }, fromFile);
    else if (dropped.kind === 'trace') await this.#openTrace(dropped.file, bytes);
    else if (player.plan !== undefined) await this.#openPump(player.plan, { path: dropped.file, text });
  }

  /** Runs the shown plan with the pump of a file. A lesson is left: its captions wait for events of its own pump. */
  async #openPump(plan: RunPlan, file: NamedText): Promise<void> {
    const { player, lessons } = this.#parts;
    const isOpen = lessons.part?.isOpen ?? false;
    if (!(await player.load({ ...plan, product: { kind: 'file', file } }, { isOpen }))) return;
    lessons.enter(ownRun(player.shown.value?.facts.scenario ?? '', plan.source, pumpFromFile, isOpen));
  }

  async #open(source: ScenarioSource, says: Words, given?: RunPlan, atUs = 0): Promise<boolean> {
    const { player, lessons } = this.#parts;
    const plan = given ?? { source, seed: 1, inputs: [] };
    if (!(await player.load(plan, { atUs }))) return false;
    lessons.enter(ownRun(player.shown.value?.facts.scenario ?? '', source, says));
    return true;
  }

  async #openTrace(file: string, bytes: Uint8Array): Promise<void> {
    const { engine, player, lessons } = this.#parts;
    const opened = await engine.openTrace(file, bytes);
    if (opened.kind === 'failed') this.#say([opened.message, opened.hint ?? ''].join(' ').trim());
    if (opened.kind !== 'opened') return;
    const { plan, facts, records, summary } = opened;
    player.showGiven({ plan, facts, trace: new RunTrace(records, summary.endUs), summary });
    lessons.enter(ownRun(facts.scenario, plan.source, fromFile));
    if (summary.note !== undefined) this.#note(summary.note);
  }

  /** Says how a shown run differs from what the user asked for. */
  #note(message: string): void {
    this.#parts.player.trouble.value = { message, problems: [], isNote: true };
  }

  #say(message: string): void {
    this.#parts.player.trouble.value = { message, problems: [] };
  }
}
