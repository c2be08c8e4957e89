import { render } from 'preact';
import { synchromedII } from '../../../firmware-sim/products/synchromed-ii.ts';
import { PumpPicture } from '../../viewer/pump-picture.tsx';
import { pumpViewOf } from '../../viewer/pump-view.ts';
import '../../viewer/viewer.css';

render(<PumpPicture pump={pumpViewOf(synchromedII)} look="truth" label="Rotor at 0 deg" />, document.body);
