import { type Refusal, refuse } from '../../shared/contract/refusals.ts';
import type { PartVerdict } from './parts.ts';
import { tooLarge, tooManyAlike } from './screening-failure.ts';

/** What would fail in the same way again, and what to do instead. SDKs retry what is unavailable, so these must not be called that. */
const lasting: ReadonlyMap<string | undefined, string> = new Map([
  [tooLarge, 'Send it in smaller parts.'],
  [tooManyAlike, 'Send fewer such values in one request.'],
]);

/** No policy lets a prompt pass of which a part could not be screened. */
export function refuseFailedPrompt(verdicts: readonly PartVerdict[]): Refusal | undefined {
  const failed = failedPart(verdicts);
  if (failed === undefined) return undefined;
  const { kind, pointer, reason } = failed;
  const what = `The ${kind} at ${pointer} could not be screened (${reason ?? 'no reason is known'}), so no model is asked.`;
  const advice = lasting.get(reason);
  if (advice !== undefined) return refuse('content_unscreenable', `${what} ${advice}`);
  return refuse('screening_unavailable', `${what} ${tryAgain}`);
}

/** Nor an answer. Its parts are the model's affair, so they are not named. */
export function refuseFailedAnswer(verdicts: readonly PartVerdict[]): Refusal | undefined {
  const failed = failedPart(verdicts);
  if (failed === undefined) return undefined;
  const what = 'The answer could not be screened';
  if (lasting.has(failed.reason)) {
    return refuse(
      'content_unscreenable',
      `${what} (${failed.reason}), so nothing (more) of it is passed on. ${askForLess}`,
    );
  }
  return refuse('screening_unavailable', `${what}, so nothing (more) of it is passed on. ${tryAgain}`);
}

const tryAgain = 'Try again; if it goes on, tell the platform team the request id.';
const askForLess = 'Ask for a smaller answer.';

/** The one to speak of: what fails again and again before what may pass. */
function failedPart(verdicts: readonly PartVerdict[]): PartVerdict | undefined {
  const failed = verdicts.filter((verdict) => verdict.failed === true);
  return failed.find(({ reason }) => lasting.has(reason)) ?? failed[0];
}
