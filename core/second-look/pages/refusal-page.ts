import { html } from '../../report/html';
import { pageFrame } from './page-frame';

/** Why a request is refused, and what its reader can do. */
export interface RefusalText {
  readonly title: string;
  readonly text: string;
}

/** Everything that the pages refuse, by a word. None of it repeats what was sent. */
export const REFUSALS = {
  malformed: {
    title: 'This link is not complete',
    text: 'It may have been broken over two lines. Copy the whole link from the e-mail into the address bar.',
  },
  forged: {
    title: 'This link is not valid',
    text: 'It was altered, or it is not one of ours. Open the link in the e-mail itself.',
  },
  'unknown-key': {
    title: 'This link is not valid any more',
    text: 'It is older than links may get. What is still open is in a newer list: ask whoever runs the service for a link to it.',
  },
  expired: {
    title: 'This link has expired',
    text: 'What is still open is in a newer list: ask whoever runs the service for a link to it.',
  },
  'not-open': {
    title: 'This second look is not open',
    text: 'It was answered long ago, or the image was removed. There is nothing left to do.',
  },
  'no-picture': { title: 'There is no picture', text: 'The image was removed.' },
  'stale-form': {
    title: 'This page was open for too long',
    text: 'Nothing was recorded. Open the link again and answer there.',
  },
  'not-offered': {
    title: 'That was not one of the answers',
    text: 'Nothing was recorded. Open the link again and press one of the buttons.',
  },
  'wrong-form': {
    title: 'That was not our form',
    text: 'Nothing was recorded. Open the link and press one of the buttons.',
  },
  'too-large': { title: 'That was too much', text: 'Nothing was recorded. An answer is a few hundred characters.' },
  'not-found': { title: 'There is nothing here', text: 'Open the link in the e-mail.' },
  'wrong-method': { title: 'That is not possible here', text: 'Pages are opened, answers are sent by their buttons.' },
  unavailable: {
    title: 'That did not work just now',
    text: 'Nothing is lost. Try again in a minute; if an answer had arrived, the page will say so.',
  },
} as const satisfies Readonly<Record<string, RefusalText>>;
export type RefusalWord = keyof typeof REFUSALS;

export function refusalPage(word: RefusalWord): string {
  const { title, text } = REFUSALS[word];
  return pageFrame(
    title,
    html`<h1>${title}</h1>
<p class="lead" role="alert">${text}</p>`,
  ).text;
}
