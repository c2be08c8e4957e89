import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { EngineClient, Listed } from '../engine/engine-client.ts';
import type { ScenarioSource, TextProblem } from '../engine/messages.ts';
import { allLessons } from '../lessons/all-lessons.ts';
import { type FreeChoice, firstChoice } from '../lessons/free-choice.ts';
import { LessonPlayer } from '../lessons/lesson-player.ts';
import type { PageClock } from '../play/page-clock.ts';
import { Player } from '../play/player.ts';
import { RigControl } from '../rig/rig-control.ts';
import type { Holding } from '../scene/magnet.tsx';
import { MagnetHand } from '../scene/magnet-hand.ts';
import type { KeptPlace } from '../session/kept-place.ts';
import type { Kept } from '../session/place-keeper.ts';
import { Session } from '../session/session.ts';
import { Sound } from '../sound/sound.ts';
import type { Language } from '../texts/language.ts';
import { placeTexts } from '../texts/place-texts.ts';
import { type Texts, texts } from '../texts/texts.ts';

/** State of the page: the run that is played, the lesson, and what the user has chosen. */
export class TrainerState {
  readonly player: Player;
  readonly lessons: LessonPlayer;
  readonly hand: MagnetHand;
  readonly sound: Sound;
  readonly session: Session;
  readonly rig: RigControl;
  readonly language: Signal<Language>;
  readonly texts: ReadonlySignal<Texts>;
  /** Whether the truth is shown: the rotor, what is delivered, and what is missing. */
  readonly isSeeThrough: Signal<boolean> = signal(true);

  /** Choices in the form of free play. */
  readonly freeChoice: Signal<FreeChoice> = signal(firstChoice);
  /** Shipped scenarios and products; undefined until the engine has listed them. */
  readonly listed: Signal<Listed | undefined> = signal(undefined);
  readonly #engine: EngineClient;
  /** What the user does with the magnet in the scene. */
  readonly holding: Holding;

  constructor(engine: EngineClient, language: Language) {
    this.#engine = engine;
    this.language = signal(language);
    this.texts = computed(() => texts[this.language.value]);
    this.player = new Player(engine);
    this.lessons = new LessonPlayer(this.player, this.language, this.isSeeThrough);
    this.hand = new MagnetHand(this.player);
    this.rig = new RigControl(engine, this.player);
    const { player, lessons, isSeeThrough } = this;
    this.session = new Session({ engine, player, lessons, isSeeThrough });
    this.sound = new Sound(this.player, this.isSeeThrough);
    this.holding = {
      move: (place) => this.hand.move(place),
      release: () => void this.hand.release(),
      flip: () => void this.hand.flip(),
    };
  }

  /** Opens the place that the tab kept, or the moment of the page's link, or else the first lesson, which plays. */
  start(fragment: string, kept: Kept = { kind: 'none' }): Promise<void> {
    const begun = this.#start(fragment, kept);
    this.session.begun = begun;
    return begun;
  }

  /** Opens the moment of a link that the user has put into the address of the open page. */
  async openLink(fragment: string): Promise<void> {
    await this.session.begun;
    await this.session.openFragment(fragment);
  }

  async #start(fragment: string, kept: Kept): Promise<void> {
    await this.#list();
    if (kept.kind === 'place' && (await this.#resume(kept.place))) return;
    if (kept.kind === 'none' && (await this.session.openFragment(fragment))) return;
    const trouble = this.player.trouble.value;
    const [first] = allLessons;
    if (first !== undefined) await this.lessons.open(first);
    // The first lesson starts, and the problem of the link or the place stays visible.
    if (kept.kind === 'wrong') this.player.trouble.value ??= { message: kept.says, problems: [], isNote: true };
    else if (trouble !== undefined) this.player.trouble.value ??= { ...trouble, isOfLink: kept.kind === 'none' };
  }

  /** Returns to a place that the tab kept. Returns false if its run cannot be shown. */
  async #resume({ moment, lesson, seenUs, settings: _settings, ...place }: KeptPlace): Promise<boolean> {
    const { player, lessons, hand } = this;
    const { plan, atUs, fingerprint } = moment;
    const { partIndex, cueIndex, answers } = place;
    const isOpen = lesson.parts[partIndex]?.isOpen ?? false;
    if (!(await player.load(plan, { isOpen, atUs }))) {
      const why = player.trouble.value;
      player.trouble.value = { message: placeTexts.notRun, problems: why?.problems ?? [], isNote: true };
      return false;
    }
    batch(() => {
      lessons.resume({ lesson, partIndex, cueIndex, answers });
      player.seenUs.value = Math.min(Math.max(seenUs, player.nowUs.value), player.shown.value?.trace.endUs ?? 0);
      player.speed.value = place.speed;
      hand.isFlat.value = place.isMagnetFlat;
      player.isPlaying.value = place.isPlaying && !lessons.isAsking.value;
    });
    const isSame = player.shown.value?.summary.fingerprint === fingerprint;
    if (!isSame) player.trouble.value ??= { message: placeTexts.differs, problems: [], isNote: true };
    return true;
  }

  /** Returns what `rollerloop lint` finds in a scenario. The shown run stays. */
  async problemsOf(source: ScenarioSource): Promise<readonly TextProblem[]> {
    const read = await this.#engine.read({ source, seed: 1, inputs: [] });
    return read.kind === 'problems' ? read.problems : [];
  }

  async #list(): Promise<void> {
    const listed = await this.#engine.list();
    if (listed.kind === 'listed') this.listed.value = listed;
  }

  /** Follows the clock. Returns a function that stops. */
  follow(clock: PageClock, onFrame: (elapsedMs: number) => void = () => {}): () => void {
    let beforeMs = clock.nowMs();
    return clock.everyFrame((nowMs) => {
      const elapsedMs = Math.max(0, nowMs - beforeMs);
      beforeMs = nowMs;
      this.hand.tick(elapsedMs);
      this.rig.before();
      this.player.tick(elapsedMs);
      this.rig.after(elapsedMs);
      this.lessons.tick(elapsedMs);
      this.sound.tick(elapsedMs);
      onFrame(elapsedMs);
    });
  }

  /** Plays or pauses; from its end a run plays again. An open question waits for its answer. */
  togglePlay(): void {
    const { player, lessons } = this;
    const endUs = player.shown.value?.trace.endUs ?? 0;
    if (lessons.isAsking.value) return;
    if (!player.isPlaying.value && player.nowUs.value >= endUs) {
      player.seek(0);
      lessons.follow();
    }
    player.isPlaying.value = !player.isPlaying.value;
  }

  /** Moves on by a motor step of the pump, or by a second without one. */
  step(): void {
    const { player, lessons } = this;
    player.isPlaying.value = false;
    const moment = player.moment.value;
    const drive = player.shown.value?.facts.product.drive;
    const stepDeg = drive?.kind === 'rollers' ? 360 / drive.quantities.stepsPerRevolutionCount.value : 0;
    const degPerSecond = moment?.commandedDegPerSecond ?? 0;
    const seconds = stepDeg > 0 && degPerSecond > 0 ? stepDeg / degPerSecond : 1;
    player.seek(player.nowUs.value + seconds * 1e6);
    lessons.follow();
  }

  /** Pauses a hidden page, unless a rig follows it. */
  readonly hide = (): void => {
    if (this.rig.isFollowing) return;
    this.player.isPlaying.value = false;
  };
}
