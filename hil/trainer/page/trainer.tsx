import { render } from 'preact';
import { Rotor } from '../../viewer/rotor.tsx';
import '../../viewer/viewer.css';

render(<Rotor rotorDeg={0} rollerCount={2} label="Rotor at 0 deg" />, document.body);
