import type { JSX } from 'preact';

interface ScannerProps {
  readonly centreX: number;
  readonly label: string;
  readonly textSize: number;
}

/** Size of the scanner, and height of its bore. */
const [WIDTH, HEIGHT, BORE_TOP, BORE_HEIGHT] = [180, 188, 72, 54];
const COIL = { width: 132, height: 20 } as const;

/** An MRI scanner cut along its bore, with its coils above and below. */
export function Scanner({ centreX, label, textSize }: ScannerProps): JSX.Element {
  const left = centreX - WIDTH / 2;
  const coilX = centreX - COIL.width / 2;
  return (
    <g class="scanner">
      <rect class="gantry" x={left} y={0} width={WIDTH} height={HEIGHT} rx={24} />
      <rect class="coil" x={coilX} y={42} {...COIL} rx={3} />
      <rect class="coil" x={coilX} y={BORE_TOP + BORE_HEIGHT + 10} {...COIL} rx={3} />
      <rect class="bore" x={left} y={BORE_TOP} width={WIDTH} height={BORE_HEIGHT} />
      <path class="rim" d={`M ${left} ${BORE_TOP} h ${WIDTH} M ${left} ${BORE_TOP + BORE_HEIGHT} h ${WIDTH}`} />
      <text class="quiet" x={centreX} y={29} text-anchor="middle" font-size={textSize * 0.9}>
        {label}
      </text>
    </g>
  );
}
