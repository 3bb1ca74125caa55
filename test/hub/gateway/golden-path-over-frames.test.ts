/** The suites of the golden path once more, with both handlers as functions of their own that speak in frames. */
import { handlersOverFrames } from './frames/handlers-over-frames.ts';
import { reachHandlersBy } from './test-hub.ts';
import './golden-path.test.ts';
import './golden-path-confidence.test.ts';
import './golden-path-faults.test.ts';
import './golden-path-guardrail.test.ts';
import './golden-path-pseudonyms.test.ts';
import './golden-path-refusals.test.ts';
import './golden-path-samples.test.ts';
import './golden-path-schema.test.ts';
import './golden-path-streams.test.ts';
import './golden-path-unscreened.test.ts';

reachHandlersBy(handlersOverFrames);
