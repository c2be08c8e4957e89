import type { ReadonlySignal } from '@preact/signals';
import type { Product } from '../../../../firmware-sim/products/product.ts';
import type { FieldAtPump, Moment } from '../play/moment.ts';
import type { Texts } from '../texts/texts.ts';
import type { Holding } from './magnet.tsx';
import type { MagnetPlace } from './magnet-place.ts';
import type { SceneLayout } from './scene-layout.ts';

/** What the scene shows. The moment changes with each frame; each part of the scene picks what it draws from it. */
export interface SceneProps {
  readonly moment: ReadonlySignal<Moment>;
  /** The moment for numbers and texts, which change less often. */
  readonly calm: ReadonlySignal<Moment>;
  /** Field of the moment. It is the same object until the field changes. */
  readonly field: ReadonlySignal<FieldAtPump>;
  readonly product: Product;
  /** Pump seconds per second of the page. */
  readonly speed: number;
  readonly layout: SceneLayout;
  readonly isSeeThrough: boolean;
  readonly hasMagnet: boolean;
  readonly hasScanner: boolean;
  /** Place of the magnet in the user's hand; `away` if held far from the pump. */
  readonly held: ReadonlySignal<MagnetPlace | 'away' | undefined>;
  readonly isFlat: ReadonlySignal<boolean>;
  readonly holding: Holding;
  readonly texts: Texts;
  /** What the picture shows, in a sentence. */
  readonly label: ReadonlySignal<string>;
}
