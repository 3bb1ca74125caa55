import { handlersInProcess } from '../../../hub/gateway/handlers-in-process.ts';
import { handlersOverFrames } from './frames/handlers-over-frames.ts';
import { describeHandlers } from './handlers.contract.ts';

describeHandlers('handlers in process', handlersInProcess);
describeHandlers('handlers over frames', handlersOverFrames);
