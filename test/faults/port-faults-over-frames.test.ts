/** The same faults where both handlers are functions of their own that speak in frames. */
import { handlersOverFrames } from '../hub/gateway/frames/handlers-over-frames.ts';
import { reachHandlersBy } from '../hub/gateway/test-hub.ts';
import './port-faults.test.ts';

reachHandlersBy(handlersOverFrames);
