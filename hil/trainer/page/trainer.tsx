import { EngineClient } from './engine/engine-client.ts';
import { workerEngine } from './engine/worker-engine.ts';
import { afterMs, browserClock } from './play/page-clock.ts';
import { startTrainer } from './start-trainer.tsx';

startTrainer(new EngineClient(workerEngine(document, afterMs)), browserClock());
