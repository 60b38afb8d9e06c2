import * as oauth from 'oauth4webapi';
import type { Next } from '../sign-in';
import { Refused } from './session';

export interface Problem {
  title: string;
  text: string;
  next: Next;
}

const codeOf = (error: unknown) =>
  error instanceof Error && 'code' in error ? error.code : undefined;

/** What went wrong at a sign-in, each with one next step. */
export function problemOf(error: unknown, partner: string): Problem {
  if (error instanceof oauth.AuthorizationResponseError) {
    if (error.error === 'access_denied')
      return {
        title: 'The sign-in was cancelled',
        text: 'Nothing was changed.',
        next: 'again',
      };
    return {
      title: `${partner} refused the sign-in`,
      text: error.error_description ?? error.error,
      next: 'again',
    };
  }
  if (error instanceof oauth.ResponseBodyError)
    return {
      title: 'The sign-in has expired',
      text: 'It took too long, or was used already.',
      next: 'again',
    };
  if (codeOf(error) === oauth.JWT_TIMESTAMP_CHECK)
    return {
      title: `The clocks of this computer and of ${partner} differ`,
      text: 'Set this computer’s clock, then sign in again.',
      next: 'again',
    };
  if (error instanceof Refused)
    return { title: error.message, text: error.advice, next: error.next };
  // What `fetch` throws when there is no answer at all.
  if (error instanceof TypeError)
    return {
      title: `${partner} cannot be reached`,
      text: 'The portal may be down, or this computer offline. Try again in a minute.',
      next: 'again',
    };
  return {
    title: `The answer of ${partner} cannot be used`,
    text: error instanceof Error ? error.message : String(error),
    next: 'again',
  };
}
