import { type Signal, signal } from '@preact/signals';
import { saveFile } from '../../../viewer/save-picture.ts';
import type { EngineClient } from '../engine/engine-client.ts';
import type { NamedText, RunPlan, ScenarioSource } from '../engine/messages.ts';
import { mismatchOf, momentFragment, momentOf } from '../engine/shared-moment.ts';
import type { LessonPlayer } from '../lessons/lesson-player.ts';
import { ownRun } from '../lessons/own-run.ts';
import type { Player } from '../play/player.ts';
import { RunTrace } from '../play/run-trace.ts';
import { fileTexts } from '../texts/file-texts.ts';
import { reasonOf, type Said, type Words } from '../texts/language.ts';
import { linkTexts } from '../texts/link-texts.ts';
import { startTexts } from '../texts/start-texts.ts';
import { type DroppedFile, droppedFile, FILE_BYTES_MAX } from './dropped-file.ts';

/** Mark of a link whose maker had see-through switched off. */
const CLOSED = '~closed';

/** Parts of the page that a session reads and fills. */
export interface SessionParts {
  readonly engine: EngineClient;
  readonly player: Player;
  readonly lessons: LessonPlayer;
  readonly isSeeThrough: Signal<boolean>;
}

/** Whether a scenario may name a file: a pump, or the values of a field or a flow. */
function isBeside({ kind }: DroppedFile, name: string): boolean {
  return kind === 'pump' || /\.csv$/i.test(name);
}

/** Moves runs between the page, links and files. If one is wrong, the page says so and keeps the shown run. */
export class Session {
  /** Link to the shown moment, once it was asked for. */
  readonly link: Signal<string | undefined> = signal(undefined);
  /** Resolves when the page has opened its first run, which would replace a run that was opened before. */
  begun: Promise<unknown> = Promise.resolve();
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
    if (version === undefined) return this.#say(startTexts.notStarted);
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
    if (!(await this.#open(plan.source, linkTexts.opened, plan, atUs))) return false;
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
    if (saved.kind === 'failed') this.#sayFailure(saved);
    else if (saved.kind === 'problems') this.#say(saved.problems.map(({ says }) => says).join('\n'));
    else if (saved.kind === 'saved') {
      const { file, text, files } = saved.session;
      for (const one of [{ path: file, text }, ...files])
        saveFile(one.path, new Blob([one.text], { type: 'text/yaml' }));
    }
  }

  /**
   * Opens a scenario, a pump file or a trace. Several files are one scenario with the files that it names. Anything else is
   * refused with a reason.
   */
  async openFiles(given: readonly File[]): Promise<void> {
    await this.begun;
    const bytesOf: Uint8Array<ArrayBuffer>[] = [];
    for (const file of given) {
      const bytes = await this.#bytesOf(file);
      if (bytes === undefined) return;
      bytesOf.push(bytes);
    }
    const files = given.map(({ name }, index) => ({
      path: name,
      text: new TextDecoder().decode(bytesOf[index]),
    }));
    const dropped = files.map(({ path, text }) => droppedFile(path, text));
    const [first] = dropped;
    const scenarios = files.filter((_file, index) => dropped[index]?.kind === 'scenario');
    const [scenario] = scenarios;
    const areBeside = dropped.every((one, index) => one.kind === 'scenario' || isBeside(one, given[index]?.name ?? ''));
    if (scenario !== undefined && scenarios.length === 1 && areBeside) {
      const { path: file, text } = scenario;
      const beside = files.filter((one) => one !== scenario);
      await this.#open({ kind: 'text', text, file, files: beside }, fileTexts.opened);
    } else if (files.length > 1) this.#say(fileTexts.several(files.map(({ path }) => path)));
    else if (first?.kind === 'unknown') this.#say(first.says);
    else if (first?.kind === 'trace') await this.#openTrace(first.file, bytesOf[0] as Uint8Array);
    else if (first !== undefined && files[0] !== undefined) await this.#openPump(files[0]);
  }

  /** Returns the content of a file; undefined, and says why, if the browser cannot read it. */
  async #bytesOf(file: File): Promise<Uint8Array<ArrayBuffer> | undefined> {
    if (file.size > FILE_BYTES_MAX) this.#say(fileTexts.tooLarge(file.name, file.size, FILE_BYTES_MAX));
    else {
      try {
        return new Uint8Array(await file.arrayBuffer());
      } catch (error) {
        this.#say(fileTexts.unreadable(file.name, reasonOf(error)));
      }
    }
    return undefined;
  }

  /** Runs the shown plan with the pump of a file. A lesson is left: its captions wait for events of its own pump. */
  async #openPump(file: NamedText): Promise<void> {
    const { player, lessons } = this.#parts;
    const { plan } = player;
    if (plan === undefined) return;
    const isOpen = lessons.part?.isOpen ?? false;
    if (!(await player.load({ ...plan, product: { kind: 'file', file } }, { isOpen }))) return;
    lessons.enter(ownRun(player.shown.value?.facts.scenario ?? '', plan.source, fileTexts.pumpOpened, isOpen));
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
    if (opened.kind === 'failed') this.#sayFailure(opened);
    if (opened.kind !== 'opened') return;
    const { plan, facts, records, summary } = opened;
    player.showGiven({ plan, facts, trace: new RunTrace(records, summary.endUs), summary });
    lessons.enter(ownRun(facts.scenario, plan.source, fileTexts.opened));
    if (summary.note !== undefined) this.#note(summary.note);
  }

  /** Says how a shown run differs from what the user asked for. */
  #note(message: Said): void {
    this.#parts.player.trouble.value = { message, problems: [], isNote: true };
  }

  #sayFailure({ message, hint }: { readonly message: Said; readonly hint?: string }): void {
    this.#say(typeof message === 'string' ? [message, hint ?? ''].join(' ').trim() : message);
  }

  #say(message: Said): void {
    this.#parts.player.trouble.value = { message, problems: [] };
  }
}
